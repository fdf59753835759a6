package io.mlstack.api.model;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Type of a value that flows through a {@link ModelGraph}, for one row.
 *
 * <p>A missing number is {@code NaN}, a missing category code -1 and a category that is none of the levels -2.
 */
public sealed interface ValueType {

    /** {@code width} float32 numbers. */
    record F32(int width) implements ValueType {
        public F32 {
            requireWidth(width);
        }

        // Written out, as in F64 and the column types that every graph compares while it is built: a record's own is
        // put
        // together by method handles when it is first called, which costs a cold start 10 ms.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof F32 same && width == same.width;
        }

        @Override
        public int hashCode() {
            return width;
        }

        @Override
        public String toString() {
            return "f32[" + width + "]";
        }
    }

    /** {@code width} float64 numbers. */
    record F64(int width) implements ValueType {
        public F64 {
            requireWidth(width);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof F64 same && width == same.width;
        }

        @Override
        public int hashCode() {
            return width;
        }

        @Override
        public String toString() {
            return "f64[" + width + "]";
        }
    }

    /** The code of one of {@code levels}. */
    record Category(List<String> levels) implements ValueType {
        public Category {
            levels = List.copyOf(levels);
        }

        @Override
        public String toString() {
            return "category(" + levels.size() + ")";
        }
    }

    /** A text. */
    record Text() implements ValueType {
        @Override
        public String toString() {
            return "text";
        }
    }

    /** Numbers a row: the width of a numeric value, 1 for others. */
    default int width() {
        if (this instanceof F32 f32) {
            return f32.width();
        }
        return this instanceof F64 f64 ? f64.width() : 1;
    }

    /**
     * Type of the value that an input column brings into a graph.
     *
     * <p>Booleans are 0 and 1, dates days and timestamps seconds since 1970-01-01T00:00Z.
     *
     * @return empty for blobs, lists and JSON, which no node takes
     */
    static Optional<ValueType> of(Column column) {
        ColumnType type = column.type();
        return switch (type.kind()) {
            case BOOLEAN, INT32, INT64, FLOAT64, DECIMAL, DATE, TIMESTAMP -> Optional.of(new F64(1));
            case FLOAT32 -> Optional.of(new F32(1));
            case VECTOR -> Optional.of(new F32(((ColumnType.Vector) type).width()));
            case TENSOR -> Optional.of(new F32(((ColumnType.Tensor) type).width()));
            case CATEGORY -> Optional.of(new Category(((ColumnType.Category) type).levels()));
            case TEXT -> Optional.of(new Text());
            case BLOB, LIST, JSON -> Optional.empty();
        };
    }

    private static void requireWidth(int width) {
        if (width < 1) {
            throw new IllegalArgumentException("a value has at least 1 number, got " + width);
        }
    }
}
