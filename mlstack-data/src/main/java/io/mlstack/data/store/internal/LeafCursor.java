package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks the rows of some leaves of a table in key order; pages are read when they are first asked for. Not
 * thread-safe.
 */
final class LeafCursor {

    private final TableReader table;
    private final List<Child> leaves;
    private int position;
    private int row;
    private @Nullable Leaf leaf;
    private @Nullable KeyVector keys;
    private @Nullable Page @Nullable [] pages;
    private @Nullable Columns rows;

    LeafCursor(TableReader table, List<Child> leaves) {
        this.table = table;
        this.leaves = leaves;
    }

    boolean atEnd() {
        return position == leaves.size();
    }

    boolean atLeafStart() {
        return row == 0;
    }

    /** The row of the current leaf that is next. */
    int row() {
        return row;
    }

    /** Rows of the current leaf. */
    int leafRows() {
        return (int) leaves.get(position).rows();
    }

    Digest page(int column) {
        return leaf().pages().get(column);
    }

    Key key() {
        return keys().at(row);
    }

    int compareKeys(LeafCursor other) {
        return keys().compare(row, other.keys(), other.row);
    }

    KeyVector keys() {
        if (keys == null) {
            keys = KeyVector.of(
                    table.root().key(), block(table.root().keyIndex()).vector());
        }
        return keys;
    }

    Object keyValue(int ofRow) {
        Object value = block(table.root().keyIndex()).value(ofRow);
        if (value == null) {
            throw ByteSource.corrupt("leaf " + leaves.get(position).id().hex(), "has a row without a key");
        }
        return value;
    }

    /** One column of the current leaf. */
    CellEquality.Block block(int column) {
        if (pages == null) {
            pages = new Page[table.root().schema().size()];
        }
        Page page = pages[column];
        if (page == null) {
            page = new Page(table.root().schema().column(column), table.column(leaf(), column));
            pages[column] = page;
        }
        return page;
    }

    void step() {
        if (++row == leafRows()) {
            skipLeaf();
        }
    }

    /** Steps over what is left of the current leaf. */
    void skipLeaf() {
        position++;
        row = 0;
        leaf = null;
        keys = null;
        pages = null;
        rows = null;
    }

    /** All columns of the current leaf. */
    Columns rows() {
        if (rows == null) {
            rows = table.rows(leaves.get(position));
        }
        return rows;
    }

    private Leaf leaf() {
        if (leaf == null) {
            leaf = table.leaf(leaves.get(position));
        }
        return leaf;
    }

    /** A decoded page, with its boxed view made on demand. */
    private static final class Page implements CellEquality.Block {
        private final Column column;
        private final ColumnVector vector;
        private @Nullable Columns boxed;

        Page(Column column, ColumnVector vector) {
            this.column = column;
            this.vector = vector;
        }

        @Override
        public ColumnVector vector() {
            return vector;
        }

        @Override
        public @Nullable Object value(int row) {
            return boxed().value(row, 0);
        }

        @Override
        public @Nullable String text(int row) {
            return boxed().text(row, 0);
        }

        private Columns boxed() {
            if (boxed == null) {
                boxed = Columns.of(Schema.of(column), List.of(vector));
            }
            return boxed;
        }
    }
}
