package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.table.Columns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What differs between two versions of a table, row by row. Leaves that both have are never read, and of leaves with the
 * same keys only the pages that differ: the cost follows the change. Immutable.
 *
 * <p>A row changed if a value of a column that both versions have is another one. A column that only one has is a change of
 * the schema, not of every row.
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
        return new Walk(before, after).walk();
    }

    private static final class Walk {
        private final List<ColumnPair> pairs;
        private final LeafCursor left;
        private final LeafCursor right;
        private final int leftKey;
        private final int rightKey;
        private final TableReader after;
        private final List<RowDelta> changed = new ArrayList<>();

        Walk(TableReader before, TableReader after) {
            this.after = after;
            this.leftKey = before.root().keyIndex();
            this.rightKey = after.root().keyIndex();
            this.pairs = ColumnPair.of(before.root().schema(), after.root().schema()).stream()
                    .filter(pair -> pair.right() != rightKey)
                    .toList();
            Set<Digest> shared = samePlaces() ? shared(before.root(), after.root()) : Set.of();
            this.left = new LeafCursor(before, without(shared, before.root()));
            this.right = new LeafCursor(after, without(shared, after.root()));
        }

        TableDiff walk() {
            while (!left.atEnd() || !right.atEnd()) {
                if (left.atEnd()) {
                    right.collect();
                } else if (right.atEnd()) {
                    left.collect();
                } else if (haveSameKeys()) {
                    compareLeaves();
                } else {
                    compareRows();
                }
            }
            return new TableDiff(right.collected(), left.collected(), changed);
        }

        /** A leaf names its pages by position, so equal leaves mean equal rows only where the columns lie alike. */
        private boolean samePlaces() {
            return leftKey == rightKey && pairs.stream().allMatch(pair -> pair.left() == pair.right());
        }

        private static Set<Digest> shared(TableRoot before, TableRoot after) {
            Set<Digest> shared = ids(before);
            shared.retainAll(ids(after));
            return shared;
        }

        private static Set<Digest> ids(TableRoot root) {
            Set<Digest> ids = new HashSet<>();
            root.leaves().forEach(leaf -> ids.add(leaf.id()));
            return ids;
        }

        private static List<LeafEntry> without(Set<Digest> shared, TableRoot root) {
            return root.leaves().stream()
                    .filter(leaf -> !shared.contains(leaf.id()))
                    .toList();
        }

        private boolean haveSameKeys() {
            return left.atLeafStart()
                    && right.atLeafStart()
                    && left.page(leftKey).equals(right.page(rightKey));
        }

        private void compareLeaves() {
            List<ColumnPair> unequal = pairs.stream()
                    .filter(pair -> !left.page(pair.left()).equals(right.page(pair.right())))
                    .toList();
            int rows = unequal.isEmpty() ? 0 : left.leafRows();
            for (int row = 0; row < rows; row++) {
                compareCells(unequal, row, row);
            }
            left.skipLeaf();
            right.skipLeaf();
        }

        private void compareRows() {
            int order = left.compareKeys(right);
            if (order < 0) {
                left.collect();
            } else if (order > 0) {
                right.collect();
            } else {
                compareCells(pairs, left.row(), right.row());
                left.step();
                right.step();
            }
        }

        private void compareCells(List<ColumnPair> columns, int leftRow, int rightRow) {
            List<CellDelta> cells = new ArrayList<>();
            for (ColumnPair pair : columns) {
                CellEquality.Block a = left.block(pair.left());
                CellEquality.Block b = right.block(pair.right());
                if (!pair.equality().equal(a, leftRow, b, rightRow)) {
                    cells.add(new CellDelta(
                            after.root().schema().column(pair.right()), a.value(leftRow), b.value(rightRow)));
                }
            }
            if (!cells.isEmpty()) {
                changed.add(new RowDelta(right.keys().at(rightRow), right.keyValue(rightRow), cells));
            }
        }
    }
}
