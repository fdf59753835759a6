package io.mlstack.data.store.internal;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.progress.ProgressTask;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Values of some columns put into rows that are there.
 *
 * @param cells the key column and the columns that change, in whatever order
 */
record CellsUpdated(StoreCore core, String dataset, TableReader table, Table cells) {

    private static final int BLOCK_ROWS = 1024;

    /** @throws InvalidInputException with every key that is missing, repeated or not there, or column that does not fit */
    TableRoot apply(ObjectWriter objects, ProgressTask task) {
        Findings findings = Findings.collect();
        String key = table.root().key().name();
        Table fitting = Conform.to(wanted(key), cells, dataset);
        Incoming incoming = Incoming.of(fitting, key, RowNumbers.NONE);
        try (Incoming.Pass pass = incoming.open(findings);
                RowSort sort = new RowSort(incoming.schema(), incoming.keyIndex(), core.scratch())) {
            for (Columns block = pass.next(); block != null; block = pass.next()) {
                sort.add(block, pass.position());
            }
            findings.throwIfAny(InvalidInputException::new);
            Source source = new Source(sort.sorted(findings), incoming.keyIndex(), findings);
            TableRoot root =
                    TableEditor.apply(table, source, TableEditor.Replaced.ALLOWED, core.shape(), objects, task);
            findings.throwIfAny(InvalidInputException::new);
            return root;
        }
    }

    /** The columns of the data set that are given; one that it does not have stays, and is reported as such. */
    private Schema wanted(String key) {
        Schema all = table.root().schema();
        List<Column> wanted = new ArrayList<>();
        for (Column column : all) {
            if (column.name().equals(key) || cells.schema().has(column.name())) {
                wanted.add(column);
            }
        }
        return Schema.of(wanted);
    }

    private final class Source implements EditBlock.Source {
        private final Blocks sorted;
        private final int keyIndex;
        private final Findings findings;
        private @Nullable Columns block;
        private int next;

        Source(Blocks sorted, int keyIndex, Findings findings) {
            this.sorted = sorted;
            this.keyIndex = keyIndex;
            this.findings = findings;
            this.block = sorted.next();
        }

        @Override
        public @Nullable EditBlock next() {
            while (block != null) {
                int to = Math.min(next + BLOCK_ROWS, block.rows());
                Columns updated = updated(block.slice(next, to));
                next = to;
                if (next == block.rows()) {
                    block = sorted.next();
                    next = 0;
                }
                if (updated.rows() > 0) {
                    return new EditBlock(updated, new BitSet());
                }
            }
            return null;
        }

        private Columns updated(Columns values) {
            KeyVector keys = KeyVector.of(values.schema().column(keyIndex), values.vector(keyIndex));
            List<Key> wanted =
                    IntStream.range(0, keys.size()).mapToObj(keys::at).toList();
            Columns rows = table.find(wanted);
            KnownKeys.check(table, dataset, wanted, rows, findings);
            KeyVector there = table.keys(rows);
            int[] found = IntStream.range(0, keys.size())
                    .filter(row -> there.find(keys.at(row)) >= 0)
                    .toArray();
            Columns fitting = values.take(found);
            List<ColumnVector> vectors = new ArrayList<>();
            for (Column column : rows.schema()) {
                vectors.add((fitting.schema().has(column.name()) ? fitting : rows).vector(column.name()));
            }
            return Columns.of(rows.schema(), vectors);
        }
    }
}
