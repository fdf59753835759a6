package io.mlstack.data.store.internal;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.progress.ProgressTask;
import io.mlstack.api.table.Columns;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Rows taken out of a version.
 *
 * @param keys boxed
 */
record RowsRemoved(StoreCore core, String dataset, TableReader table, Collection<?> keys) {

    private static final int BLOCK_ROWS = 1024;

    /** @throws InvalidInputException with every key that is not there */
    TableRoot apply(ObjectWriter objects, ProgressTask task) {
        TreeSet<Key> sorted = new TreeSet<>();
        keys.forEach(key -> sorted.add(KeyVector.keyOf(table.root().key(), key)));
        Findings findings = Findings.collect();
        TableRoot root = TableEditor.apply(
                table,
                new Source(List.copyOf(sorted), findings),
                TableEditor.Replaced.ALLOWED,
                core.shape(),
                objects,
                task);
        findings.throwIfAny(InvalidInputException::new);
        return root;
    }

    private final class Source implements EditBlock.Source {
        private final List<Key> sorted;
        private final Findings findings;
        private int next;

        Source(List<Key> sorted, Findings findings) {
            this.sorted = sorted;
            this.findings = findings;
        }

        @Override
        public @Nullable EditBlock next() {
            while (next < sorted.size()) {
                List<Key> part = sorted.subList(next, Math.min(next + BLOCK_ROWS, sorted.size()));
                next += part.size();
                Columns rows = table.find(part);
                KnownKeys.check(table, dataset, part, rows, findings);
                if (rows.rows() > 0) {
                    BitSet all = new BitSet();
                    all.set(0, rows.rows());
                    return new EditBlock(rows, all);
                }
            }
            return null;
        }
    }
}
