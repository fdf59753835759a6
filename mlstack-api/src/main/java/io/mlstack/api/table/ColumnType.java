package io.mlstack.api.table;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a column are.
 *
 * <p>{@link #kind()} serves exhaustive switches. How each type lies in memory:
 *
 * <table>
 * <caption>type, vector, boxed value</caption>
 * <tr><th>type</th><th>vector</th><th>value in {@link Columns#value}</th></tr>
 * <tr><td>boolean</td><td>{@link BooleanVector}</td><td>{@link Boolean}</td></tr>
 * <tr><td>int32</td><td>{@link IntVector}</td><td>{@link Integer}</td></tr>
 * <tr><td>int64</td><td>{@link LongVector}</td><td>{@link Long}</td></tr>
 * <tr><td>float32</td><td>{@link FloatVector} of width 1</td><td>{@link Float}</td></tr>
 * <tr><td>float64</td><td>{@link DoubleVector}</td><td>{@link Double}</td></tr>
 * <tr><td>decimal</td><td>{@link LongVector} of unscaled values</td><td>{@link java.math.BigDecimal}</td></tr>
 * <tr><td>text, json</td><td>{@link BytesVector} in UTF-8</td><td>{@link String}</td></tr>
 * <tr><td>category</td><td>{@link IntVector} of codes</td><td>{@link String}, the level</td></tr>
 * <tr><td>date</td><td>{@link IntVector} of days since 1970-01-01</td><td>{@link java.time.LocalDate}</td></tr>
 * <tr><td>timestamp</td><td>{@link LongVector} of microseconds since 1970-01-01T00:00Z</td><td>{@link java.time.Instant}</td></tr>
 * <tr><td>vector, tensor</td><td>{@link FloatVector} of that width, row-major</td><td>{@code float[]}</td></tr>
 * <tr><td>blob</td><td>{@link BytesVector}</td><td>{@code byte[]}</td></tr>
 * <tr><td>list</td><td>{@link ListVector}</td><td>{@link List}</td></tr>
 * </table>
 */
public sealed interface ColumnType {

    /** True or false. */
    ColumnType BOOLEAN = new Plain(Kind.BOOLEAN);
    /** Whole numbers of 32 bits. */
    ColumnType INT32 = new Plain(Kind.INT32);
    /** Whole numbers of 64 bits. */
    ColumnType INT64 = new Plain(Kind.INT64);
    /** Numbers of single precision. */
    ColumnType FLOAT32 = new Plain(Kind.FLOAT32);
    /** Numbers of double precision. */
    ColumnType FLOAT64 = new Plain(Kind.FLOAT64);
    /** Text. */
    ColumnType TEXT = new Plain(Kind.TEXT);
    /** Days of the ISO calendar, without a time zone. */
    ColumnType DATE = new Plain(Kind.DATE);
    /** Moments, to the microsecond. */
    ColumnType TIMESTAMP = new Plain(Kind.TIMESTAMP);
    /** Bytes. */
    ColumnType BLOB = new Plain(Kind.BLOB);
    /** JSON documents. */
    ColumnType JSON = new Plain(Kind.JSON);

    /** The cases of a column type, for exhaustive switches. */
    enum Kind {
        /** {@link ColumnType#BOOLEAN}. */
        BOOLEAN,
        /** {@link ColumnType#INT32}. */
        INT32,
        /** {@link ColumnType#INT64}. */
        INT64,
        /** {@link ColumnType#FLOAT32}. */
        FLOAT32,
        /** {@link ColumnType#FLOAT64}. */
        FLOAT64,
        /** {@link Decimal}. */
        DECIMAL,
        /** {@link ColumnType#TEXT}. */
        TEXT,
        /** {@link Category}. */
        CATEGORY,
        /** {@link ColumnType#DATE}. */
        DATE,
        /** {@link ColumnType#TIMESTAMP}. */
        TIMESTAMP,
        /** {@link Vector}. */
        VECTOR,
        /** {@link Tensor}. */
        TENSOR,
        /** {@link ColumnType#BLOB}. */
        BLOB,
        /** {@link ListOf}. */
        LIST,
        /** {@link ColumnType#JSON}. */
        JSON
    }

    /** The case this type is, for a {@code switch}. */
    Kind kind();

    /** The type as it is written in schemas and messages, such as {@code category(benign, malignant)}. */
    String spelling();

    /** Whether a value is one number that a model can compute with: boolean, integer, float or decimal. */
    default boolean isNumeric() {
        return switch (kind()) {
            case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, DECIMAL -> true;
            case TEXT, CATEGORY, DATE, TIMESTAMP, VECTOR, TENSOR, BLOB, LIST, JSON -> false;
        };
    }

    /** A type without parameters; use the constants of {@link ColumnType}. */
    record Plain(Kind kind) implements ColumnType {
        public Plain {
            switch (kind) {
                case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, TEXT, DATE, TIMESTAMP, BLOB, JSON -> {}
                case DECIMAL, CATEGORY, VECTOR, TENSOR, LIST ->
                    throw new IllegalArgumentException(kind + " needs parameters; use its factory");
            }
        }

        // Written out here and in Vector; see ValueType.F32.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Plain same && kind == same.kind;
        }

        @Override
        public int hashCode() {
            return kind.hashCode();
        }

        @Override
        public String spelling() {
            return kind.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return spelling();
        }
    }

    /**
     * A decimal number of fixed scale.
     *
     * @param precision digits in all, 1 to 18
     * @param scale digits after the point, 0 to {@code precision}
     */
    record Decimal(int precision, int scale) implements ColumnType {
        public Decimal {
            if (precision < 1 || precision > 18 || scale < 0 || scale > precision) {
                throw new IllegalArgumentException(
                        "decimal(" + precision + ", " + scale + "): precision is 1 to 18, scale 0 to precision");
            }
        }

        /** Whether {@code unscaled}, the value times 10 to the scale, has at most {@link #precision} digits. */
        public boolean holds(long unscaled) {
            long limit = 1;
            for (int digit = 0; digit < precision; digit++) {
                limit *= 10;
            }
            return -limit < unscaled && unscaled < limit;
        }

        @Override
        public Kind kind() {
            return Kind.DECIMAL;
        }

        @Override
        public String spelling() {
            return "decimal(" + precision + ", " + scale + ")";
        }
    }

    /**
     * One of a fixed list of levels; stored as its code, the position in {@code levels}.
     *
     * @param levels without repetition, in the order of their codes
     */
    record Category(List<String> levels) implements ColumnType {
        public Category {
            levels = List.copyOf(levels);
            if (new HashSet<>(levels).size() != levels.size()) {
                throw new IllegalArgumentException("levels repeat: " + levels);
            }
        }

        @Override
        public Kind kind() {
            return Kind.CATEGORY;
        }

        @Override
        public String spelling() {
            return "category(" + String.join(", ", levels) + ")";
        }
    }

    /** {@code width} float32 numbers a row. */
    record Vector(int width) implements ColumnType {
        public Vector {
            if (width < 1) {
                throw new IllegalArgumentException("a vector has at least 1 element, got " + width);
            }
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Vector same && width == same.width;
        }

        @Override
        public int hashCode() {
            return width;
        }

        @Override
        public Kind kind() {
            return Kind.VECTOR;
        }

        @Override
        public String spelling() {
            return "vector(" + width + ")";
        }
    }

    /**
     * float32 numbers of fixed shape a row, row-major.
     *
     * @param shape sizes of the axes, outermost first, each at least 1
     */
    record Tensor(List<Integer> shape) implements ColumnType {
        public Tensor {
            shape = List.copyOf(shape);
            if (shape.isEmpty() || shape.stream().anyMatch(n -> n < 1)) {
                throw new IllegalArgumentException("a tensor has axes of at least 1 element, got " + shape);
            }
            if (shape.stream().mapToDouble(n -> n).reduce(1, (a, b) -> a * b) > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a tensor has fewer than 2^31 elements, got " + shape);
            }
        }

        /** Elements in a row. */
        public int width() {
            return shape.stream().reduce(1, Math::multiplyExact);
        }

        @Override
        public Kind kind() {
            return Kind.TENSOR;
        }

        @Override
        public String spelling() {
            return "tensor" + shape.toString().replace('[', '(').replace(']', ')');
        }
    }

    /** Any number of {@code element}s a row. */
    record ListOf(ColumnType element) implements ColumnType {
        @Override
        public Kind kind() {
            return Kind.LIST;
        }

        @Override
        public String spelling() {
            return "list(" + element.spelling() + ")";
        }
    }

    /** Decimal numbers of {@code precision} digits, {@code scale} of them behind the point. */
    static ColumnType decimal(int precision, int scale) {
        return new Decimal(precision, scale);
    }

    /** One of {@code levels}, whose codes are their positions. */
    static ColumnType category(String... levels) {
        return new Category(List.of(levels));
    }

    /** One of {@code levels}, whose codes are their positions. */
    static ColumnType category(List<String> levels) {
        return new Category(levels);
    }

    /** {@code width} float32 numbers a row. */
    static ColumnType vector(int width) {
        return new Vector(width);
    }

    /** float32 numbers of that shape a row, outermost axis first. */
    static ColumnType tensor(Integer... shape) {
        return new Tensor(List.of(shape));
    }

    /** Any number of values of type {@code element} a row. */
    static ColumnType listOf(ColumnType element) {
        return new ListOf(element);
    }
}
