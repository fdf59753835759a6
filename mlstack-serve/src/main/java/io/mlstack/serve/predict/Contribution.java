package io.mlstack.serve.predict;

import io.mlstack.api.table.Column;

/**
 * What one column of a row adds to a margin.
 *
 * @param column the column; its description says what the values mean and in which unit
 * @param value the row's value in that unit, as text; {@code missing} where there is none, {@code (personal)} where the column
 *     is personal
 * @param amount how much the margin is higher with this value than without knowing it, in units of the margin: log-odds for
 *     classes, the target's unit for a regression without link
 */
public record Contribution(Column column, String value, double amount) {

    /** {@code worst_area = 1575: +1.93}. */
    @Override
    public String toString() {
        return column.name() + " = " + value + ": " + Explanation.signed(amount);
    }
}
