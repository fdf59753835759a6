package io.mlstack.data.store.internal;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Columns;
import java.util.List;

/** Reports keys that name no row of a version. */
final class KnownKeys {

    private KnownKeys() {}

    /** @param found the rows that {@link TableReader#find} found of the keys */
    static void check(TableReader table, String dataset, List<Key> sorted, Columns found, Findings findings) {
        if (found.rows() == sorted.size()) {
            return;
        }
        KeyVector there = table.keys(found);
        for (Key key : sorted) {
            if (there.find(key) < 0) {
                findings.add(unknown(table.root().key(), key, dataset));
            }
        }
    }

    private static Finding unknown(Column column, Key key, String dataset) {
        return new Finding(
                "dataset.no-such-key",
                column.name() + " " + KeyText.of(column, KeyVector.textOf(column, key)),
                "is not in dataset " + dataset,
                "leave it out, or base the change on the version that has it");
    }
}
