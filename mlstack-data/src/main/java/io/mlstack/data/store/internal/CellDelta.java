package io.mlstack.data.store.internal;

import io.mlstack.api.table.Column;
import org.jspecify.annotations.Nullable;

/**
 * One changed value; boxed as {@link io.mlstack.api.table.ColumnType} lists it.
 *
 * @param column as it is in the later version
 */
public record CellDelta(
        Column column, @Nullable Object before, @Nullable Object after) {}
