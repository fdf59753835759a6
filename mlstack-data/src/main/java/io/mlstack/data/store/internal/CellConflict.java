package io.mlstack.data.store.internal;

import io.mlstack.api.table.Column;
import org.jspecify.annotations.Nullable;

/**
 * What two versions made of one value, or of one row, in two ways. Values are boxed as {@link
 * io.mlstack.api.table.ColumnType} lists them.
 *
 * @param key boxed
 * @param kind what the two did
 * @param column the column of the value; null if one of them removed the row
 * @param base what both started from; null if it was missing, or the row was not there, or {@code column} is null
 * @param ours null if it is missing, or {@code column} is null
 * @param theirs likewise
 */
public record CellConflict(
        Object key,
        Kind kind,
        @Nullable Column column,
        @Nullable Object base,
        @Nullable Object ours,
        @Nullable Object theirs) {

    /** What the two did. */
    public enum Kind {
        /** Both gave a value another content, not the same; or both added the row. */
        BOTH_CHANGED,
        /** Ours changed the row, theirs removed it. */
        THEIRS_REMOVED,
        /** Ours removed the row, theirs changed it. */
        OURS_REMOVED
    }
}
