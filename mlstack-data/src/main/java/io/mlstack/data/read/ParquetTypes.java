package io.mlstack.data.read;

import io.mlstack.api.table.ColumnType;
import java.util.Optional;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/** Which column type a Parquet type is; empty where it cannot be read. */
final class ParquetTypes {

    private static final int MAX_DIGITS = 18;

    private ParquetTypes() {}

    static Optional<ColumnType> of(Type type) {
        if (type.isRepetition(Repetition.REPEATED)) {
            return Optional.empty();
        }
        return type.isPrimitive() ? primitive(type.asPrimitiveType()) : list(type.asGroupType());
    }

    /** The three levels of today, and the two of old: the repeated field may be the element itself. */
    private static Optional<ColumnType> list(GroupType group) {
        boolean isList = group.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation
                && group.getFieldCount() == 1
                && group.getType(0).isRepetition(Repetition.REPEATED);
        if (!isList) {
            return Optional.empty();
        }
        Type repeated = group.getType(0);
        if (repeated.isPrimitive()) {
            return primitive(repeated.asPrimitiveType()).map(ColumnType::listOf);
        }
        GroupType inner = repeated.asGroupType();
        return inner.getFieldCount() == 1
                        && inner.getType(0).isPrimitive()
                        && !inner.getType(0).isRepetition(Repetition.REPEATED)
                ? primitive(inner.getType(0).asPrimitiveType()).map(ColumnType::listOf)
                : Optional.empty();
    }

    private static Optional<ColumnType> primitive(PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            boolean fits = decimal.getPrecision() <= MAX_DIGITS && decimal.getScale() >= 0;
            return fits
                    ? Optional.of(ColumnType.decimal(decimal.getPrecision(), decimal.getScale()))
                    : Optional.empty();
        }
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> Optional.of(ColumnType.BOOLEAN);
            case INT32 -> int32(logical);
            case INT64 -> int64(logical);
            case INT96 -> Optional.of(ColumnType.TIMESTAMP);
            case FLOAT -> Optional.of(ColumnType.FLOAT32);
            case DOUBLE -> Optional.of(ColumnType.FLOAT64);
            case BINARY -> binary(logical);
            case FIXED_LEN_BYTE_ARRAY -> fixed(logical);
        };
    }

    private static Optional<ColumnType> int32(LogicalTypeAnnotation logical) {
        if (logical == null) {
            return Optional.of(ColumnType.INT32);
        }
        if (logical instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation) {
            return Optional.of(ColumnType.DATE);
        }
        return logical instanceof IntLogicalTypeAnnotation whole
                ? Optional.of(isUnsigned32(whole) ? ColumnType.INT64 : ColumnType.INT32)
                : Optional.empty();
    }

    private static boolean isUnsigned32(IntLogicalTypeAnnotation whole) {
        return !whole.isSigned() && whole.getBitWidth() == 32;
    }

    static boolean isUnsigned32(PrimitiveType type) {
        return type.getPrimitiveTypeName() == PrimitiveTypeName.INT32
                && type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation whole
                && isUnsigned32(whole);
    }

    private static Optional<ColumnType> int64(LogicalTypeAnnotation logical) {
        if (logical == null) {
            return Optional.of(ColumnType.INT64);
        }
        if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
            return Optional.of(timestamp.isAdjustedToUTC() ? ColumnType.TIMESTAMP : ColumnType.TEXT);
        }
        return logical instanceof IntLogicalTypeAnnotation whole && whole.isSigned()
                ? Optional.of(ColumnType.INT64)
                : Optional.empty();
    }

    private static Optional<ColumnType> binary(LogicalTypeAnnotation logical) {
        if (logical == null) {
            return Optional.of(ColumnType.BLOB);
        }
        if (logical instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
                || logical instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation) {
            return Optional.of(ColumnType.TEXT);
        }
        return logical instanceof LogicalTypeAnnotation.JsonLogicalTypeAnnotation
                ? Optional.of(ColumnType.JSON)
                : Optional.empty();
    }

    private static Optional<ColumnType> fixed(LogicalTypeAnnotation logical) {
        if (logical == null) {
            return Optional.of(ColumnType.BLOB);
        }
        return logical instanceof LogicalTypeAnnotation.UUIDLogicalTypeAnnotation
                ? Optional.of(ColumnType.TEXT)
                : Optional.empty();
    }
}
