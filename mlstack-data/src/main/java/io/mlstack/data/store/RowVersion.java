package io.mlstack.data.store;

import io.mlstack.api.table.Columns;
import java.util.Optional;

/**
 * A version that made a row what it was from then on.
 *
 * @param commit who did it, when and why
 * @param row the row as a block of one; empty if the version removed it
 */
public record RowVersion(CommitInfo commit, Optional<Columns> row) {

    /** {@code removed by 3f2a91c0de 2026-10-05T09:30:00Z ana, 569 rows: first delivery}; shows no values. */
    @Override
    public String toString() {
        return (row.isPresent() ? "set by " : "removed by ") + commit;
    }
}
