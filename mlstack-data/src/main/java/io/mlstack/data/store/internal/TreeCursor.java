package io.mlstack.data.store.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Walks the tree of a table in key order, as deep as it is asked to: it stands on a leaf or a node, steps over it or into it.
 * Nodes are read when they are stepped into. Not thread-safe.
 */
final class TreeCursor {

    private final TableReader table;
    private final Deque<Frame> path = new ArrayDeque<>();

    /** Stands on the top. */
    TreeCursor(TableReader table) {
        this.table = table;
        Child top = table.root().top();
        if (top != null) {
            path.push(new Frame(new TreeNode(table.root().height() + 1, List.of(top))));
        }
    }

    boolean atEnd() {
        return path.isEmpty();
    }

    /** 0 on a leaf. */
    int level() {
        return frame().node.level() - 1;
    }

    Child current() {
        return frame().node.children().get(frame().position);
    }

    /** Steps over the current leaf or node, to the highest one that begins after it. */
    void next() {
        frame().position++;
        while (!path.isEmpty() && frame().position == frame().node.children().size()) {
            path.pop();
            if (!path.isEmpty()) {
                frame().position++;
            }
        }
    }

    /** Steps to the first child of the current node. */
    void descend() {
        path.push(new Frame(table.node(current(), level())));
    }

    /** Steps down to a leaf, unless at the end. */
    void toLeaf() {
        while (!atEnd() && level() > 0) {
            descend();
        }
    }

    private Frame frame() {
        return path.element();
    }

    private static final class Frame {
        private final TreeNode node;
        private int position;

        Frame(TreeNode node) {
            this.node = node;
        }
    }
}
