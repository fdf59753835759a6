package io.mlstack.data.store;

import io.mlstack.api.table.Column;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A row that both versions have, with other values.
 *
 * @param keyColumn the column whose values name the rows
 * @param key boxed as {@link io.mlstack.api.table.ColumnType} lists it
 * @param cells the values that changed, in the order of the later schema; at least one
 */
public record RowChange(Column keyColumn, Object key, List<CellChange> cells) {

    /** Takes a copy of the list. */
    public RowChange {
        cells = List.copyOf(cells);
    }

    /** {@code 842302: diagnosis benign -> malignant}; personal values are masked. */
    @Override
    public String toString() {
        return ValueText.of(keyColumn, key) + ": "
                + cells.stream().map(CellChange::toString).collect(Collectors.joining(", "));
    }
}
