package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.error.NearestName;
import io.mlstack.api.json.CanonicalNumber;
import io.mlstack.api.model.InputPolicy;
import io.mlstack.api.model.InputPolicy.Action;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How messages show the values of an input column and what it accepts. Personal values are never shown. */
final class InputWords {

    private static final int SHOWN_LEVELS = 12;
    private static final int SHOWN_CHARACTERS = 40;
    private static final long MICROS = 1_000_000;
    private static final long NANOS_OF_MICRO = 1000;

    private final Column column;
    private final InputPolicy policy;
    private final int width;

    InputWords(InputRule rule) {
        this.column = rule.column();
        this.policy = rule.policy();
        this.width = rule.width();
    }

    /** A number of the column as its user would write it. */
    String number(double number) {
        if (Double.isInfinite(number)) {
            return number > 0 ? "infinity" : "-infinity";
        }
        boolean dated = Math.abs(number) < Integer.MAX_VALUE * 100.0;
        if (column.type().kind() == ColumnType.Kind.DATE && dated && number == Math.rint(number)) {
            return LocalDate.ofEpochDay((long) number).toString();
        }
        if (column.type().kind() == ColumnType.Kind.TIMESTAMP && dated) {
            long micros = new BigDecimal(number)
                    .movePointRight(6)
                    .setScale(0, RoundingMode.HALF_EVEN)
                    .longValueExact();
            return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * NANOS_OF_MICRO)
                    .toString();
        }
        return CanonicalNumber.format(number);
    }

    /** A text in quotes, cut where it is long. */
    static String quoted(String text) {
        boolean whole = text.length() <= SHOWN_CHARACTERS;
        return '"' + (whole ? text : text.substring(0, SHOWN_CHARACTERS) + "...") + '"';
    }

    /** {@code -3 is below 18}. */
    String outOfRange(double number) {
        if (Double.isInfinite(number)) {
            return "is infinite, which no model was trained on";
        }
        boolean below = number < policy.least();
        String end = (below ? " is below " : " is above ") + number(below ? policy.least() : policy.most());
        return (column.personal() ? "a personal value" : number(number)) + end;
    }

    /** {@code "mal" is none of the levels the model has seen}. */
    String unseen(@Nullable String text) {
        String shown = column.personal() ? "a personal value" : text == null ? "the value" : quoted(text);
        return shown + " is none of the levels the model has seen";
    }

    /** What to give in the place of a value that is rejected. */
    String cure(InputRule.Trouble trouble, @Nullable String text) {
        if (trouble == InputRule.Trouble.UNSEEN && text != null && !column.personal()) {
            return NearestName.cure(text, levels());
        }
        boolean none = policy.onMissing() != Action.REJECT && trouble == InputRule.Trouble.OUT_OF_RANGE;
        return "give " + wanted() + (none ? ", or none" : "");
    }

    /** {@code a number from 18 to 100}. */
    String wanted() {
        return switch (column.type().kind()) {
            case INT32, INT64, FLOAT32, FLOAT64, DECIMAL -> "a number" + range();
            case BOOLEAN -> "true or false";
            case DATE -> "a date" + range();
            case TIMESTAMP -> "a point in time" + range();
            case CATEGORY -> category(levels());
            case VECTOR, TENSOR -> width + " numbers" + range();
            case TEXT -> "a text";
            case BLOB, LIST, JSON -> "a value";
        };
    }

    private String range() {
        boolean from = policy.least() > Double.NEGATIVE_INFINITY;
        boolean to = policy.most() < Double.POSITIVE_INFINITY;
        if (from && to) {
            return " from " + number(policy.least()) + " to " + number(policy.most());
        }
        return from ? " of at least " + number(policy.least()) : to ? " of at most " + number(policy.most()) : "";
    }

    private String category(List<String> levels) {
        if (column.personal()) {
            return "one of its levels";
        }
        String shown = String.join(
                ", ", levels.stream().limit(SHOWN_LEVELS).map(InputWords::cut).toList());
        return levels.size() <= SHOWN_LEVELS
                ? "one of " + shown
                : "one of " + levels.size() + " levels such as " + shown;
    }

    private static String cut(String level) {
        return level.length() <= SHOWN_CHARACTERS ? level : level.substring(0, SHOWN_CHARACTERS) + "...";
    }

    private List<String> levels() {
        return column.type() instanceof ColumnType.Category category ? category.levels() : List.of();
    }

    /** {@code policy REJECT}, or what the model is given: {@code policy CLAMP gives 18}. */
    String policy(Action action, double repaired) {
        return switch (action) {
            case REJECT -> "policy REJECT";
            case MISSING -> "policy MISSING";
            case CLAMP -> "policy CLAMP gives " + number(repaired);
            case DEFAULT -> column.personal() ? "policy DEFAULT" : "policy DEFAULT gives " + fallback(repaired);
        };
    }

    private String fallback(double repaired) {
        if (column.type() instanceof ColumnType.Category category) {
            return quoted(category.levels().get((int) repaired));
        }
        return column.type().kind() == ColumnType.Kind.BOOLEAN ? String.valueOf(repaired == 1) : number(repaired);
    }
}
