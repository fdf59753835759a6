package io.mlstack.data.store.internal;

import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Columns;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Rows to put into a table or to take out of it, in the order of their keys.
 *
 * @param rows at least one; of a row that is taken out only the key counts
 * @param removed which of them are taken out
 */
record EditBlock(Columns rows, BitSet removed) {

    /** Edits block by block, all in the order of their keys, each key once. */
    interface Source {

        /** The next edits; null after the last. */
        @Nullable
        EditBlock next();
    }

    /** Puts every row of {@code rows}. */
    static Source puts(Blocks rows) {
        return () -> {
            Columns block = rows.next();
            return block == null ? null : new EditBlock(block, new BitSet());
        };
    }
}
