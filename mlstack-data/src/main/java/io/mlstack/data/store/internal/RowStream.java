package io.mlstack.data.store.internal;

import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Table;
import org.jspecify.annotations.Nullable;

/** Walks the rows of a table one by one; holds one block. Not thread-safe. */
final class RowStream implements AutoCloseable {

    private final Blocks blocks;
    private @Nullable Columns block;
    private int row;

    /** Stands on the first row. */
    RowStream(Table table) {
        this.blocks = table.blocks();
        this.block = blocks.next();
    }

    boolean atEnd() {
        return block == null;
    }

    void step() {
        if (++row == block().rows()) {
            block = blocks.next();
            row = 0;
        }
    }

    void skip(long rows) {
        long left = rows;
        while (left > 0 && block != null) {
            int taken = (int) Math.min(left, block.rows() - row - 1L);
            left -= taken;
            row += taken;
            if (left > 0) {
                step();
                left--;
            }
        }
    }

    int row() {
        return row;
    }

    Columns block() {
        if (block == null) {
            throw new IllegalStateException("there is no row left");
        }
        return block;
    }

    /** One column of the current block, to be compared. */
    CellEquality.Block column(int column) {
        Columns rows = block();
        return new CellEquality.Block() {
            @Override
            public ColumnVector vector() {
                return rows.vector(column);
            }

            @Override
            public @Nullable Object value(int ofRow) {
                return rows.value(ofRow, column);
            }

            @Override
            public @Nullable String text(int ofRow) {
                return rows.text(ofRow, column);
            }
        };
    }

    @Override
    public void close() {
        blocks.close();
    }
}
