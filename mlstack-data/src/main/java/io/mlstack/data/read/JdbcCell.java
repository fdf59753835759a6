package io.mlstack.data.read;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnBuilder;
import io.mlstack.api.table.ColumnType;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one column of a result becomes one of a table.
 *
 * @param index of the column in the result, from 1
 * @param isTimestamp whether it is one in SQL, whatever it becomes here
 * @param isWithZone whether that timestamp has a time zone
 */
record JdbcCell(int index, Column column, boolean isTimestamp, boolean isWithZone, Optional<ZoneId> zone) {

    private static final int NUMBER_BYTES = 8;

    /**
     * Adds the value of the current row.
     *
     * @return about how many bytes it has
     * @throws IllegalArgumentException if the value does not fit the column
     */
    long appendTo(ColumnBuilder builder, ResultSet row) throws SQLException {
        return switch (column.type().kind()) {
            case BOOLEAN -> {
                boolean value = row.getBoolean(index);
                yield append(builder, row.wasNull() ? null : value);
            }
            case INT32, INT64 -> {
                long value = row.getLong(index);
                if (row.wasNull()) {
                    yield append(builder, null);
                }
                builder.appendLong(value);
                yield NUMBER_BYTES;
            }
            case FLOAT32, FLOAT64 -> {
                double value = row.getDouble(index);
                if (row.wasNull()) {
                    yield append(builder, null);
                }
                builder.appendDouble(value);
                yield NUMBER_BYTES;
            }
            case DECIMAL -> append(builder, row.getBigDecimal(index));
            case TEXT, CATEGORY, JSON -> append(builder, isTimestamp ? localText(row) : row.getString(index));
            case DATE -> append(builder, finite(row.getObject(index, LocalDate.class)));
            case TIMESTAMP -> append(builder, moment(row));
            case BLOB -> append(builder, row.getBytes(index));
            case VECTOR, TENSOR -> append(builder, floats(row.getArray(index)));
            case LIST -> append(builder, list(row.getArray(index)));
        };
    }

    private long append(ColumnBuilder builder, @Nullable Object value) {
        if (value == null && !column.nullable()) {
            throw new IllegalArgumentException("the value is NULL in a column that was created without NULLs");
        }
        builder.append(value);
        if (value instanceof String text) {
            return text.length();
        }
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        return value instanceof float[] floats ? floats.length * 4L : NUMBER_BYTES;
    }

    private static @Nullable LocalDate finite(@Nullable LocalDate date) {
        if (date != null && (date.equals(LocalDate.MAX) || date.equals(LocalDate.MIN))) {
            throw new IllegalArgumentException("the date is infinite");
        }
        return date;
    }

    private @Nullable String localText(ResultSet row) throws SQLException {
        if (isWithZone) {
            Instant moment = moment(row);
            return moment == null ? null : moment.toString();
        }
        LocalDateTime local = row.getObject(index, LocalDateTime.class);
        return local == null ? null : local.toString();
    }

    private @Nullable Instant moment(ResultSet row) throws SQLException {
        Instant moment;
        if (isWithZone) {
            OffsetDateTime value = row.getObject(index, OffsetDateTime.class);
            moment = value == null ? null : value.toInstant();
        } else {
            LocalDateTime local = row.getObject(index, LocalDateTime.class);
            ZoneId clock = zone.orElseThrow(() -> new IllegalArgumentException(
                    "a timestamp without a time zone is no moment; say timestampsIn(zone)"));
            moment = local == null ? null : local.atZone(clock).toInstant();
        }
        if (moment != null && moment.getNano() % 1000 != 0) {
            throw new IllegalArgumentException(moment + " is not whole in microseconds");
        }
        return moment;
    }

    private float @Nullable [] floats(@Nullable Array array) throws SQLException {
        if (array == null) {
            return null;
        }
        Object[] elements = elements(array);
        float[] floats = new float[elements.length];
        for (int i = 0; i < floats.length; i++) {
            if (!(elements[i] instanceof Number number)) {
                throw new IllegalArgumentException("element " + i + " of the array is no number: " + elements[i]);
            }
            floats[i] = number.floatValue();
            if (Float.isInfinite(floats[i]) && !Double.isInfinite(number.doubleValue())) {
                throw new IllegalArgumentException("element " + i + " is beyond float32: " + number);
            }
        }
        return floats;
    }

    private @Nullable List<@Nullable Object> list(@Nullable Array array) throws SQLException {
        if (array == null) {
            return null;
        }
        ColumnType element = ((ColumnType.ListOf) column.type()).element();
        List<@Nullable Object> list = new ArrayList<>();
        for (Object value : elements(array)) {
            if (value instanceof Object[]) {
                throw new IllegalArgumentException("an array of arrays is no list");
            }
            list.add(value != null && element.kind() == ColumnType.Kind.TEXT ? value.toString() : value);
        }
        return list;
    }

    private static Object[] elements(Array array) throws SQLException {
        try {
            return (Object[]) array.getArray();
        } finally {
            array.free();
        }
    }
}
