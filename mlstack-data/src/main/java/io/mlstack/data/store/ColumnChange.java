package io.mlstack.data.store;

import io.mlstack.api.table.Column;
import org.jspecify.annotations.Nullable;

/**
 * A column that only one of two versions has, or that differs in type, nullability, marking or description.
 *
 * @param before null if it was added
 * @param after null if it was removed
 */
public record ColumnChange(
        @Nullable Column before, @Nullable Column after) {

    /** Checks that there is a column. */
    public ColumnChange {
        if (before == null && after == null) {
            throw new IllegalArgumentException("a change of a column has a column before or after it");
        }
    }

    /** Its name. */
    public String name() {
        Column column = after != null ? after : before;
        return column == null ? "" : column.name();
    }

    /** {@code added age: int64}, {@code removed age}, or {@code age: int64 -> age: float64, nullable}. */
    @Override
    public String toString() {
        if (before == null) {
            return "added " + after;
        }
        if (after == null) {
            return "removed " + before.name();
        }
        String described = before.toString().equals(after.toString()) ? " (description)" : "";
        return before + " -> " + after + described;
    }
}
