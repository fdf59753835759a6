package io.mlstack.data.store;

import io.mlstack.api.table.Column;
import org.jspecify.annotations.Nullable;

/**
 * One value that changed between two versions.
 *
 * @param column as it is in the later version
 * @param before boxed as {@link io.mlstack.api.table.ColumnType} lists it for the earlier type; null where it was missing
 * @param after likewise for the later type; null where it is missing
 */
public record CellChange(
        Column column, @Nullable Object before, @Nullable Object after) {

    /** {@code diagnosis benign -> malignant}; the values of a personal column are masked. */
    @Override
    public String toString() {
        return column.name() + " " + ValueText.of(column, before) + " -> " + ValueText.of(column, after);
    }
}
