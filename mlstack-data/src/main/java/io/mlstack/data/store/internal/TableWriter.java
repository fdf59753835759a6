package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.progress.ProgressTask;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts rows that come in the order of their keys into leaves, and builds the tree over them. Holds the rows of one leaf and a
 * node of each level; not thread-safe.
 */
final class TableWriter {

    private final Schema schema;
    private final int keyIndex;
    private final LeafCut cut;
    private final ObjectWriter objects;
    private final ProgressTask task;
    private final TreeWriter tree;
    private @Nullable Leaf before;
    private Columns.Builder pending;

    /** @param task hears how many rows were encoded */
    TableWriter(Schema schema, int keyIndex, TreeShape shape, ObjectWriter objects, ProgressTask task) {
        this.schema = schema;
        this.keyIndex = keyIndex;
        this.cut = shape.leaves();
        this.objects = objects;
        this.task = task;
        this.tree = new TreeWriter(
                shape.nodes(), objects, KeyVector.isText(schema.column(keyIndex).type()));
        this.pending = Columns.builder(schema);
    }

    /** Adds rows of this schema whose keys lie above all before. */
    void add(Columns rows) {
        add(rows, keys(rows), 0, rows.rows());
    }

    /** Adds all that is left of {@code rows}. */
    void addAll(Blocks rows) {
        for (Columns block = rows.next(); block != null; block = rows.next()) {
            add(block);
        }
    }

    /** Adds the rows from {@code from} on, up to but without {@code to}. */
    void add(Columns rows, KeyVector keys, int from, int to) {
        int start = from;
        for (int row = from; row < to; row++) {
            if (cut.endsAfter(keys.hash(row), pending.rows() + row + 1 - start)) {
                pending.append(rows, start, row + 1);
                flush();
                start = row + 1;
            }
        }
        pending.append(rows, start, to);
    }

    /** Whether no leaf and no node below {@code level} is half done, so that {@link #keep} is allowed. */
    boolean atBoundary(int level) {
        return pending.rows() == 0 && tree.atBoundary(level);
    }

    /** Tells of a leaf whose rows come next, changed a little: pages that stay the same are not sketched again. */
    void comesNext(Leaf leaf) {
        before = leaf;
    }

    /** Takes over a leaf (level 0) or a subtree of another version, unread; see {@link TreeWriter#add}. */
    void keep(int level, Child child) {
        tree.add(level, child);
    }

    /** The table, which is not stored itself. */
    TableRoot finish() {
        flush();
        return TableRoot.of(schema, keyIndex, tree.finish());
    }

    private void flush() {
        if (pending.rows() == 0) {
            return;
        }
        Cancellation.check();
        Columns rows = pending.build();
        List<Digest> pages = new ArrayList<>();
        List<Digest> sketches = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            Column of = schema.column(column);
            Digest page = objects.put(ObjectKind.PAGE, PageEncoder.encode(of.type(), rows.vector(column)));
            pages.add(page);
            sketches.add(sketch(column, rows.vector(column), page));
        }
        Digest id = objects.put(ObjectKind.LEAF, new Leaf(rows.rows(), pages, sketches).encode());
        KeyVector keys = keys(rows);
        tree.add(0, new Child(id, rows.rows(), keys.at(0), keys.at(rows.rows() - 1)));
        task.advance(rows.rows());
        pending = Columns.builder(schema);
    }

    /** A page tells its sketch only together with its column: two columns may have equal pages, and one may be personal. */
    private Digest sketch(int column, ColumnVector vector, Digest page) {
        if (before != null && before.pages().get(column).equals(page)) {
            return before.sketches().get(column);
        }
        return objects.put(
                ObjectKind.SKETCH,
                SketchBuilder.of(schema.column(column), vector).encode());
    }

    private KeyVector keys(Columns rows) {
        return KeyVector.of(schema.column(keyIndex), rows.vector(keyIndex));
    }
}
