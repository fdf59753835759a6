package io.mlstack.data.store.internal;

import io.mlstack.api.table.BooleanVector;
import io.mlstack.api.table.BytesVector;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.DoubleVector;
import io.mlstack.api.table.FloatVector;
import io.mlstack.api.table.IntVector;
import io.mlstack.api.table.ListVector;
import io.mlstack.api.table.LongVector;
import io.mlstack.api.table.Validity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the values of one column in a block of rows as a page.
 *
 * <p>Little-endian; every part is padded with zeros to 8 bytes. A head of 16 bytes: kind ({@link PageKind}), 1 if a
 * validity bitmap follows, two zeros, 32 bits of width (vector, tensor) or scale (decimal) or zero, 32 bits of rows, 32
 * zero bits. Then Arrow's buffers: the bitmap if any value is missing; then
 *
 * <ul>
 *   <li>boolean: a bitmap
 *   <li>int32, date, float32, vector, tensor: 4 bytes a number; int64, decimal, timestamp, float64: 8 bytes
 *   <li>text, json, blob: rows + 1 offsets of 4 bytes, then the bytes
 *   <li>list: rows + 1 offsets, then the page of the elements
 *   <li>category: the number of levels that occur here, their page as texts in the order of their UTF-8 bytes, then one
 *       code a row into it, -1 where missing. So a page does not change when the schema gains or reorders levels
 * </ul>
 *
 * <p>Equal values give equal bytes: what lies under a missing row is zero or empty, and there is one NaN.
 */
final class PageEncoder {

    static final int ALIGNMENT = 8;

    private final ByteSink out = new ByteSink();

    private PageEncoder() {}

    static byte[] encode(ColumnType type, ColumnVector vector) {
        PageEncoder encoder = new PageEncoder();
        encoder.page(type, vector);
        return encoder.out.toArray();
    }

    private void page(ColumnType type, ColumnVector vector) {
        boolean gaps = vector.missing() > 0;
        out.u8(PageKind.code(type.kind())).u8(gaps ? 1 : 0).u8(0).u8(0);
        out.i32(PageKind.parameter(type)).i32(vector.length()).i32(0);
        if (gaps) {
            out.longs(vector.validity().toWords());
        }
        switch (type.kind()) {
            case BOOLEAN -> booleans((BooleanVector) vector);
            case INT32, DATE -> ints((IntVector) vector);
            case INT64, DECIMAL, TIMESTAMP -> longs((LongVector) vector);
            case FLOAT32, VECTOR, TENSOR -> floats((FloatVector) vector);
            case FLOAT64 -> doubles((DoubleVector) vector);
            case TEXT, JSON, BLOB -> bytes((BytesVector) vector);
            case CATEGORY -> category(((ColumnType.Category) type).levels(), (IntVector) vector);
            case LIST -> list(((ColumnType.ListOf) type).element(), (ListVector) vector);
        }
        out.align(ALIGNMENT);
    }

    private void booleans(BooleanVector vector) {
        long[] words = new long[(vector.length() + 63) >>> 6];
        for (int row = 0; row < vector.length(); row++) {
            if (vector.booleanAt(row)) {
                words[row >>> 6] |= 1L << row;
            }
        }
        out.longs(words);
    }

    private void ints(IntVector vector) {
        int[] values = vector.toArray();
        for (int row = 0; vector.missing() > 0 && row < values.length; row++) {
            values[row] = vector.isMissing(row) ? 0 : values[row];
        }
        out.ints(values);
    }

    private void longs(LongVector vector) {
        out.longs(vector.toArray());
    }

    private void floats(FloatVector vector) {
        float[] values = vector.toArray();
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
        out.ints(bits);
    }

    private void doubles(DoubleVector vector) {
        double[] values = vector.toArray();
        long[] bits = new long[values.length];
        Arrays.setAll(bits, i -> Double.doubleToLongBits(values[i]));
        out.longs(bits);
    }

    private void bytes(BytesVector vector) {
        out.ints(vector.toOffsets()).align(ALIGNMENT).raw(vector.toBytes());
    }

    private void category(List<String> levels, IntVector codes) {
        boolean[] occurs = new boolean[levels.size()];
        for (int row = 0; row < codes.length(); row++) {
            if (!codes.isMissing(row)) {
                occurs[codes.intAt(row)] = true;
            }
        }
        List<String> sorted = PageKind.sortedLevels(levels, occurs);
        int[] local = new int[levels.size()];
        for (int i = 0; i < sorted.size(); i++) {
            local[levels.indexOf(sorted.get(i))] = i;
        }
        out.i32(sorted.size()).align(ALIGNMENT);
        page(ColumnType.TEXT, texts(sorted));
        int[] pageCodes = new int[codes.length()];
        Arrays.setAll(pageCodes, row -> codes.isMissing(row) ? -1 : local[codes.intAt(row)]);
        out.ints(pageCodes);
    }

    private void list(ColumnType element, ListVector vector) {
        int[] offsets = new int[vector.length() + 1];
        for (int row = 0; row < vector.length(); row++) {
            offsets[row + 1] = vector.startAt(row) + vector.sizeAt(row);
        }
        out.ints(offsets).align(ALIGNMENT);
        page(element, vector.elements());
    }

    private static BytesVector texts(List<String> texts) {
        int[] offsets = new int[texts.size() + 1];
        ByteSink bytes = new ByteSink();
        for (int i = 0; i < texts.size(); i++) {
            bytes.raw(texts.get(i).getBytes(StandardCharsets.UTF_8));
            offsets[i + 1] = bytes.size();
        }
        return BytesVector.of(offsets, bytes.toArray(), Validity.allPresent(texts.size()));
    }
}
