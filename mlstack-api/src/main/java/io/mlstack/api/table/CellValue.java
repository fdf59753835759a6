package io.mlstack.api.table;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.CanonicalNumber;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Boxed, textual and numeric views of the values of a vector. */
final class CellValue {

    private static final double MICROS = 1e6;
    private static final int SHOWN_BYTES = 16;

    private CellValue() {}

    static @Nullable Object of(ColumnType type, ColumnVector vector, int row) {
        if (vector.isMissing(row)) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN -> ((BooleanVector) vector).booleanAt(row);
            case INT32 -> ((IntVector) vector).intAt(row);
            case CATEGORY -> ((ColumnType.Category) type).levels().get(((IntVector) vector).intAt(row));
            case DATE -> LocalDate.ofEpochDay(((IntVector) vector).intAt(row));
            case INT64 -> ((LongVector) vector).longAt(row);
            case DECIMAL -> BigDecimal.valueOf(((LongVector) vector).longAt(row), ((ColumnType.Decimal) type).scale());
            case TIMESTAMP -> Instant.EPOCH.plus(((LongVector) vector).longAt(row), ChronoUnit.MICROS);
            case FLOAT32 -> ((FloatVector) vector).floatAt(row);
            case FLOAT64 -> ((DoubleVector) vector).doubleAt(row);
            case TEXT, JSON -> ((BytesVector) vector).textAt(row);
            case BLOB -> ((BytesVector) vector).bytesAt(row);
            case VECTOR, TENSOR -> floats((FloatVector) vector, row);
            case LIST -> list(((ColumnType.ListOf) type).element(), (ListVector) vector, row);
        };
    }

    static String text(Object value) {
        if (value instanceof Double number && Double.isFinite(number)) {
            return CanonicalNumber.format(number);
        }
        if (value instanceof Float number && Float.isFinite(number)) {
            return new BigDecimal(Float.toString(number)).stripTrailingZeros().toPlainString();
        }
        if (value instanceof float[] numbers) {
            return Arrays.toString(numbers);
        }
        if (value instanceof byte[] bytes) {
            int shown = Math.min(bytes.length, SHOWN_BYTES);
            return HexFormat.of().formatHex(bytes, 0, shown) + (bytes.length > shown ? "..." : "");
        }
        return value.toString();
    }

    static double[] numbers(Column column, ColumnVector vector) {
        double[] numbers = new double[vector.length()];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = vector.isMissing(row) ? Double.NaN : number(column, vector, row);
        }
        return numbers;
    }

    private static double number(Column column, ColumnVector vector, int row) {
        return switch (column.type().kind()) {
            case BOOLEAN -> ((BooleanVector) vector).booleanAt(row) ? 1 : 0;
            case INT32, DATE -> ((IntVector) vector).intAt(row);
            case INT64 -> ((LongVector) vector).longAt(row);
            case FLOAT32 -> ((FloatVector) vector).floatAt(row);
            case FLOAT64 -> ((DoubleVector) vector).doubleAt(row);
            case DECIMAL ->
                BigDecimal.valueOf(((LongVector) vector).longAt(row), ((ColumnType.Decimal) column.type()).scale())
                        .doubleValue();
            case TIMESTAMP -> ((LongVector) vector).longAt(row) / MICROS;
            case TEXT, CATEGORY, VECTOR, TENSOR, BLOB, LIST, JSON ->
                throw new InvalidInputException(new Finding(
                        "columns.not-a-number",
                        "column " + column.name(),
                        column.shownType() + " is no number",
                        "choose a numeric column or convert it"));
        };
    }

    private static float[] floats(FloatVector vector, int row) {
        float[] values = new float[vector.width()];
        vector.copyTo(row, values, 0, 1);
        return values;
    }

    private static List<@Nullable Object> list(ColumnType element, ListVector vector, int row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int e = 0; e < vector.sizeAt(row); e++) {
            values.add(of(element, vector.elements(), vector.startAt(row) + e));
        }
        return values;
    }
}
