package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.progress.ProgressTask;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.List;

/** Cuts rows that come in the order of their keys into leaves. Holds the rows of one leaf; not thread-safe. */
final class TableWriter {

    private final Schema schema;
    private final int keyIndex;
    private final LeafCut cut;
    private final ObjectWriter objects;
    private final ProgressTask task;
    private final List<LeafEntry> leaves = new ArrayList<>();
    private final List<Columns> pending = new ArrayList<>();
    private int pendingRows;

    /** @param task hears how many rows were encoded */
    TableWriter(Schema schema, int keyIndex, LeafCut cut, ObjectWriter objects, ProgressTask task) {
        this.schema = schema;
        this.keyIndex = keyIndex;
        this.cut = cut;
        this.objects = objects;
        this.task = task;
    }

    /** Writes a whole table. */
    static TableRoot write(Columns sorted, int keyIndex, LeafCut cut, ObjectWriter objects, ProgressTask task) {
        TableWriter writer = new TableWriter(sorted.schema(), keyIndex, cut, objects, task);
        writer.add(sorted);
        return writer.finish();
    }

    /** Adds rows of this schema whose keys lie above all before. */
    void add(Columns rows) {
        KeyVector keys = keys(rows);
        int start = 0;
        for (int row = 0; row < rows.rows(); row++) {
            if (cut.endsAfter(keys.hash(row), pendingRows + row + 1 - start)) {
                hold(rows, start, row + 1);
                flush();
                start = row + 1;
            }
        }
        hold(rows, start, rows.rows());
    }

    /** Whether a leaf begins here, so that {@link #keep} is allowed. */
    boolean atBoundary() {
        return pendingRows == 0;
    }

    /** Takes over a leaf of another version, unread, which ended at a boundary there or is the last of both. */
    void keep(LeafEntry leaf) {
        leaves.add(leaf);
    }

    TableRoot finish() {
        flush();
        TableRoot root = TableRoot.of(schema, keyIndex, leaves);
        objects.put(root.toObject());
        return root;
    }

    private void hold(Columns rows, int from, int to) {
        if (to > from) {
            pending.add(from == 0 && to == rows.rows() ? rows : rows.slice(from, to));
            pendingRows += to - from;
        }
    }

    private void flush() {
        if (pendingRows == 0) {
            return;
        }
        Cancellation.check();
        Columns rows = Columns.concat(schema, pending);
        List<Digest> pages = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            byte[] page = PageEncoder.encode(schema.column(column).type(), rows.vector(column));
            pages.add(objects.put(ObjectKind.PAGE, page));
        }
        Digest id = objects.put(ObjectKind.LEAF, new Leaf(pendingRows, pages).encode());
        KeyVector keys = keys(rows);
        leaves.add(new LeafEntry(id, pendingRows, keys.at(0), keys.at(pendingRows - 1)));
        task.advance(pendingRows);
        pending.clear();
        pendingRows = 0;
    }

    private KeyVector keys(Columns rows) {
        return KeyVector.of(schema.column(keyIndex), rows.vector(keyIndex));
    }
}
