package io.mlstack.data.store;

import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnBuilder;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
import java.util.OptionalLong;

/**
 * Ten columns (key, four floats, three integers, a category, a text) that are made block by block.
 *
 * @param stride the key of row i is {@code i * stride % rows}: 1 gives keys in order, a large prime keys all over
 */
record LargeTable(long rows, long stride) implements Table {

    static final Schema SCHEMA = Schema.of(
            Column.of("id", ColumnType.INT64),
            Column.of("f1", ColumnType.FLOAT64),
            Column.of("f2", ColumnType.FLOAT64),
            Column.of("f3", ColumnType.FLOAT64),
            Column.of("f4", ColumnType.FLOAT32),
            Column.of("i1", ColumnType.INT32),
            Column.of("i2", ColumnType.INT64),
            Column.of("i3", ColumnType.INT64),
            Column.of("level", ColumnType.category("a", "b", "c")),
            Column.of("text", ColumnType.TEXT));

    private static final int BLOCK = 8192;

    @Override
    public Schema schema() {
        return SCHEMA;
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(rows);
    }

    @Override
    public Blocks blocks() {
        return new Blocks() {
            private long next;

            @Override
            public Columns next() {
                if (next >= rows) {
                    return null;
                }
                long to = Math.min(rows, next + BLOCK);
                Columns.Builder block = Columns.builder(SCHEMA);
                for (; next < to; next++) {
                    append(block, next * stride % rows);
                }
                return block.build();
            }

            @Override
            public void close() {}
        };
    }

    private static void append(Columns.Builder block, long key) {
        long bits = mixed(key);
        double uniform = (bits >>> 11) * 0x1p-53;
        block.column(0).appendLong(key);
        block.column(1).appendDouble(uniform);
        block.column(2).appendDouble(uniform * uniform * 1000);
        block.column(3).appendDouble(key);
        block.column(4).appendDouble((float) (bits & 1023) / 7);
        block.column(5).appendLong((int) (bits >>> 40));
        block.column(6).appendLong(bits >>> 44);
        block.column(7).appendLong(bits);
        block.column(8).appendCode((int) (bits >>> 3 & 0xFFFF) % 3);
        ColumnBuilder text = block.column(9);
        byte[] letters = new byte[12];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = (byte) ('a' + (bits >>> 4 * i & 15));
        }
        text.appendBytes(letters, 0, letters.length);
    }

    /** The finaliser of SplitMix64. */
    private static long mixed(long key) {
        long z = key + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
