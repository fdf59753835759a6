package io.mlstack.data.store.internal;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.BytesVector;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnBuilder;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.IntVector;
import io.mlstack.api.table.LongVector;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of a block of rows, without boxing. Immutable. */
final class KeyVector {

    private final long @Nullable [] numbers;
    private final byte @Nullable [][] texts;

    private KeyVector(long @Nullable [] numbers, byte @Nullable [][] texts) {
        this.numbers = numbers;
        this.texts = texts;
    }

    /** Whether the values of such a column can be keys. */
    static boolean canKey(ColumnType type) {
        return switch (type.kind()) {
            case INT32, INT64, DECIMAL, DATE, TIMESTAMP, TEXT, CATEGORY -> true;
            case BOOLEAN, FLOAT32, FLOAT64, VECTOR, TENSOR, BLOB, LIST, JSON -> false;
        };
    }

    /** Whether the keys of such a column are texts; else they are numbers. */
    static boolean isText(ColumnType type) {
        return type.kind() == ColumnType.Kind.TEXT || type.kind() == ColumnType.Kind.CATEGORY;
    }

    /** Whether keys of the two types can be compared: a dataset may change its key from the one to the other. */
    static boolean sameKeys(ColumnType before, ColumnType after) {
        if (before.kind() == ColumnType.Kind.DECIMAL && after.kind() == ColumnType.Kind.DECIMAL) {
            return PageKind.parameter(before) == PageKind.parameter(after);
        }
        return family(before.kind()) == family(after.kind());
    }

    private static ColumnType.Kind family(ColumnType.Kind kind) {
        return switch (kind) {
            case INT32 -> ColumnType.Kind.INT64;
            case CATEGORY -> ColumnType.Kind.TEXT;
            case BOOLEAN, INT64, FLOAT32, FLOAT64, DECIMAL, TEXT, DATE, TIMESTAMP, VECTOR, TENSOR, BLOB, LIST, JSON ->
                kind;
        };
    }

    /**
     * The keys in {@code vector}; a missing one reads as 0 or as an empty text.
     *
     * @throws InvalidInputException if {@link #canKey} says no
     */
    static KeyVector of(Column column, ColumnVector vector) {
        return switch (column.type().kind()) {
            case INT32, DATE -> numbers((IntVector) vector);
            case INT64, DECIMAL, TIMESTAMP -> new KeyVector(((LongVector) vector).toArray(), null);
            case TEXT -> texts((BytesVector) vector);
            case CATEGORY -> levels(((ColumnType.Category) column.type()).levels(), (IntVector) vector);
            case BOOLEAN, FLOAT32, FLOAT64, VECTOR, TENSOR, BLOB, LIST, JSON -> throw refused(column);
        };
    }

    static InvalidInputException refused(Column column) {
        return new InvalidInputException(new Finding(
                "dataset.key-type",
                "column " + column.name(),
                column.type().spelling() + " cannot be a key",
                "key the dataset by a text, integer, decimal, date, timestamp or category"));
    }

    /**
     * The key that a boxed value is in a column of that type.
     *
     * @throws InvalidInputException if the value does not fit the type
     */
    static Key keyOf(Column column, Object value) {
        Column plain = column.type().kind() == ColumnType.Kind.CATEGORY ? column.typed(ColumnType.TEXT) : column;
        try {
            return of(plain, ColumnBuilder.of(plain.type()).append(value).build())
                    .at(0);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    new Finding(
                            "dataset.key-value",
                            "key " + column.name(),
                            "a " + value.getClass().getSimpleName() + " is no value of type "
                                    + plain.type().spelling(),
                            "pass a key of that type"),
                    e);
        }
    }

    /** A key as text, as a value of its column is shown. */
    static String textOf(Column column, Key key) {
        return switch (column.type().kind()) {
            case DATE -> LocalDate.ofEpochDay(key.number()).toString();
            case TIMESTAMP ->
                Instant.EPOCH.plus(key.number(), ChronoUnit.MICROS).toString();
            case DECIMAL ->
                BigDecimal.valueOf(key.number(), PageKind.parameter(column.type()))
                        .toPlainString();
            case INT32, INT64, TEXT, CATEGORY, BOOLEAN, FLOAT32, FLOAT64, VECTOR, TENSOR, BLOB, LIST, JSON ->
                key.toString();
        };
    }

    int size() {
        return numbers != null ? numbers.length : texts().length;
    }

    int compare(int row, KeyVector other, int otherRow) {
        if (numbers != null && other.numbers != null) {
            return Long.compare(numbers[row], other.numbers[otherRow]);
        }
        return Arrays.compareUnsigned(texts()[row], other.texts()[otherRow]);
    }

    int compare(int row, Key key) {
        return at(row).compareTo(key);
    }

    Key at(int row) {
        return numbers != null ? Key.of(numbers[row]) : Key.of(texts()[row]);
    }

    /** {@link Key#hash} of the key of a row. */
    long hash(int row) {
        return numbers != null ? hash(numbers[row]) : hash(texts()[row]);
    }

    static long hash(long number) {
        return mix(number + 0x9E3779B97F4A7C15L);
    }

    static long hash(byte[] text) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : text) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return mix(hash);
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Position of {@code key}, or {@code -(insertion point) - 1}; the keys must be sorted. */
    int find(Key key) {
        return find(key, 0);
    }

    /** As {@link #find(Key)}, among the rows from {@code from} on. */
    int find(Key key, int from) {
        int low = from;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(middle, key);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    private byte[][] texts() {
        if (texts == null) {
            throw new IllegalStateException("number keys beside text keys");
        }
        return texts;
    }

    private static KeyVector numbers(IntVector vector) {
        long[] numbers = new long[vector.length()];
        Arrays.setAll(numbers, vector::intAt);
        return new KeyVector(numbers, null);
    }

    private static KeyVector texts(BytesVector vector) {
        byte[][] texts = new byte[vector.length()][];
        Arrays.setAll(texts, vector::bytesAt);
        return new KeyVector(null, texts);
    }

    private static KeyVector levels(List<String> levels, IntVector codes) {
        byte[][] encoded = new byte[levels.size()][];
        Arrays.setAll(encoded, code -> levels.get(code).getBytes(StandardCharsets.UTF_8));
        byte[][] texts = new byte[codes.length()][];
        Arrays.setAll(texts, row -> codes.isMissing(row) ? new byte[0] : encoded[codes.intAt(row)]);
        return new KeyVector(null, texts);
    }
}
