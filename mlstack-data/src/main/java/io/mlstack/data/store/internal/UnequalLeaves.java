package io.mlstack.data.store.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * The leaves of two tables that are not in both, each in key order. Subtrees that both have are not read.
 *
 * @param left of the earlier table
 * @param right of the later table
 */
record UnequalLeaves(List<Child> left, List<Child> right) {

    /** @param alike whether equal ids mean equal rows: a leaf names its pages by the position of the column */
    static UnequalLeaves between(TableReader before, TableReader after, boolean alike) {
        UnequalLeaves leaves = new UnequalLeaves(new ArrayList<>(), new ArrayList<>());
        TreeCursor left = new TreeCursor(before);
        TreeCursor right = new TreeCursor(after);
        while (alike && !left.atEnd() && !right.atEnd()) {
            leaves.step(left, right);
        }
        takeRest(left, leaves.left);
        takeRest(right, leaves.right);
        return leaves;
    }

    private void step(TreeCursor a, TreeCursor b) {
        if (a.level() == b.level() && a.current().id().equals(b.current().id())) {
            a.next();
            b.next();
        } else if (a.level() > b.level()) {
            a.descend();
        } else if (b.level() > a.level()) {
            b.descend();
        } else if (a.level() > 0) {
            a.descend();
            b.descend();
        } else {
            int order = a.current().last().compareTo(b.current().last());
            if (order <= 0) {
                take(a, left);
            }
            if (order >= 0) {
                take(b, right);
            }
        }
    }

    private static void takeRest(TreeCursor cursor, List<Child> leaves) {
        for (cursor.toLeaf(); !cursor.atEnd(); cursor.toLeaf()) {
            take(cursor, leaves);
        }
    }

    private static void take(TreeCursor leaf, List<Child> leaves) {
        leaves.add(leaf.current());
        leaf.next();
    }
}
