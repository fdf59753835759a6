package io.mlstack.data.read;

import io.mlstack.api.table.ColumnBuilder;
import io.mlstack.api.table.ColumnType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Adds the values of one Parquet column, as they lie in the file, to a column of a table. */
final class ParquetValue {

    private static final long JULIAN_EPOCH = 2_440_588;
    private static final long MICROS_A_DAY = 86_400_000_000L;

    private final PrimitiveType stored;
    private final ColumnType type;

    /** @param type of the values, which for a list are its elements */
    ParquetValue(PrimitiveType stored, ColumnType type) {
        this.stored = stored;
        this.type = type;
    }

    /** @throws IllegalArgumentException if the value does not fit */
    void append(ColumnReader in, ColumnBuilder out) {
        switch (type.kind()) {
            case BOOLEAN -> out.appendBoolean(in.getBoolean());
            case INT32, DATE -> out.appendLong(in.getInteger());
            case INT64 -> out.appendLong(whole(in));
            case FLOAT32, VECTOR, TENSOR -> out.appendDouble(in.getFloat());
            case FLOAT64 -> out.appendDouble(in.getDouble());
            case DECIMAL -> out.appendLong(unscaled(in));
            case TIMESTAMP -> out.appendLong(micros(in));
            case TEXT, CATEGORY -> out.append(text(in));
            case JSON -> out.append(utf8(in.getBinary().getBytes()));
            case BLOB -> {
                byte[] bytes = in.getBinary().getBytes();
                out.appendBytes(bytes, 0, bytes.length);
            }
            case LIST -> throw new IllegalStateException("lists of lists are refused with the schema");
        }
    }

    private long whole(ColumnReader in) {
        if (stored.getPrimitiveTypeName() == PrimitiveTypeName.INT64) {
            return in.getLong();
        }
        return ParquetTypes.isUnsigned32(stored) ? Integer.toUnsignedLong(in.getInteger()) : in.getInteger();
    }

    private long unscaled(ColumnReader in) {
        return switch (stored.getPrimitiveTypeName()) {
            case INT32 -> in.getInteger();
            case INT64 -> in.getLong();
            case BINARY, FIXED_LEN_BYTE_ARRAY -> big(in.getBinary().getBytes());
            case BOOLEAN, FLOAT, DOUBLE, INT96 -> throw new IllegalArgumentException("no decimal lies in " + stored);
        };
    }

    private static long big(byte[] bytes) {
        try {
            return new BigInteger(bytes).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("a decimal of " + bytes.length + " bytes does not fit 18 digits", e);
        }
    }

    private long micros(ColumnReader in) {
        if (stored.getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
            ByteBuffer bytes = ByteBuffer.wrap(in.getBinary().getBytes()).order(ByteOrder.LITTLE_ENDIAN);
            long nanos = bytes.getLong();
            long day = bytes.getInt() - JULIAN_EPOCH;
            return Math.addExact(Math.multiplyExact(day, MICROS_A_DAY), toMicros(nanos, TimeUnit.NANOS));
        }
        return toMicros(in.getLong(), unit());
    }

    private TimeUnit unit() {
        return ((TimestampLogicalTypeAnnotation) stored.getLogicalTypeAnnotation()).getUnit();
    }

    private static long toMicros(long value, TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> Math.multiplyExact(value, 1000);
            case MICROS -> value;
            case NANOS -> {
                if (value % 1000 != 0) {
                    throw new IllegalArgumentException(value + " ns is not whole in microseconds");
                }
                yield value / 1000;
            }
        };
    }

    private String text(ColumnReader in) {
        if (stored.getPrimitiveTypeName() == PrimitiveTypeName.INT64) {
            return local(in.getLong(), unit());
        }
        byte[] bytes = in.getBinary().getBytes();
        if (stored.getLogicalTypeAnnotation() instanceof UUIDLogicalTypeAnnotation) {
            ByteBuffer halves = ByteBuffer.wrap(bytes);
            return new UUID(halves.getLong(), halves.getLong()).toString();
        }
        return utf8(bytes);
    }

    private static String local(long value, TimeUnit unit) {
        long second = unit == TimeUnit.MILLIS ? 1000L : unit == TimeUnit.MICROS ? 1_000_000L : 1_000_000_000L;
        long nanos = Math.floorMod(value, second) * (1_000_000_000L / second);
        return LocalDateTime.ofEpochSecond(Math.floorDiv(value, second), (int) nanos, ZoneOffset.UTC)
                .toString();
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a text is no UTF-8", e);
        }
    }
}
