package io.mlstack.data.store.internal;

import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The rows of a version in the order of their keys, a leaf a block; nodes and pages are read when they are needed. */
record StoredTable(TableReader reader) implements Table {

    @Override
    public Schema schema() {
        return reader.root().schema();
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(reader.root().rows());
    }

    /** Its leaves in order; nodes are read when they are needed. */
    Iterable<Child> leaves() {
        return () -> {
            TreeCursor cursor = new TreeCursor(reader);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    cursor.toLeaf();
                    return !cursor.atEnd();
                }

                @Override
                public Child next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException("no leaf is left");
                    }
                    Child leaf = cursor.current();
                    cursor.next();
                    return leaf;
                }
            };
        };
    }

    @Override
    public Blocks blocks() {
        Iterator<Child> leaves = leaves().iterator();
        return new Blocks() {
            private boolean closed;

            @Override
            public @Nullable Columns next() {
                return closed || !leaves.hasNext() ? null : reader.rows(leaves.next());
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }
}
