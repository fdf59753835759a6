package io.mlstack.api.table;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of one column, row by row. Not thread-safe.
 *
 * <p>The typed methods do not box; {@link #append(Object)} takes the boxed values of {@link ColumnType}. A method that
 * does not fit the type of the column throws {@link IllegalArgumentException} and adds nothing.
 */
public final class ColumnBuilder {

    private static final int FIRST_CAPACITY = 16;

    private final ColumnType type;
    private final int width;
    private final Map<String, Integer> codes = new HashMap<>();
    private final @Nullable ColumnBuilder elements;

    private int rows;
    private int missing;
    private long[] present = new long[1];
    private boolean[] booleans = {};
    private int[] ints = {};
    private long[] longs = {};
    private float[] floats = {};
    private double[] doubles = {};
    private int[] offsets = {};
    private byte[] bytes = {};

    private ColumnBuilder(ColumnType type) {
        this.type = type;
        this.width = type instanceof ColumnType.Vector vector
                ? vector.width()
                : type instanceof ColumnType.Tensor tensor ? tensor.width() : 1;
        if (type instanceof ColumnType.Category category) {
            category.levels().forEach(level -> codes.put(level, codes.size()));
        }
        this.elements = type instanceof ColumnType.ListOf list ? new ColumnBuilder(list.element()) : null;
    }

    /** An empty column of that type. */
    public static ColumnBuilder of(ColumnType type) {
        return new ColumnBuilder(type);
    }

    /** Number of rows so far. */
    public int rows() {
        return rows;
    }

    /** Adds a row without a value. */
    public ColumnBuilder appendMissing() {
        int row = next(false);
        switch (type.kind()) {
            case BOOLEAN -> booleans[row] = false;
            case INT32, DATE, CATEGORY -> ints[row] = -1;
            case INT64, DECIMAL, TIMESTAMP -> longs[row] = 0;
            case FLOAT32, VECTOR, TENSOR -> Arrays.fill(floats, row * width, (row + 1) * width, 0);
            case FLOAT64 -> doubles[row] = 0;
            case TEXT, JSON, BLOB, LIST -> offsets[rows] = offsets[row];
        }
        return this;
    }

    /** Adds a truth value to a boolean column. */
    public ColumnBuilder appendBoolean(boolean value) {
        require(type.kind() == ColumnType.Kind.BOOLEAN, value);
        int row = next(true);
        booleans[row] = value;
        return this;
    }

    /**
     * Adds a whole number: an integer, a float that holds it exactly, days of a date, microseconds of a timestamp, or the
     * unscaled value of a decimal within its precision.
     */
    public ColumnBuilder appendLong(long value) {
        switch (type.kind()) {
            case INT32, DATE -> {
                require(value == (int) value, value);
                int row = next(true);
                ints[row] = (int) value;
            }
            case INT64, DECIMAL, TIMESTAMP -> {
                require(!(type instanceof ColumnType.Decimal decimal) || decimal.holds(value), value);
                int row = next(true);
                longs[row] = value;
            }
            case FLOAT32 -> {
                require(ExactNumber.isFloat(value), value);
                appendDouble(value);
            }
            case FLOAT64 -> {
                require(ExactNumber.isDouble(value), value);
                appendDouble(value);
            }
            case BOOLEAN, TEXT, CATEGORY, VECTOR, TENSOR, BLOB, LIST, JSON -> require(false, value);
        }
        return this;
    }

    /**
     * Adds a number to a float32 column, rounded to the nearest, or to a float64 column. A finite number beyond the range
     * of float32 does not fit it.
     */
    public ColumnBuilder appendDouble(double value) {
        if (type.kind() == ColumnType.Kind.FLOAT64) {
            int row = next(true);
            doubles[row] = value;
        } else {
            require(type.kind() == ColumnType.Kind.FLOAT32, value);
            require(Float.isFinite((float) value) || !Double.isFinite(value), value);
            int row = next(true);
            floats[row] = (float) value;
        }
        return this;
    }

    /** Adds one row of numbers to a float32, vector or tensor column; {@code values.length} is its width. */
    public ColumnBuilder appendFloats(float[] values) {
        boolean fits = switch (type.kind()) {
            case FLOAT32, VECTOR, TENSOR -> values.length == width;
            case BOOLEAN, INT32, INT64, FLOAT64, DECIMAL, TEXT, CATEGORY, DATE, TIMESTAMP, BLOB, LIST, JSON -> false;
        };
        require(fits, values.length + " numbers");
        int row = next(true);
        System.arraycopy(values, 0, floats, row * width, width);
        return this;
    }

    /** Adds a code of a category column. */
    public ColumnBuilder appendCode(int code) {
        require(type.kind() == ColumnType.Kind.CATEGORY && code >= 0 && code < codes.size(), code);
        int row = next(true);
        ints[row] = code;
        return this;
    }

    /** Adds a text, a JSON text, or a level of a category column. Half a surrogate pair has no UTF-8 and does not fit. */
    public ColumnBuilder appendText(String value) {
        if (type.kind() == ColumnType.Kind.CATEGORY) {
            Integer code = codes.get(value);
            if (code == null) {
                throw new IllegalArgumentException("\"" + value + "\" is no level of " + type.spelling());
            }
            int row = next(true);
            ints[row] = code;
            return this;
        }
        require(type.kind() == ColumnType.Kind.TEXT || type.kind() == ColumnType.Kind.JSON, value);
        byte[] utf8 = Utf8.bytes(value);
        return bytes(utf8, 0, utf8.length);
    }

    /** Adds UTF-8 text or a blob from {@code length} bytes. */
    public ColumnBuilder appendBytes(byte[] value, int offset, int length) {
        boolean fits = switch (type.kind()) {
            case TEXT, JSON, BLOB -> true;
            case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, DECIMAL, CATEGORY, DATE, TIMESTAMP, VECTOR, TENSOR, LIST ->
                false;
        };
        require(fits, length + " bytes");
        return bytes(value, offset, length);
    }

    /** Adds a boxed value as listed in {@link ColumnType}; null means missing. Any {@link Number} that fits is taken. */
    public ColumnBuilder append(@Nullable Object value) {
        if (value == null) {
            return appendMissing();
        }
        switch (type.kind()) {
            case BOOLEAN -> appendBoolean(as(Boolean.class, value));
            case INT32, INT64 -> appendLong(whole(value));
            case FLOAT32, FLOAT64 -> real(as(Number.class, value));
            case DECIMAL -> appendLong(unscaled(value));
            case TEXT, JSON, CATEGORY ->
                appendText(as(CharSequence.class, value).toString());
            case DATE -> appendLong(as(LocalDate.class, value).toEpochDay());
            case TIMESTAMP -> appendLong(micros(as(Instant.class, value)));
            case VECTOR, TENSOR -> appendFloats(as(float[].class, value));
            case BLOB -> {
                byte[] blob = as(byte[].class, value);
                appendBytes(blob, 0, blob.length);
            }
            case LIST -> list(as(List.class, value));
        }
        return this;
    }

    /** The rows so far; the builder stays usable and the vector does not change with it. */
    public ColumnVector build() {
        Validity validity = missing == 0 ? Validity.allPresent(rows) : Validity.of(rows, present);
        return switch (type.kind()) {
            case BOOLEAN -> BooleanVector.owning(Arrays.copyOf(booleans, rows), validity);
            case INT32, DATE, CATEGORY -> IntVector.owning(Arrays.copyOf(ints, rows), validity);
            case INT64, DECIMAL, TIMESTAMP -> LongVector.owning(Arrays.copyOf(longs, rows), validity);
            case FLOAT32, VECTOR, TENSOR -> FloatVector.owning(width, Arrays.copyOf(floats, rows * width), validity);
            case FLOAT64 -> DoubleVector.owning(Arrays.copyOf(doubles, rows), validity);
            case TEXT, JSON, BLOB ->
                BytesVector.owning(
                        Arrays.copyOf(offsets, rows + 1),
                        Arrays.copyOf(bytes, rows == 0 ? 0 : offsets[rows]),
                        validity);
            case LIST ->
                ListVector.of(Arrays.copyOf(offsets, rows + 1), elements().build(), validity);
        };
    }

    /** Adds the rows of a vector of the same type. */
    ColumnBuilder appendAll(ColumnVector vector) {
        return appendAll(vector, 0, vector.length());
    }

    /** Adds the rows from {@code from} on, up to but without {@code to}, of a vector of the same type. */
    ColumnBuilder appendAll(ColumnVector vector, int from, int to) {
        if (vector instanceof ListVector) {
            for (int row = from; row < to; row++) {
                appendFrom(vector, row);
            }
            return this;
        }
        int start = rows;
        int count = to - from;
        reserve(Math.addExact(start, count));
        if (vector instanceof BooleanVector v) {
            v.copyTo(from, booleans, start, count);
        } else if (vector instanceof IntVector v) {
            v.copyTo(from, ints, start, count);
        } else if (vector instanceof LongVector v) {
            v.copyTo(from, longs, start, count);
        } else if (vector instanceof DoubleVector v) {
            v.copyTo(from, doubles, start, count);
        } else if (vector instanceof FloatVector v) {
            v.copyTo(from, floats, start * width, count);
        } else if (vector instanceof BytesVector v) {
            int end = Math.addExact(offsets[start], v.sizeOf(from, to));
            growBytes(end);
            v.copyTo(from, to, offsets, start, bytes);
        }
        markPresent(vector.validity(), from, to);
        return this;
    }

    /** Adds the validity of rows whose values are there already. */
    private void markPresent(Validity validity, int from, int to) {
        for (int row = from; row < to; row++, rows++) {
            if (validity.isMissing(row)) {
                missing++;
            } else {
                present[rows >>> 6] |= 1L << rows;
            }
        }
    }

    private void appendFrom(ColumnVector vector, int from) {
        if (vector.isMissing(from)) {
            appendMissing();
        } else if (vector instanceof BooleanVector v) {
            int row = next(true);
            booleans[row] = v.booleanAt(from);
        } else if (vector instanceof IntVector v) {
            int row = next(true);
            ints[row] = v.intAt(from);
        } else if (vector instanceof LongVector v) {
            int row = next(true);
            longs[row] = v.longAt(from);
        } else if (vector instanceof DoubleVector v) {
            int row = next(true);
            doubles[row] = v.doubleAt(from);
        } else if (vector instanceof FloatVector v) {
            int to = next(true);
            v.copyTo(from, floats, to * width, 1);
        } else if (vector instanceof BytesVector v) {
            byte[] value = v.bytesAt(from);
            bytes(value, 0, value.length);
        } else if (vector instanceof ListVector v) {
            for (int e = 0; e < v.sizeAt(from); e++) {
                elements().appendFrom(v.elements(), v.startAt(from) + e);
            }
            next(true);
            offsets[rows] = elements().rows;
        }
    }

    private ColumnBuilder bytes(byte[] value, int offset, int length) {
        int start = rows == 0 ? 0 : offsets[rows];
        int end = Math.addExact(start, length);
        growBytes(end);
        System.arraycopy(value, offset, bytes, start, length);
        next(true);
        offsets[rows] = end;
        return this;
    }

    private void growBytes(int needed) {
        if (bytes.length < needed) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
        }
    }

    private void list(List<?> values) {
        ColumnBuilder checked = new ColumnBuilder(elements().type);
        values.forEach(checked::append);
        elements().appendAll(checked.build());
        next(true);
        offsets[rows] = elements().rows;
    }

    /** Makes room for one more row and returns its position. */
    private int next(boolean isPresent) {
        reserve(rows + 1);
        int row = rows++;
        if (isPresent) {
            present[row >>> 6] |= 1L << row;
        } else {
            missing++;
        }
        return row;
    }

    private void reserve(int needed) {
        if ((needed + 63) >>> 6 > present.length) {
            present = Arrays.copyOf(present, Math.max((needed + 63) >>> 6, present.length * 2));
        }
        int capacity = Math.max(FIRST_CAPACITY, needed + (needed >> 1));
        switch (type.kind()) {
            case BOOLEAN -> booleans = booleans.length < needed ? Arrays.copyOf(booleans, capacity) : booleans;
            case INT32, DATE, CATEGORY -> ints = ints.length < needed ? Arrays.copyOf(ints, capacity) : ints;
            case INT64, DECIMAL, TIMESTAMP -> longs = longs.length < needed ? Arrays.copyOf(longs, capacity) : longs;
            case FLOAT32, VECTOR, TENSOR ->
                floats = floats.length < needed * width ? Arrays.copyOf(floats, capacity * width) : floats;
            case FLOAT64 -> doubles = doubles.length < needed ? Arrays.copyOf(doubles, capacity) : doubles;
            case TEXT, JSON, BLOB, LIST ->
                offsets = offsets.length <= needed ? Arrays.copyOf(offsets, capacity + 1) : offsets;
        }
    }

    private ColumnBuilder elements() {
        if (elements == null) {
            throw new IllegalStateException(type.spelling() + " has no elements");
        }
        return elements;
    }

    private long whole(Object value) {
        try {
            return ExactNumber.whole(as(Number.class, value));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(value + " does not fit " + type.spelling(), e);
        }
    }

    private void real(Number value) {
        if (value instanceof Double || value instanceof Float) {
            appendDouble(value.doubleValue());
        } else if (value instanceof BigDecimal decimal) {
            double nearest = decimal.doubleValue();
            require(Double.isFinite(nearest), value);
            appendDouble(nearest);
        } else {
            appendLong(whole(value));
        }
    }

    /** JDK 17 counts the microseconds between two moments in nanoseconds, which overflow after 292 years. */
    private long micros(Instant moment) {
        long seconds = moment.getEpochSecond();
        int micros = moment.getNano() / 1000;
        try {
            return seconds < 0
                    ? Math.addExact(Math.multiplyExact(seconds + 1, 1_000_000L), micros - 1_000_000)
                    : Math.addExact(Math.multiplyExact(seconds, 1_000_000L), micros);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(moment + " does not fit " + type.spelling(), e);
        }
    }

    private long unscaled(Object value) {
        ColumnType.Decimal decimal = (ColumnType.Decimal) type;
        BigDecimal number = value instanceof BigDecimal big
                ? big
                : new BigDecimal(as(Number.class, value).toString());
        if (number.signum() == 0) {
            return 0;
        }
        // Before setScale, which takes minutes to write out the zeros of 1e100000000.
        long wholeDigits = (long) number.precision() - number.scale();
        require(wholeDigits <= decimal.precision() - decimal.scale() && wholeDigits > -decimal.scale(), value);
        try {
            return number.setScale(decimal.scale(), RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(value + " does not fit " + type.spelling(), e);
        }
    }

    private <T> T as(Class<T> wanted, Object value) {
        require(wanted.isInstance(value), value);
        return wanted.cast(value);
    }

    private void require(boolean fits, Object value) {
        if (!fits) {
            throw new IllegalArgumentException("\"" + value + "\" ("
                    + value.getClass().getSimpleName() + ") is no value of a column of type " + type.spelling());
        }
    }
}
