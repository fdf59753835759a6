package io.mlstack.data.store.internal;

import io.mlstack.api.error.InvalidInputException;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the pages of {@link PageEncoder}. */
final class PageDecoder {

    private final ByteSource in;

    private PageDecoder(ByteSource in) {
        this.in = in;
    }

    /**
     * @param rows how many the leaf says there are
     * @param place for errors
     * @throws io.mlstack.api.error.CorruptDataException if the page is of another type or does not add up
     */
    static ColumnVector decode(byte[] page, ColumnType type, int rows, String place) {
        ByteSource in = new ByteSource(page, place);
        ColumnVector vector;
        try {
            vector = new PageDecoder(in).page(type);
        } catch (InvalidInputException | ArithmeticException e) {
            throw in.corrupt("does not add up: " + e.getMessage());
        }
        in.end();
        if (vector.length() != rows) {
            throw in.corrupt("has " + vector.length() + " rows in a leaf of " + rows);
        }
        return vector;
    }

    private ColumnVector page(ColumnType type) {
        int kind = in.u8();
        int gaps = in.u8();
        if (kind != PageKind.code(type.kind()) || gaps > 1 || in.u8() != 0 || in.u8() != 0) {
            throw in.corrupt("has a head that is none of a page of " + type.spelling());
        }
        int parameter = in.i32();
        int rows = in.count();
        if (parameter != PageKind.parameter(type) || in.i32() != 0) {
            throw in.corrupt("has a head that is none of a page of " + type.spelling());
        }
        Validity validity = gaps == 0 ? Validity.allPresent(rows) : Validity.of(rows, in.longs((rows + 63) >>> 6));
        ColumnVector vector = values(type, rows, validity);
        in.align(PageEncoder.ALIGNMENT);
        return vector;
    }

    private ColumnVector values(ColumnType type, int rows, Validity validity) {
        return switch (type.kind()) {
            case BOOLEAN -> booleans(rows, validity);
            case INT32, DATE -> IntVector.of(in.ints(rows), validity);
            case INT64, DECIMAL, TIMESTAMP -> LongVector.of(in.longs(rows), validity);
            case FLOAT32 -> floats(1, rows, validity);
            case VECTOR, TENSOR -> floats(PageKind.parameter(type), rows, validity);
            case FLOAT64 -> doubles(rows, validity);
            case TEXT, JSON, BLOB -> bytes(rows, validity);
            case CATEGORY -> category(((ColumnType.Category) type).levels(), rows, validity);
            case LIST -> list(((ColumnType.ListOf) type).element(), rows, validity);
        };
    }

    private BooleanVector booleans(int rows, Validity validity) {
        long[] words = in.longs((rows + 63) >>> 6);
        boolean[] values = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = (words[row >>> 6] >>> row & 1) != 0;
        }
        return BooleanVector.of(values, validity);
    }

    private FloatVector floats(int width, int rows, Validity validity) {
        int count;
        try {
            count = Math.multiplyExact(width, rows);
        } catch (ArithmeticException e) {
            throw in.corrupt("claims " + rows + " rows of width " + width);
        }
        int[] bits = in.ints(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Float.intBitsToFloat(bits[i]);
        }
        return FloatVector.of(width, values, validity);
    }

    private DoubleVector doubles(int rows, Validity validity) {
        long[] bits = in.longs(rows);
        double[] values = new double[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = Double.longBitsToDouble(bits[row]);
        }
        return DoubleVector.of(values, validity);
    }

    private BytesVector bytes(int rows, Validity validity) {
        int[] offsets = offsets(rows);
        return BytesVector.of(offsets, in.raw(offsets[rows]), validity);
    }

    private IntVector category(List<String> levels, int rows, Validity validity) {
        int count = in.count();
        in.align(PageEncoder.ALIGNMENT);
        int[] global = schemaCodes(levels, (BytesVector) page(ColumnType.TEXT));
        if (count != global.length) {
            throw in.corrupt("announces " + count + " levels and has " + global.length);
        }
        int[] codes = in.ints(rows);
        for (int row = 0; row < rows; row++) {
            boolean missing = validity.isMissing(row);
            if (missing ? codes[row] != -1 : codes[row] < 0 || codes[row] >= count) {
                throw in.corrupt("has code " + codes[row] + " in row " + row + " of a page with " + count + " levels");
            }
            codes[row] = missing ? -1 : global[codes[row]];
        }
        return IntVector.of(codes, validity);
    }

    /** The code in the schema of each level of the page. */
    private int[] schemaCodes(List<String> levels, BytesVector texts) {
        Map<String, Integer> codes = new HashMap<>();
        levels.forEach(level -> codes.put(level, codes.size()));
        int[] global = new int[texts.length()];
        for (int i = 0; i < global.length; i++) {
            Integer code = codes.get(texts.textAt(i));
            if (code == null) {
                throw in.corrupt("holds a level that its column does not have");
            }
            global[i] = code;
        }
        return global;
    }

    private ListVector list(ColumnType element, int rows, Validity validity) {
        int[] offsets = offsets(rows);
        return ListVector.of(offsets, page(element), validity);
    }

    private int[] offsets(int rows) {
        int[] offsets = in.ints(Math.addExact(rows, 1));
        in.align(PageEncoder.ALIGNMENT);
        return offsets;
    }
}
