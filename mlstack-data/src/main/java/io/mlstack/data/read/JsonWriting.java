package io.mlstack.data.read;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.BooleanVector;
import io.mlstack.api.table.BytesVector;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.DoubleVector;
import io.mlstack.api.table.FloatVector;
import io.mlstack.api.table.IntVector;
import io.mlstack.api.table.ListVector;
import io.mlstack.api.table.LongVector;
import io.mlstack.api.table.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes tables so that {@link JsonLines} with their schema reads equal ones. */
final class JsonWriting {

    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final JsonGenerator out;

    private JsonWriting(JsonGenerator out) {
        this.out = out;
    }

    /** Writes one object a line in UTF-8; returns the number of rows. */
    static long write(Table table, OutputStream stream) throws IOException {
        List<SerializedString> keys =
                table.schema().names().stream().map(SerializedString::new).toList();
        long rows = 0;
        try (JsonGenerator out = JSON.createGenerator(stream);
                Blocks blocks = table.blocks()) {
            out.setRootValueSeparator(new SerializedString(""));
            JsonWriting writing = new JsonWriting(out);
            for (Columns block = blocks.next(); block != null; block = blocks.next()) {
                for (int row = 0; row < block.rows(); row++) {
                    writing.row(block, row, keys, rows + row);
                }
                rows += block.rows();
            }
        }
        return rows;
    }

    private void row(Columns block, int row, List<SerializedString> keys, long number) throws IOException {
        out.writeStartObject();
        for (int i = 0; i < keys.size(); i++) {
            out.writeFieldName(keys.get(i));
            Column column = block.schema().column(i);
            try {
                value(column.type(), block.vector(i), row);
            } catch (JacksonException e) {
                throw new InvalidInputException(noJson(column, number, e));
            }
        }
        out.writeEndObject();
        out.writeRaw('\n');
    }

    private static Finding noJson(Column column, long row, JacksonException e) {
        return new Finding(
                "json.syntax",
                "row " + row + ", column " + column.name(),
                column.personal() ? "the value is no JSON" : "the value is no JSON: " + e.getOriginalMessage(),
                "mend the value or declare the column as text");
    }

    private void value(ColumnType type, ColumnVector vector, int row) throws IOException {
        if (vector.isMissing(row)) {
            out.writeNull();
            return;
        }
        switch (type.kind()) {
            case BOOLEAN -> out.writeBoolean(((BooleanVector) vector).booleanAt(row));
            case INT32 -> out.writeNumber(((IntVector) vector).intAt(row));
            case INT64 -> out.writeNumber(((LongVector) vector).longAt(row));
            case FLOAT32 -> number(((FloatVector) vector).floatAt(row));
            case FLOAT64 -> number(((DoubleVector) vector).doubleAt(row));
            case DECIMAL -> out.writeNumber(decimal((ColumnType.Decimal) type, ((LongVector) vector).longAt(row)));
            case TEXT -> out.writeString(((BytesVector) vector).textAt(row));
            case CATEGORY ->
                out.writeString(((ColumnType.Category) type).levels().get(((IntVector) vector).intAt(row)));
            case DATE ->
                out.writeString(
                        LocalDate.ofEpochDay(((IntVector) vector).intAt(row)).toString());
            case TIMESTAMP ->
                out.writeString(moment(((LongVector) vector).longAt(row)).toString());
            case BLOB -> out.writeBinary(((BytesVector) vector).bytesAt(row));
            case JSON -> out.writeRawValue(compact(((BytesVector) vector).textAt(row)));
            case VECTOR -> array((FloatVector) vector, row, new int[] {((ColumnType.Vector) type).width()}, 0, 0);
            case TENSOR -> array((FloatVector) vector, row, shape((ColumnType.Tensor) type), 0, 0);
            case LIST -> list(((ColumnType.ListOf) type).element(), (ListVector) vector, row);
        }
    }

    private void number(double value) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(NumberText.of(value));
        } else {
            out.writeString(NumberText.of(value));
        }
    }

    private void number(float value) throws IOException {
        if (Float.isFinite(value)) {
            out.writeNumber(NumberText.of(value));
        } else {
            out.writeString(NumberText.of(value));
        }
    }

    private static String decimal(ColumnType.Decimal type, long unscaled) {
        return BigDecimal.valueOf(unscaled, type.scale()).toPlainString();
    }

    private static Instant moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static int[] shape(ColumnType.Tensor type) {
        return type.shape().stream().mapToInt(n -> n).toArray();
    }

    /** Writes the numbers of one axis from {@code at} on; returns where the next axis begins. */
    private int array(FloatVector vector, int row, int[] shape, int axis, int at) throws IOException {
        int next = at;
        out.writeStartArray();
        for (int i = 0; i < shape[axis]; i++) {
            if (axis + 1 == shape.length) {
                number(vector.floatAt(row, next++));
            } else {
                next = array(vector, row, shape, axis + 1, next);
            }
        }
        out.writeEndArray();
        return next;
    }

    private void list(ColumnType element, ListVector vector, int row) throws IOException {
        out.writeStartArray();
        for (int i = 0; i < vector.sizeAt(row); i++) {
            value(element, vector.elements(), vector.startAt(row) + i);
        }
        out.writeEndArray();
    }

    /** The one JSON value of {@code text}, on one line. */
    private static String compact(String text) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new JsonParseException(parser, "no value at all");
            }
            String compact = JsonCompact.text(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "more than one value");
            }
            return compact;
        } catch (JsonProblem e) {
            throw new JsonParseException(null, String.valueOf(e.getMessage()), e);
        }
    }
}
