package io.mlstack.serve.predict;

import io.mlstack.api.json.CanonicalNumber;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A number of a flat row as its column's user writes it. */
final class ShownValue {

    private static final int SHOWN_ELEMENTS = 4;

    private ShownValue() {}

    static String of(Column column, double[] row, int at) {
        if (column.personal()) {
            return "(personal)";
        }
        double number = row[at];
        return switch (column.type().kind()) {
            case CATEGORY -> level(((ColumnType.Category) column.type()).levels(), number);
            case VECTOR -> vector(row, at, ((ColumnType.Vector) column.type()).width());
            case TENSOR -> vector(row, at, ((ColumnType.Tensor) column.type()).width());
            case TEXT -> "text";
            case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, DECIMAL, DATE, TIMESTAMP, BLOB, LIST, JSON ->
                Double.isFinite(number) ? finite(column, number) : infiniteOrMissing(number);
        };
    }

    private static String finite(Column column, double number) {
        return switch (column.type().kind()) {
            case BOOLEAN -> number == 0 ? "false" : number == 1 ? "true" : CanonicalNumber.format(number);
            case FLOAT32 -> new BigDecimal(Float.toString((float) number)).toPlainString();
            case DATE -> LocalDate.EPOCH.plusDays((long) number).toString();
            case TIMESTAMP ->
                Instant.ofEpochSecond((long) Math.floor(number), Math.round((number - Math.floor(number)) * 1e9))
                        .toString();
            default -> CanonicalNumber.format(number);
        };
    }

    private static String infiniteOrMissing(double number) {
        return Double.isNaN(number) ? "missing" : number > 0 ? "infinity" : "-infinity";
    }

    private static String level(List<String> levels, double code) {
        if (code == -1) {
            return "missing";
        }
        int level = (int) code;
        return level == code && level >= 0 && level < levels.size() ? levels.get(level) : "unseen";
    }

    private static String vector(double[] row, int at, int width) {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < Math.min(width, SHOWN_ELEMENTS); i++) {
            double x = row[at + i];
            elements.add(Double.isFinite(x) ? CanonicalNumber.format((float) x) : infiniteOrMissing(x));
        }
        if (width > SHOWN_ELEMENTS) {
            elements.add("... " + width);
        }
        return elements.toString();
    }
}
