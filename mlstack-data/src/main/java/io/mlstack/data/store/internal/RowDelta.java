package io.mlstack.data.store.internal;

import java.util.List;

/**
 * A row whose values changed.
 *
 * @param key for comparing
 * @param keyValue boxed, for people
 * @param cells at least one, in the order of the later schema
 */
public record RowDelta(Key key, Object keyValue, List<CellDelta> cells) {

    public RowDelta {
        cells = List.copyOf(cells);
    }
}
