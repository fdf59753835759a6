package io.mlstack.serve.predict.internal.bind;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mlstack.api.table.ColumnType;
import io.mlstack.serve.predict.internal.text.TextColumn;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the JSON value of one column as its numbers; what it cannot read is a finding of the row. */
record JsonValue(InputRule rule, JsonParser parser, JsonRow row, int column) {

    /**
     * Reads the value that begins with {@code token}, which is no null, to its end.
     *
     * @param levels those of a category
     */
    void read(JsonToken token, @Nullable Levels levels, double[] in, int at) throws IOException {
        switch (kind()) {
            case INT32, INT64, FLOAT32, FLOAT64, DECIMAL -> in[at] = number(token);
            case BOOLEAN -> in[at] = flag(token);
            case DATE -> in[at] = date(token);
            case TIMESTAMP -> in[at] = time(token);
            case CATEGORY -> in[at] = category(token, levels);
            case VECTOR, TENSOR -> vector(token, in, at);
            case TEXT -> text(token, in, at);
            case BLOB, LIST, JSON -> wrongKind(token, "leave it out");
        }
    }

    private void text(JsonToken token, double[] in, int at) throws IOException {
        TextColumn text = rule.text();
        if (token == JsonToken.VALUE_STRING && text != null) {
            text.encode(parser.getText(), in, at);
        } else {
            wrongKind(token, "write a string");
        }
    }

    private ColumnType.Kind kind() {
        return rule.column().type().kind();
    }

    private double number(JsonToken token) throws IOException {
        if (!token.isNumeric()) {
            boolean quoted = token == JsonToken.VALUE_STRING && isNumber(parser.getText());
            return wrongKind(token, quoted ? "write the number without quotes" : give());
        }
        return switch (kind()) {
            case INT32 -> whole(token, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT64 -> whole(token, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT32, VECTOR, TENSOR -> parser.getFloatValue();
            case FLOAT64, DECIMAL, BOOLEAN, DATE, TIMESTAMP, CATEGORY, TEXT, BLOB, LIST, JSON ->
                parser.getDoubleValue();
        };
    }

    private double whole(JsonToken token, long least, long most) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            boolean small = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            long value = small ? parser.getLongValue() : 0;
            return small && value >= least && value <= most ? value : beyond();
        }
        double value = parser.getDoubleValue();
        if (Double.isNaN(value)) {
            return value;
        }
        if (value != Math.rint(value)) {
            return wrong("predict.json-number", shown() + " is no whole number", "write a whole number");
        }
        return value >= least && value < most + 1.0 ? value : beyond();
    }

    private double beyond() throws IOException {
        String type = rule.column().type().spelling();
        return wrong("predict.json-number", shown() + " is more than the column's " + type + " holds", give());
    }

    private double flag(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_TRUE) {
            return 1;
        }
        return token == JsonToken.VALUE_FALSE ? 0 : wrongKind(token, "write true or false, without quotes");
    }

    private double date(JsonToken token) throws IOException {
        String cure = "write a date such as \"2026-11-25\"";
        if (token != JsonToken.VALUE_STRING) {
            return wrongKind(token, cure);
        }
        try {
            return LocalDate.parse(parser.getText()).toEpochDay();
        } catch (DateTimeException e) {
            return wrong("predict.json-date", shown() + " is no date", cure);
        }
    }

    private double time(JsonToken token) throws IOException {
        String cure = "write a point in time such as \"2026-11-25T18:00:00Z\"";
        if (token != JsonToken.VALUE_STRING) {
            return wrongKind(token, cure);
        }
        String text = parser.getText();
        try {
            return Cells.second(OffsetDateTime.parse(text));
        } catch (DateTimeException e) {
            return isLocal(text)
                    ? wrong("predict.json-time", shown() + " has no zone", "add its offset, such as Z or +02:00")
                    : wrong("predict.json-time", shown() + " is no point in time", cure);
        }
    }

    private static boolean isLocal(String text) {
        try {
            LocalDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private double category(JsonToken token, @Nullable Levels levels) throws IOException {
        if (token != JsonToken.VALUE_STRING || levels == null) {
            return wrongKind(token, "write a string: " + give());
        }
        String text = parser.getText();
        int code = levels.code(text);
        if (code < 0) {
            row.unseen(column, text);
        }
        return code;
    }

    private void vector(JsonToken token, double[] in, int at) throws IOException {
        String cure = "write an array of " + rule.width() + " numbers";
        if (token != JsonToken.START_ARRAY) {
            wrongKind(token, cure);
            return;
        }
        int count = 0;
        boolean plain = true;
        for (JsonToken each = parser.nextToken();
                each != JsonToken.END_ARRAY && each != null;
                each = parser.nextToken()) {
            boolean number = each.isNumeric();
            plain &= number || each == JsonToken.VALUE_NULL;
            if (count < rule.width() && number) {
                in[at + count] = number(each);
            }
            parser.skipChildren();
            count++;
        }
        if (!plain) {
            wrong("predict.json-kind", "holds what is no number", cure);
        } else if (count != rule.width()) {
            wrong("predict.vector-length", "has " + count + " numbers", cure);
        }
    }

    private static boolean isNumber(String text) {
        if (text.length() > 40) {
            return false;
        }
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String give() {
        return new InputWords(rule).cure(InputRule.Trouble.MISSING, null);
    }

    /** The value as it is written, where it may be shown. */
    private String shown() throws IOException {
        if (rule.column().personal()) {
            return "a personal value";
        }
        String quoted = InputWords.quoted(parser.getText());
        return parser.currentToken() == JsonToken.VALUE_STRING ? quoted : quoted.substring(1, quoted.length() - 1);
    }

    private double wrongKind(JsonToken token, String cure) throws IOException {
        String kind = switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            default -> "a boolean";
        };
        boolean scalar = token.isScalarValue() && !rule.column().personal();
        wrong(
                "predict.json-kind",
                (scalar ? shown() + " is " + kind : "is " + kind) + ", the column is "
                        + rule.column().type().kind().name().toLowerCase(Locale.ROOT),
                cure);
        parser.skipChildren();
        return rule.missing();
    }

    private double wrong(String code, String message, String cure) {
        row.wrong(column, code, message, cure);
        return rule.missing();
    }
}
