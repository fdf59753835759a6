package io.mlstack.data.store.internal;

import io.mlstack.api.progress.ProgressTask;
import io.mlstack.api.table.Columns;

/** Applies edits to a table; leaves and subtrees without one are taken over unread. */
final class TableEditor {

    private final TableReader table;
    private final Edits edits;
    private final Replaced listener;
    private final TableWriter writer;

    private TableEditor(TableReader table, Edits edits, Replaced listener, TableWriter writer) {
        this.table = table;
        this.edits = edits;
        this.listener = listener;
        this.writer = writer;
    }

    /** Hears of rows that are put in the place of one with the same key. */
    interface Replaced {

        /** Nobody minds. */
        Replaced ALLOWED = (rows, row) -> {};

        void replaced(Columns rows, int row);
    }

    /**
     * A new version of a table; the same as if all its rows had been written anew.
     *
     * @param source edits of the table's schema; to take out what is not there is no change
     */
    static TableRoot apply(
            TableReader table,
            EditBlock.Source source,
            Replaced listener,
            TreeShape shape,
            ObjectWriter objects,
            ProgressTask task) {
        TableRoot root = table.root();
        TableWriter writer = new TableWriter(root.schema(), root.keyIndex(), shape, objects, task);
        TableEditor editor = new TableEditor(table, new Edits(source, root.keyIndex()), listener, writer);
        Child top = root.top();
        if (top == null) {
            editor.applyRest();
        } else {
            editor.rewrite(top, root.height(), true);
        }
        return writer.finish();
    }

    /** @param last whether nothing follows in the whole table, so that all edits that are left belong here */
    private void rewrite(Child child, int level, boolean last) {
        boolean touched = last ? !edits.atEnd() : edits.hasUpTo(child.last());
        if (!touched && writer.atBoundary(level)) {
            writer.keep(level, child);
        } else if (level == 0) {
            rewriteLeaf(child, last);
        } else {
            TreeNode node = table.node(child, level);
            for (int i = 0; i < node.children().size(); i++) {
                boolean lastChild = last && i == node.children().size() - 1;
                rewrite(node.children().get(i), level - 1, lastChild);
            }
        }
    }

    private void rewriteLeaf(Child leaf, boolean last) {
        Leaf pages = table.leaf(leaf);
        writer.comesNext(pages);
        Columns rows = table.rows(leaf, pages);
        KeyVector keys = table.keys(rows);
        int row = 0;
        while (edits.hasUpTo(leaf.last())) {
            int found = keys.find(edits.key(), row);
            int stop = found >= 0 ? found : -found - 1;
            writer.add(rows, keys, row, stop);
            row = found >= 0 ? stop + 1 : stop;
            if (!edits.isPut()) {
                edits.skipTo(edits.row() + 1);
            } else if (found >= 0) {
                listener.replaced(edits.rows(), edits.row());
                put(edits.row() + 1);
            } else {
                put(edits.endOfPutsBelow(keys.at(stop)));
            }
        }
        writer.add(rows, keys, row, rows.rows());
        if (last) {
            applyRest();
        }
    }

    /** Applies the edits that are left, beyond the last row. */
    private void applyRest() {
        while (!edits.atEnd()) {
            if (edits.isPut()) {
                put(edits.endOfPutsBelow(null));
            } else {
                edits.skipTo(edits.row() + 1);
            }
        }
    }

    private void put(int end) {
        writer.add(edits.rows(), edits.keys(), edits.row(), end);
        edits.skipTo(end);
    }
}
