package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks the rows of some leaves of a table in key order; pages are read when they are first asked for. Rows that are {@link
 * #collect}ed are read in full. Not thread-safe.
 */
final class LeafCursor {

    private final TableReader table;
    private final List<LeafEntry> leaves;
    private final List<Columns> collected = new ArrayList<>();
    private final List<Integer> marked = new ArrayList<>();
    private int position;
    private int row;
    private @Nullable Leaf leaf;
    private @Nullable KeyVector keys;
    private @Nullable Page @Nullable [] pages;

    LeafCursor(TableReader table, List<LeafEntry> leaves) {
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
        return leaves.get(position).rows();
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

    /** Remembers the next row and steps over it. */
    void collect() {
        marked.add(row);
        step();
    }

    void step() {
        if (++row == leafRows()) {
            skipLeaf();
        }
    }

    /** Steps over what is left of the current leaf. */
    void skipLeaf() {
        if (!marked.isEmpty()) {
            Columns rows = table.rows(leaves.get(position));
            collected.add(rows.take(marked.stream().mapToInt(i -> i).toArray()));
            marked.clear();
        }
        position++;
        row = 0;
        leaf = null;
        keys = null;
        pages = null;
    }

    /** The rows that were marked so far in leaves that lie behind. */
    Columns collected() {
        return Columns.concat(table.root().schema(), collected);
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
