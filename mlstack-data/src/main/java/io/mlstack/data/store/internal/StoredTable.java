package io.mlstack.data.store.internal;

import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
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

    @Override
    public Blocks blocks() {
        TreeCursor cursor = new TreeCursor(reader);
        return new Blocks() {
            private boolean closed;

            @Override
            public @Nullable Columns next() {
                cursor.toLeaf();
                if (closed || cursor.atEnd()) {
                    return null;
                }
                Child leaf = cursor.current();
                cursor.next();
                return reader.rows(leaf);
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }
}
