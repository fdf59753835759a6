package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.model.InputPolicy;
import io.mlstack.api.model.InputPolicy.Action;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.serve.predict.internal.compute.Codes;
import io.mlstack.serve.predict.internal.text.TextColumn;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which numbers a model takes in one input column, and what becomes of the others. Immutable. */
final class InputRule {

    /** What may be wrong with a number. */
    enum Trouble {
        NONE,
        MISSING,
        UNSEEN,
        OUT_OF_RANGE
    }

    private final Column column;
    private final int slot;
    private final int width;
    private final InputPolicy policy;
    private final @Nullable TextColumn text;
    private final double missing;
    private final double fallback;

    /** @param text what makes numbers of a column of texts, null for another column */
    InputRule(Column column, int slot, InputPolicy policy, @Nullable TextColumn text) {
        this.column = column;
        this.slot = slot;
        this.width = text == null ? Levels.width(column.type()) : text.width();
        this.text = text;
        this.policy = policy;
        this.missing = isCategory() ? Codes.MISSING : Double.NaN;
        this.fallback = fallback();
    }

    private double fallback() {
        String level = policy.defaultLevel();
        if (level != null && column.type() instanceof ColumnType.Category category) {
            return category.levels().indexOf(level);
        }
        Double number = policy.defaultNumber();
        return number == null ? missing : number;
    }

    Column column() {
        return column;
    }

    InputPolicy policy() {
        return policy;
    }

    /** Position of its first number in a row. */
    int slot() {
        return slot;
    }

    /** Numbers of a row. */
    int width() {
        return width;
    }

    /** Positions of all its numbers in a row. */
    IntStream slots() {
        return IntStream.range(slot, slot + width);
    }

    /** The number that stands for a missing value. */
    double missing() {
        return missing;
    }

    /**
     * The numbers that stand for a missing value: for a text what the model makes of none, or NaN where none is rejected.
     */
    double[] missingNumbers() {
        double[] numbers = new double[width];
        Arrays.fill(numbers, missing);
        if (text != null && passesMissing()) {
            text.encode(null, numbers, 0);
        }
        return numbers;
    }

    /** What makes numbers of a column of texts, null for another column. */
    @Nullable
    TextColumn text() {
        return text;
    }

    boolean isCategory() {
        return column.type().kind() == ColumnType.Kind.CATEGORY;
    }

    /** Whether the numbers are the elements of a vector. */
    boolean isVector() {
        return column.type().kind() == ColumnType.Kind.VECTOR || column.type().kind() == ColumnType.Kind.TENSOR;
    }

    /** Whether a missing value goes to the model as it is. */
    boolean passesMissing() {
        return policy.onMissing() == Action.MISSING;
    }

    /** What is wrong with a number of the column, whatever is done about it. */
    Trouble trouble(double number) {
        if (isCategory()) {
            return number >= 0 ? Trouble.NONE : number == Codes.MISSING ? Trouble.MISSING : Trouble.UNSEEN;
        }
        if (Double.isNaN(number)) {
            return Trouble.MISSING;
        }
        if (text != null) {
            return Trouble.NONE;
        }
        boolean inside = Double.isFinite(number) && number >= policy.least() && number <= policy.most();
        return inside ? Trouble.NONE : Trouble.OUT_OF_RANGE;
    }

    /** What is done about a number; REJECT too where it should be clamped to an end that the range does not have. */
    Action action(Trouble trouble, double number) {
        Action action = switch (trouble) {
            case NONE, MISSING -> policy.onMissing();
            case UNSEEN -> policy.onUnseen();
            case OUT_OF_RANGE -> policy.onOutOfRange();
        };
        return action == Action.CLAMP && !Double.isFinite(clamped(number)) ? Action.REJECT : action;
    }

    /** What the model is given in the place of a number that is not rejected. */
    double repaired(Action action, double number) {
        return switch (action) {
            case REJECT -> number;
            case MISSING -> missing;
            case CLAMP -> clamped(number);
            case DEFAULT -> fallback;
        };
    }

    private double clamped(double number) {
        return Math.max(policy.least(), Math.min(policy.most(), number));
    }

    /** Mends the numbers of a row that starts at {@code at}; false where one of them is rejected. */
    boolean mend(double[] in, int at) {
        for (int i = at + slot; i < at + slot + width; i++) {
            Trouble trouble = trouble(in[i]);
            if (trouble != Trouble.NONE) {
                Action action = action(trouble, in[i]);
                if (action == Action.REJECT) {
                    return false;
                }
                in[i] = repaired(action, in[i]);
            }
        }
        return true;
    }
}
