package io.mlstack.data.store.internal;

import io.mlstack.api.progress.ProgressTask;
import io.mlstack.api.table.Columns;
import java.util.Arrays;
import java.util.List;

/** Applies changes to a table; leaves without a change are taken over unread. */
final class TableEditor {

    private final TableReader table;
    private final Columns puts;
    private final KeyVector putKeys;
    private final List<Key> removals;
    private int nextPut;
    private int nextRemoval;

    private TableEditor(TableReader table, Columns puts, List<Key> removals) {
        this.table = table;
        this.puts = puts;
        this.putKeys = table.keys(puts);
        this.removals = removals;
    }

    /**
     * A new version of a table; the same as if all its rows had been written anew.
     *
     * @param puts rows to add, or to put in the place of those with their keys; of the table's schema, in key order
     * @param removals keys of rows to leave out, in order; none of them among {@code puts}
     */
    static TableRoot apply(
            TableReader table, Columns puts, List<Key> removals, LeafCut cut, ObjectWriter objects, ProgressTask task) {
        TableRoot root = table.root();
        TableWriter writer = new TableWriter(root.schema(), root.keyIndex(), cut, objects, task);
        new TableEditor(table, puts, removals).rewrite(writer);
        return writer.finish();
    }

    private void rewrite(TableWriter writer) {
        List<LeafEntry> leaves = table.root().leaves();
        for (int i = 0; i < leaves.size(); i++) {
            LeafEntry leaf = leaves.get(i);
            boolean last = i == leaves.size() - 1;
            int putsEnd = last ? putKeys.size() : endOfPuts(leaf.last());
            int removalsEnd = last ? removals.size() : endOfRemovals(leaf.last());
            if (writer.atBoundary() && putsEnd == nextPut && removalsEnd == nextRemoval) {
                writer.keep(leaf);
            } else {
                writer.add(merged(table.rows(leaf), putsEnd, removalsEnd));
            }
            nextPut = putsEnd;
            nextRemoval = removalsEnd;
        }
        if (leaves.isEmpty()) {
            writer.add(puts);
        }
    }

    private int endOfPuts(Key last) {
        int end = nextPut;
        while (end < putKeys.size() && putKeys.compare(end, last) <= 0) {
            end++;
        }
        return end;
    }

    private int endOfRemovals(Key last) {
        int end = nextRemoval;
        while (end < removals.size() && removals.get(end).compareTo(last) <= 0) {
            end++;
        }
        return end;
    }

    /** The rows of a leaf with the changes up to the two ends, in key order. */
    private Columns merged(Columns rows, int putsEnd, int removalsEnd) {
        if (putsEnd == nextPut && removalsEnd == nextRemoval) {
            return rows;
        }
        Columns both = Columns.concat(rows.schema(), List.of(rows, puts.slice(nextPut, putsEnd)));
        KeyVector keys = table.keys(rows);
        int[] order = new int[both.rows()];
        int count = 0;
        int row = 0;
        int put = nextPut;
        int removal = nextRemoval;
        while (row < keys.size() || put < putsEnd) {
            int side = row == keys.size() ? 1 : put == putsEnd ? -1 : keys.compare(row, putKeys, put);
            if (side < 0) {
                removal = skipBelow(removal, removalsEnd, keys.at(row));
                boolean removed = removal < removalsEnd && removals.get(removal).equals(keys.at(row));
                order[count] = row++;
                count += removed ? 0 : 1;
            } else {
                order[count++] = keys.size() + put++ - nextPut;
                row += side == 0 ? 1 : 0;
            }
        }
        return both.take(Arrays.copyOf(order, count));
    }

    private int skipBelow(int removal, int end, Key key) {
        int next = removal;
        while (next < end && removals.get(next).compareTo(key) < 0) {
            next++;
        }
        return next;
    }
}
