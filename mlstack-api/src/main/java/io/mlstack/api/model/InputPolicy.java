package io.mlstack.api.model;

import io.mlstack.api.table.Column;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a value of an input column that the model was not made for. Immutable; starts from what the column
 * says and is changed step by step.
 *
 * <p>Numbers are those of {@link ValueType#of}: dates are days and timestamps seconds since 1970-01-01T00:00Z, booleans 0
 * and 1; of a vector or tensor the policy holds for each element.
 *
 * <pre>{@code
 * graph.policy("age", InputPolicy.of(age).within(18, 100).outOfRange(Action.CLAMP))
 *         .policy("color", InputPolicy.of(color).unseen(Action.DEFAULT).orElse("other"));
 * }</pre>
 *
 * @param least the least number that is accepted as it is; negative infinity for none
 * @param most the greatest number that is accepted as it is; infinity for none
 * @param onMissing REJECT, MISSING (the model is given a missing value) or DEFAULT
 * @param onUnseen for a text that is none of the levels of a category: REJECT, MISSING or DEFAULT
 * @param onOutOfRange for a number outside of the range, and an infinite one in any case: REJECT, MISSING, CLAMP (to the
 *     nearer end of the range) or DEFAULT
 * @param defaultNumber what stands in under DEFAULT in a column of numbers; null for none
 * @param defaultLevel what stands in under DEFAULT in a category; null for none
 */
public record InputPolicy(
        double least,
        double most,
        Action onMissing,
        Action onUnseen,
        Action onOutOfRange,
        @Nullable Double defaultNumber,
        @Nullable String defaultLevel) {

    /** What to do about a value. */
    public enum Action {
        /** Refuse the row. */
        REJECT,
        /** Hand the model a missing value in its place. */
        MISSING,
        /** Take the nearer end of the accepted range. */
        CLAMP,
        /** Take the declared default. */
        DEFAULT
    }

    private static final double MICROS = 1e6;

    public InputPolicy {
        if (!(least <= most)) {
            throw new IllegalArgumentException("no number lies between " + least + " and " + most);
        }
        if (least == Double.POSITIVE_INFINITY || most == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("no finite number lies between " + least + " and " + most);
        }
        if (defaultNumber != null && !Double.isFinite(defaultNumber)) {
            throw new IllegalArgumentException("a default is a finite number, got " + defaultNumber);
        }
        if (defaultNumber != null && defaultLevel != null) {
            throw new IllegalArgumentException(
                    "a column has one default, got " + defaultNumber + " and \"" + defaultLevel + "\"");
        }
        // JSON has no minus zero, and equal policies shall have equal JSON.
        least += 0.0;
        most += 0.0;
        defaultNumber = defaultNumber == null ? null : defaultNumber + 0.0;
    }

    /**
     * The policy of a column that declares none: whatever the model was not made for is refused, and so is a missing value
     * unless the column is nullable.
     */
    public static InputPolicy of(Column column) {
        return new InputPolicy(
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                column.nullable() ? Action.MISSING : Action.REJECT,
                Action.REJECT,
                Action.REJECT,
                null,
                null);
    }

    /** With an accepted range, both ends included; an infinite end is none. */
    public InputPolicy within(double from, double to) {
        return new InputPolicy(from, to, onMissing, onUnseen, onOutOfRange, defaultNumber, defaultLevel);
    }

    /** As {@link #within(double, double)}, for a column of dates. */
    public InputPolicy within(LocalDate from, LocalDate to) {
        return within(from.toEpochDay(), to.toEpochDay());
    }

    /** As {@link #within(double, double)}, for a column of timestamps, to the microsecond. */
    public InputPolicy within(Instant from, Instant to) {
        return within(seconds(from), seconds(to));
    }

    /** With another action for a missing value. */
    public InputPolicy missing(Action action) {
        return new InputPolicy(least, most, action, onUnseen, onOutOfRange, defaultNumber, defaultLevel);
    }

    /** With another action for a text that is no level. */
    public InputPolicy unseen(Action action) {
        return new InputPolicy(least, most, onMissing, action, onOutOfRange, defaultNumber, defaultLevel);
    }

    /** With another action for a number outside of the range. */
    public InputPolicy outOfRange(Action action) {
        return new InputPolicy(least, most, onMissing, onUnseen, action, defaultNumber, defaultLevel);
    }

    /** With a default for a column of numbers. */
    public InputPolicy orElse(double number) {
        return new InputPolicy(least, most, onMissing, onUnseen, onOutOfRange, number, null);
    }

    /** With a default for a column of booleans. */
    public InputPolicy orElse(boolean flag) {
        return orElse(flag ? 1.0 : 0.0);
    }

    /** With a default for a category. */
    public InputPolicy orElse(String level) {
        return new InputPolicy(least, most, onMissing, onUnseen, onOutOfRange, null, level);
    }

    /** Whether the range excludes any finite number. */
    public boolean hasRange() {
        return least > Double.NEGATIVE_INFINITY || most < Double.POSITIVE_INFINITY;
    }

    /** Whether any action is {@code action}. */
    boolean takes(Action action) {
        return onMissing == action || onUnseen == action || onOutOfRange == action;
    }

    /** Seconds to the microsecond, as a timestamp column has them. */
    private static double seconds(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), (long) MICROS), time.getNano() / 1000L) / MICROS;
    }
}
