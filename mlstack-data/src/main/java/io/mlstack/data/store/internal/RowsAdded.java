package io.mlstack.data.store.internal;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.progress.ProgressTask;
import io.mlstack.api.table.Columns;

/**
 * Rows put into a version, in whatever order they come.
 *
 * @param incoming in the schema of the table
 */
record RowsAdded(StoreCore core, String dataset, TableReader table, Incoming incoming, Committer.TakenKeys taken) {

    /** @throws InvalidInputException with every row without a key, else every key that is repeated or refused */
    TableRoot apply(ObjectWriter objects, ProgressTask task) {
        Findings findings = Findings.collect();
        try (Incoming.Pass pass = incoming.open(findings);
                RowSort sort = new RowSort(incoming.schema(), incoming.keyIndex(), core.scratch())) {
            for (Columns block = pass.next(); block != null; block = pass.next()) {
                sort.add(block, pass.position());
            }
            findings.throwIfAny(InvalidInputException::new);
            TableRoot root = TableEditor.apply(
                    table,
                    EditBlock.puts(sort.sorted(findings)),
                    (rows, row) -> meet(rows, row, findings),
                    core.shape(),
                    objects,
                    task);
            findings.throwIfAny(InvalidInputException::new);
            return root;
        }
    }

    private void meet(Columns rows, int row, Findings findings) {
        if (taken == Committer.TakenKeys.REFUSED) {
            findings.add(
                    "dataset.key-taken",
                    table.root().key().name() + " " + KeyText.of(rows, incoming.keyIndex(), row),
                    "is in dataset " + dataset + " already",
                    "append new rows only, upsert to replace those that are there, or commit the whole table");
        }
    }
}
