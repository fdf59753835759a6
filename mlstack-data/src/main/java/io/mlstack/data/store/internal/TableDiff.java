package io.mlstack.data.store.internal;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.Columns;
import java.util.ArrayList;
import java.util.List;

/**
 * All that differs between two versions of a table, as {@link DiffWalk} finds it. Immutable.
 *
 * @param added rows of the later version, in key order
 * @param removed rows of the earlier version, in key order
 * @param changed in key order
 */
public record TableDiff(Columns added, Columns removed, List<RowDelta> changed) {

    /** Takes a copy of the list. */
    public TableDiff {
        changed = List.copyOf(changed);
    }

    static TableDiff between(TableReader before, TableReader after) {
        Columns.Builder added = Columns.builder(after.root().schema());
        Columns.Builder removed = Columns.builder(before.root().schema());
        List<RowDelta> changed = new ArrayList<>();
        DiffWalk walk = new DiffWalk(before, after);
        while (walk.next()) {
            LeafCursor left = walk.left();
            LeafCursor right = walk.right();
            switch (walk.kind()) {
                case ADDED -> added.append(right.rows(), right.row(), right.row() + 1);
                case REMOVED -> removed.append(left.rows(), left.row(), left.row() + 1);
                case CHANGED -> changed.add(changed(walk, after));
            }
        }
        return new TableDiff(added.build(), removed.build(), changed);
    }

    private static RowDelta changed(DiffWalk walk, TableReader after) {
        int leftRow = walk.left().row();
        int rightRow = walk.right().row();
        List<CellDelta> cells = new ArrayList<>();
        for (ColumnPair pair : walk.cells()) {
            Column column = after.root().schema().column(pair.right());
            Object before = walk.left().block(pair.left()).value(leftRow);
            cells.add(new CellDelta(
                    column, before, walk.right().block(pair.right()).value(rightRow)));
        }
        return new RowDelta(walk.key(), walk.right().keyValue(rightRow), cells);
    }
}
