package io.mlstack.data.store.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks what differs between two versions of a table, row by row in the order of the keys. Subtrees and leaves that both have
 * are never read, and of leaves with the same keys only the pages that differ: the cost follows the change. Holds one leaf of
 * each version; not thread-safe.
 *
 * <p>A row changed if a value of a column that both versions have is another one. A column that only one has is a change of
 * the schema, not of every row.
 */
final class DiffWalk {

    private final int leftKey;
    private final int rightKey;
    private final List<ColumnPair> pairs;
    private final LeafCursor left;
    private final LeafCursor right;

    /** Where both stand in leaves with the same keys: the columns whose pages differ. */
    private @Nullable List<ColumnPair> unequal;

    private @Nullable Kind kind;
    private List<ColumnPair> cells = List.of();

    /** What happened to a row. */
    enum Kind {
        /** Only the later version has it. */
        ADDED,
        /** Only the earlier version has it. */
        REMOVED,
        /** Both have it, with other values. */
        CHANGED
    }

    DiffWalk(TableReader before, TableReader after) {
        this.leftKey = before.root().keyIndex();
        this.rightKey = after.root().keyIndex();
        this.pairs = ColumnPair.of(before.root().schema(), after.root().schema()).stream()
                .filter(pair -> pair.right() != rightKey)
                .toList();
        // A leaf names its pages by position, so equal leaves mean equal rows only where the columns lie alike.
        boolean alike = leftKey == rightKey && pairs.stream().allMatch(pair -> pair.left() == pair.right());
        UnequalLeaves leaves = UnequalLeaves.between(before, after, alike);
        this.left = new LeafCursor(before, leaves.left());
        this.right = new LeafCursor(after, leaves.right());
    }

    /** Goes on to the next row that differs; false if there is none. */
    boolean next() {
        stepOver();
        while (!left.atEnd() || !right.atEnd()) {
            if (right.atEnd()) {
                return found(Kind.REMOVED);
            }
            if (left.atEnd()) {
                return found(Kind.ADDED);
            }
            if (left.atLeafStart() && right.atLeafStart()) {
                unequal = unequalPages();
            }
            if (unequal != null && unequal.isEmpty()) {
                left.skipLeaf();
                right.skipLeaf();
                continue;
            }
            int order = unequal != null ? 0 : left.compareKeys(right);
            if (order != 0) {
                return found(order < 0 ? Kind.REMOVED : Kind.ADDED);
            }
            cells = differing(unequal != null ? unequal : pairs);
            if (!cells.isEmpty()) {
                return found(Kind.CHANGED);
            }
            left.step();
            right.step();
        }
        return false;
    }

    Kind kind() {
        if (kind == null) {
            throw new IllegalStateException("the walk has not begun or is over");
        }
        return kind;
    }

    Key key() {
        return kind() == Kind.REMOVED ? left.key() : right.key();
    }

    /** Of a changed row: the columns whose values differ. */
    List<ColumnPair> cells() {
        return cells;
    }

    /** Stands on the row of the earlier version, unless it was added. */
    LeafCursor left() {
        return left;
    }

    /** Stands on the row of the later version, unless it was removed. */
    LeafCursor right() {
        return right;
    }

    private boolean found(Kind what) {
        kind = what;
        return true;
    }

    private void stepOver() {
        if (kind == Kind.REMOVED || kind == Kind.CHANGED) {
            left.step();
        }
        if (kind == Kind.ADDED || kind == Kind.CHANGED) {
            right.step();
        }
        kind = null;
    }

    /** Null if the leaves have other keys. */
    private @Nullable List<ColumnPair> unequalPages() {
        if (!left.page(leftKey).equals(right.page(rightKey))) {
            return null;
        }
        return pairs.stream()
                .filter(pair -> !left.page(pair.left()).equals(right.page(pair.right())))
                .toList();
    }

    private List<ColumnPair> differing(List<ColumnPair> columns) {
        List<ColumnPair> found = null;
        for (ColumnPair pair : columns) {
            if (!pair.equality().equal(left.block(pair.left()), left.row(), right.block(pair.right()), right.row())) {
                found = found == null ? new ArrayList<>() : found;
                found.add(pair);
            }
        }
        return found == null ? List.of() : found;
    }
}
