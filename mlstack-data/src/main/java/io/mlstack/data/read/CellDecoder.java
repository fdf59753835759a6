package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnBuilder;
import io.mlstack.api.table.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the cells of one column into values: {@link #decode} reads a cell, {@link #appendTo} then adds what it read. */
final class CellDecoder {

    private final Source source;
    private final Column column;
    private final int cell;
    private final boolean isTyped;
    private final Set<String> missing;
    private final TextTable levels;
    private final Numeral numeral = new Numeral();

    private boolean isMissing;
    private long whole;
    private double number;
    private final Utf8Buffer utf8 = new Utf8Buffer();
    private final JsonArrays arrays;
    private byte[] blob = {};

    /**
     * A decoder for one column.
     *
     * @param cell position in a row
     * @param isTyped whether the caller declared the type: then {@code NaN} is a number, a leading zero is nothing special,
     *     and a quoted empty cell is an empty text
     */
    CellDecoder(Source source, Column column, int cell, boolean isTyped, Set<String> missing) {
        this.source = source;
        this.column = column;
        this.cell = cell;
        this.isTyped = isTyped;
        this.missing = missing;
        this.arrays = new JsonArrays(column.type());
        this.levels =
                TextTable.of(column.type() instanceof ColumnType.Category category ? category.levels() : List.of());
    }

    /** Reads this column's cell of {@code row}; what is wrong with it, or null. */
    @Nullable
    Finding decode(Row row) {
        isMissing = isMissing(row);
        if (isMissing) {
            return column.nullable()
                    ? null
                    : finding(
                            row, "missing-value", missingText(row), "fill the cell or declare the column as nullable");
        }
        return switch (column.type().kind()) {
            case BOOLEAN -> truth(row);
            case INT32 -> whole(row, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT64 -> whole(row, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT32, FLOAT64 -> number(row);
            case DECIMAL -> decimal(row);
            case DATE -> date(row);
            case TIMESTAMP -> moment(row);
            case CATEGORY -> level(row);
            case TEXT -> text(row);
            case JSON -> json(row);
            case VECTOR, TENSOR, LIST -> array(row);
            case BLOB -> blob(row);
        };
    }

    /** Adds the value that {@link #decode} has just read. */
    void appendTo(ColumnBuilder builder) {
        if (isMissing) {
            builder.appendMissing();
            return;
        }
        switch (column.type().kind()) {
            case BOOLEAN -> builder.appendBoolean(whole == 1);
            case INT32, INT64, DECIMAL, DATE, TIMESTAMP -> builder.appendLong(whole);
            case FLOAT32, FLOAT64 -> builder.appendDouble(number);
            case CATEGORY -> builder.appendCode((int) whole);
            case TEXT, JSON -> builder.appendBytes(utf8.bytes, 0, utf8.length());
            case VECTOR, TENSOR -> builder.appendFloats(arrays.floats());
            case LIST -> builder.append(arrays.list());
            case BLOB -> builder.appendBytes(blob, 0, blob.length);
        }
    }

    private boolean isMissing(Row row) {
        return switch (row.form(cell)) {
            case ABSENT, NULL -> true;
            case PLAIN -> row.isEmpty(cell) || isSpelling(row);
            case QUOTED -> row.isEmpty(cell) ? !(isTyped && takesEmptyText()) : isSpelling(row);
            case STRING -> isSpelling(row);
            case NUMBER, TRUTH, ARRAY, OBJECT -> false;
        };
    }

    private boolean isSpelling(Row row) {
        return !missing.isEmpty() && missing.contains(row.text(cell));
    }

    /** Whether a format that tells texts from numbers says "text" where none was asked for. */
    private boolean isUnaskedText(Row row) {
        return !isTyped && row.form(cell) == Row.Form.STRING;
    }

    private boolean takesEmptyText() {
        return switch (column.type().kind()) {
            case TEXT -> true;
            case CATEGORY -> levels.texts().contains("");
            case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, DECIMAL, DATE, TIMESTAMP, JSON -> false;
            case VECTOR, TENSOR, BLOB, LIST -> false;
        };
    }

    private @Nullable Finding truth(Row row) {
        Boolean truth = Spelling.truth(row.text(cell));
        if (truth == null) {
            return wrong(row, "not-boolean", "neither true nor false", "write true or false");
        }
        whole = truth ? 1 : 0;
        return null;
    }

    private @Nullable Finding whole(Row row, long least, long greatest) {
        Numeral.Kind kind = numeral.scan(row.chars, row.start(cell), row.end(cell));
        if (kind == Numeral.Kind.NONE || isUnaskedText(row)) {
            return notANumber(row);
        }
        if (kind == Numeral.Kind.HUGE || numeral.isLong() && (numeral.whole() < least || numeral.whole() > greatest)) {
            return wrong(
                    row,
                    "out-of-range",
                    "beyond the range of " + column.type().spelling(),
                    "declare a wider type, or text if it is an identifier");
        }
        if (!numeral.isLong()) {
            return wrong(row, "not-whole", "not a whole number", "correct the cell or declare the column as float64");
        }
        whole = numeral.whole();
        return null;
    }

    private @Nullable Finding number(Row row) {
        Numeral.Kind kind = numeral.scan(row.chars, row.start(cell), row.end(cell));
        if (kind != Numeral.Kind.NONE && !isUnaskedText(row)) {
            number = numeral.number();
            boolean fits = column.type().kind() == ColumnType.Kind.FLOAT32
                    ? Float.isFinite((float) number)
                    : Double.isFinite(number);
            return fits
                    ? null
                    : wrong(
                            row,
                            "out-of-range",
                            "beyond the range of " + column.type().spelling(),
                            "correct the cell");
        }
        if (!isTyped) {
            return notANumber(row);
        }
        switch (row.text(cell)) {
            case "NaN", "nan" -> number = Double.NaN;
            case "Infinity", "inf" -> number = Double.POSITIVE_INFINITY;
            case "-Infinity", "-inf" -> number = Double.NEGATIVE_INFINITY;
            default -> {
                return notANumber(row);
            }
        }
        return null;
    }

    private @Nullable Finding decimal(Row row) {
        if (numeral.scan(row.chars, row.start(cell), row.end(cell)) == Numeral.Kind.NONE) {
            return notANumber(row);
        }
        ColumnType.Decimal type = (ColumnType.Decimal) column.type();
        BigDecimal value = exact(row.text(cell));
        if (value == null
                || value.scale() > type.scale()
                || value.precision() - value.scale() > type.precision() - type.scale()) {
            return wrong(
                    row, "out-of-range", "no value of " + type.spelling(), "correct the cell or declare more digits");
        }
        whole = value.movePointRight(type.scale()).longValueExact();
        return null;
    }

    private static @Nullable BigDecimal exact(String text) {
        try {
            return new BigDecimal(text).stripTrailingZeros();
        } catch (NumberFormatException exponentTooLarge) {
            return null;
        }
    }

    private @Nullable Finding date(Row row) {
        LocalDate date = Spelling.date(row.text(cell));
        if (date == null || date.toEpochDay() != (int) date.toEpochDay()) {
            return wrong(row, "not-a-date", "no date", "write it as 2024-02-29");
        }
        whole = date.toEpochDay();
        return null;
    }

    private @Nullable Finding moment(Row row) {
        Instant moment = Spelling.moment(row.text(cell));
        if (moment == null) {
            return wrong(
                    row,
                    "not-a-timestamp",
                    "no moment in time",
                    "write it as 2024-02-29T12:30:00Z, with Z or an offset and at most microseconds");
        }
        whole = Spelling.micros(moment);
        return null;
    }

    private @Nullable Finding level(Row row) {
        whole = levels.find(row.chars, row.start(cell), row.end(cell));
        return whole >= 0
                ? null
                : wrong(
                        row,
                        "unknown-level",
                        "not a level of the column",
                        NearestName.cure(row.text(cell), levels.texts()));
    }

    private @Nullable Finding text(Row row) {
        Row.Form form = row.form(cell);
        if (form == Row.Form.ARRAY || form == Row.Form.OBJECT) {
            return wrong(row, "not-a-text", "no text", "declare the column as json");
        }
        return text8(row.chars, row.start(cell), row.end(cell), row);
    }

    private @Nullable Finding json(Row row) {
        if (row.form(cell) != Row.Form.STRING) {
            return text8(row.chars, row.start(cell), row.end(cell), row);
        }
        char[] literal = JsonCompact.quoted(row.text(cell));
        return text8(literal, 0, literal.length, row);
    }

    private @Nullable Finding text8(char[] chars, int from, int to, Row row) {
        return utf8.encode(chars, from, to) ? null : halfPair(row);
    }

    private Finding halfPair(Row row) {
        return wrong(row, "half-character", "no Unicode text: it has half a surrogate pair", "correct the escape");
    }

    private @Nullable Finding array(Row row) {
        String problem =
                row.form(cell) == Row.Form.ARRAY ? arrays.read(row.chars, row.start(cell), row.end(cell)) : "no array";
        return problem == null
                ? null
                : wrong(
                        row,
                        "not-an-array",
                        problem,
                        "give an array that fits " + column.type().spelling());
    }

    private @Nullable Finding blob(Row row) {
        try {
            blob = Base64.getDecoder().decode(row.text(cell));
            return row.form(cell) == Row.Form.STRING ? null : notBase64(row);
        } catch (IllegalArgumentException e) {
            return notBase64(row);
        }
    }

    private Finding notBase64(Row row) {
        return wrong(row, "not-base64", "no text in Base64", "encode the bytes as RFC 4648, section 4, says");
    }

    private Finding notANumber(Row row) {
        return wrong(
                row,
                "not-a-number",
                "not a number",
                "correct the cell, declare the column as text, or list the spelling as missing");
    }

    private Finding wrong(Row row, String code, String what, String cure) {
        String value = column.personal() ? "a value (personal, not shown)" : Spelling.quote(row.text(cell));
        return finding(row, code, value + " is " + what, cure);
    }

    private String missingText(Row row) {
        if (row.form(cell) == Row.Form.ABSENT || row.form(cell) == Row.Form.NULL) {
            return row.form(cell) == Row.Form.ABSENT ? "value is absent" : "value is null";
        }
        return row.isEmpty(cell) ? "cell is empty" : Spelling.quote(row.text(cell)) + " means missing";
    }

    private Finding finding(Row row, String code, String message, String cure) {
        return new Finding(source.code(code), source.cell(row.line(), column.name()), message, cure);
    }
}
