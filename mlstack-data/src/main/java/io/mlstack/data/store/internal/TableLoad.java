package io.mlstack.data.store.internal;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.progress.ProgressTask;
import io.mlstack.api.table.Columns;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as a table, in whatever order they come, in bounded memory: as long as each key lies above all before, they go
 * straight into leaves; what comes from then on is sorted outside and merged in.
 */
final class TableLoad {

    private final StoreCore core;
    private final Incoming incoming;
    private final ObjectWriter objects;
    private final ProgressTask task;
    private final Findings findings = Findings.collect();

    /** The key of the last row that went straight into a leaf. */
    private @Nullable Key last;

    TableLoad(StoreCore core, Incoming incoming, ObjectWriter objects, ProgressTask task) {
        this.core = core;
        this.incoming = incoming;
        this.objects = objects;
        this.task = task;
    }

    /** @throws InvalidInputException with every row whose key is missing, else with every key that several rows have */
    TableRoot write() {
        try (Incoming.Pass rows = incoming.open(findings)) {
            TableWriter writer = new TableWriter(incoming.schema(), incoming.keyIndex(), core.shape(), objects, task);
            Columns block = rows.next();
            while (block != null && goesOn(block, writer)) {
                block = rows.next();
            }
            TableRoot root = block == null ? writer.finish() : merged(writer.finish(), block, rows);
            findings.throwIfAny(InvalidInputException::new);
            return root;
        }
    }

    /** Writes a block whose keys rise and lie above all before; false if it is another one. */
    private boolean goesOn(Columns block, TableWriter writer) {
        KeyVector keys = KeyVector.of(incoming.key(), block.vector(incoming.keyIndex()));
        if (last != null && keys.compare(0, last) <= 0) {
            return false;
        }
        for (int row = 1; row < keys.size(); row++) {
            if (keys.compare(row - 1, keys, row) >= 0) {
                return false;
            }
        }
        writer.add(block, keys, 0, keys.size());
        last = keys.at(keys.size() - 1);
        return true;
    }

    private TableRoot merged(TableRoot written, Columns first, Incoming.Pass rest) {
        TableReader table = new TableReader(objects, written);
        try (RowSort sort = new RowSort(incoming.schema(), incoming.keyIndex(), core.scratch())) {
            for (Columns block = first; block != null; block = rest.next()) {
                sort.add(block, rest.position());
            }
            findings.throwIfAny(InvalidInputException::new);
            RowSort.Sorted sorted = sort.sorted(findings);
            TableEditor.Replaced repeated = (rows, row) -> {
                long before = table.rank(KeyVector.of(incoming.key(), rows.vector(incoming.keyIndex()))
                        .at(row));
                findings.add(RepeatedKeys.finding(
                        "rows " + before + ", " + sorted.position(row),
                        incoming.key().name(),
                        KeyText.of(rows, incoming.keyIndex(), row)));
            };
            return TableEditor.apply(table, EditBlock.puts(sorted), repeated, core.shape(), objects, task);
        }
    }
}
