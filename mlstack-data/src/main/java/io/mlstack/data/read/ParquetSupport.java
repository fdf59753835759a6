package io.mlstack.data.read;

import static java.util.Objects.requireNonNull;

import io.mlstack.api.table.BooleanVector;
import io.mlstack.api.table.BytesVector;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.DoubleVector;
import io.mlstack.api.table.FloatVector;
import io.mlstack.api.table.IntVector;
import io.mlstack.api.table.ListVector;
import io.mlstack.api.table.LongVector;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.apache.parquet.schema.Types.PrimitiveBuilder;
import org.jspecify.annotations.Nullable;

/** Hands rows to the library, in the types that {@link ParquetTypes} reads. */
final class ParquetSupport extends WriteSupport<ParquetRow> {

    private static final int INT32_DIGITS = 9;

    private final Schema schema;
    private @Nullable RecordConsumer prepared;

    ParquetSupport(Schema schema) {
        this.schema = schema;
    }

    @Override
    @SuppressWarnings("deprecation") // and abstract
    public WriteContext init(Configuration hadoop) {
        return context();
    }

    @Override
    public WriteContext init(ParquetConfiguration plain) {
        return context();
    }

    private WriteContext context() {
        List<Type> types = new ArrayList<>();
        schema.forEach(column -> types.add(type(column)));
        return new WriteContext(
                new MessageType("table", types),
                Map.of(ParquetSchema.KEY, schema.toJson().canonical()));
    }

    private static Type type(Column column) {
        Repetition repetition = column.nullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
        if (column.type() instanceof ColumnType.ListOf list) {
            return list(repetition, primitive(Repetition.OPTIONAL, list.element(), "element"), column.name());
        }
        return switch (column.type().kind()) {
            case VECTOR, TENSOR ->
                list(
                        repetition,
                        Types.primitive(PrimitiveTypeName.FLOAT, Repetition.REQUIRED)
                                .named("element"),
                        column.name());
            case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, DECIMAL, TEXT, CATEGORY, DATE, TIMESTAMP, BLOB, JSON, LIST ->
                primitive(repetition, column.type(), column.name());
        };
    }

    private static Type list(Repetition repetition, Type element, String name) {
        return repetition == Repetition.OPTIONAL
                ? Types.optionalList().element(element).named(name)
                : Types.requiredList().element(element).named(name);
    }

    private static Type primitive(Repetition repetition, ColumnType type, String name) {
        return switch (type.kind()) {
            case BOOLEAN ->
                Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name);
            case INT32 -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(name);
            case INT64 -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
            case FLOAT32 -> Types.primitive(PrimitiveTypeName.FLOAT, repetition).named(name);
            case FLOAT64 ->
                Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
            case DECIMAL -> decimal((ColumnType.Decimal) type, repetition).named(name);
            case TEXT, CATEGORY ->
                Types.primitive(PrimitiveTypeName.BINARY, repetition)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(name);
            case DATE ->
                Types.primitive(PrimitiveTypeName.INT32, repetition)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(name);
            case TIMESTAMP ->
                Types.primitive(PrimitiveTypeName.INT64, repetition)
                        .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                        .named(name);
            case BLOB -> Types.primitive(PrimitiveTypeName.BINARY, repetition).named(name);
            case JSON ->
                Types.primitive(PrimitiveTypeName.BINARY, repetition)
                        .as(LogicalTypeAnnotation.jsonType())
                        .named(name);
            case VECTOR, TENSOR, LIST -> throw new IllegalStateException("refused before: " + type);
        };
    }

    private static PrimitiveBuilder<PrimitiveType> decimal(ColumnType.Decimal type, Repetition repetition) {
        PrimitiveTypeName stored = type.precision() <= INT32_DIGITS ? PrimitiveTypeName.INT32 : PrimitiveTypeName.INT64;
        return Types.primitive(stored, repetition)
                .as(LogicalTypeAnnotation.decimalType(type.scale(), type.precision()));
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        prepared = consumer;
    }

    @Override
    public void write(ParquetRow at) {
        RecordConsumer out = requireNonNull(prepared);
        out.startMessage();
        for (int i = 0; i < schema.size(); i++) {
            ColumnVector vector = at.block().vector(i);
            if (!vector.isMissing(at.row())) {
                Column column = schema.column(i);
                out.startField(column.name(), i);
                field(out, column.type(), vector, at.row());
                out.endField(column.name(), i);
            }
        }
        out.endMessage();
    }

    private static void field(RecordConsumer out, ColumnType type, ColumnVector vector, int row) {
        if (vector instanceof ListVector list) {
            list(out, ((ColumnType.ListOf) type).element(), list.elements(), list.startAt(row), list.sizeAt(row));
        } else if (vector instanceof FloatVector floats && type.kind() != ColumnType.Kind.FLOAT32) {
            float[] elements = new float[floats.width()];
            floats.copyTo(row, elements, 0, 1);
            list(out, ColumnType.FLOAT32, FloatVector.of(elements), 0, elements.length);
        } else {
            value(out, type, vector, row);
        }
    }

    private static void list(RecordConsumer out, ColumnType type, ColumnVector elements, int from, int count) {
        out.startGroup();
        if (count > 0) {
            out.startField("list", 0);
            for (int e = from; e < from + count; e++) {
                out.startGroup();
                if (!elements.isMissing(e)) {
                    out.startField("element", 0);
                    value(out, type, elements, e);
                    out.endField("element", 0);
                }
                out.endGroup();
            }
            out.endField("list", 0);
        }
        out.endGroup();
    }

    private static void value(RecordConsumer out, ColumnType type, ColumnVector vector, int row) {
        switch (type.kind()) {
            case BOOLEAN -> out.addBoolean(((BooleanVector) vector).booleanAt(row));
            case INT32, DATE -> out.addInteger(((IntVector) vector).intAt(row));
            case INT64, TIMESTAMP -> out.addLong(((LongVector) vector).longAt(row));
            case DECIMAL -> decimal(out, (ColumnType.Decimal) type, ((LongVector) vector).longAt(row));
            case FLOAT32 -> out.addFloat(((FloatVector) vector).floatAt(row));
            case FLOAT64 -> out.addDouble(((DoubleVector) vector).doubleAt(row));
            case TEXT, JSON, BLOB -> out.addBinary(Binary.fromConstantByteArray(((BytesVector) vector).bytesAt(row)));
            case CATEGORY ->
                out.addBinary(
                        Binary.fromString(((ColumnType.Category) type).levels().get(((IntVector) vector).intAt(row))));
            case VECTOR, TENSOR, LIST -> throw new IllegalStateException("no single value: " + type);
        }
    }

    private static void decimal(RecordConsumer out, ColumnType.Decimal type, long unscaled) {
        if (type.precision() <= INT32_DIGITS) {
            out.addInteger((int) unscaled);
        } else {
            out.addLong(unscaled);
        }
    }
}
