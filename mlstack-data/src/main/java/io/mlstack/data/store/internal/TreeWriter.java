package io.mlstack.data.store.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tree over leaves that come in the order of their keys; holds one node of each level. Not thread-safe.
 *
 * <p>The same leaves give the same tree, whether they come one by one or as subtrees of another version.
 */
final class TreeWriter {

    private final NodeCut cut;
    private final ObjectWriter objects;
    private final boolean isText;

    /** By level, from the leaves up: the children of the node in the making. */
    private final List<List<Child>> pending = new ArrayList<>();

    TreeWriter(NodeCut cut, ObjectWriter objects, boolean isText) {
        this.cut = cut;
        this.objects = objects;
        this.isText = isText;
    }

    /** The top of a tree. */
    record Top(int height, @Nullable Child child) {}

    /**
     * Adds a leaf, or a whole subtree, which is not read.
     *
     * @param level 0 for a leaf; else {@link #atBoundary} must say yes, and the subtree must have ended where it did in its
     *     own tree by the rule, or be the last of both trees
     */
    void add(int level, Child child) {
        while (pending.size() <= level) {
            pending.add(new ArrayList<>());
        }
        List<Child> siblings = pending.get(level);
        siblings.add(child);
        if (cut.endsAfter(child, level, siblings.size())) {
            close(level);
        }
    }

    /** Whether no node below {@code level} is half done. */
    boolean atBoundary(int level) {
        for (int below = 0; below < Math.min(level, pending.size()); below++) {
            if (!pending.get(below).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Closes what is open, from below; the only child of the highest level is the top. */
    Top finish() {
        for (int level = 0; level < pending.size(); level++) {
            List<Child> siblings = pending.get(level);
            if (level == pending.size() - 1 && siblings.size() == 1) {
                return unwrapped(level, siblings.get(0));
            }
            if (!siblings.isEmpty()) {
                close(level);
            }
        }
        return new Top(0, null);
    }

    private void close(int level) {
        TreeNode node = new TreeNode(level + 1, pending.get(level));
        pending.get(level).clear();
        add(level + 1, node.listed(objects));
    }

    /** A subtree from the right edge of another version may have nodes of one child at its top. */
    private Top unwrapped(int level, Child child) {
        Child top = child;
        int height = level;
        while (height > 0) {
            TreeNode node = TreeNode.decode(
                    objects.read(ObjectKind.TREE_NODE, top.id()),
                    isText,
                    objects.place(ObjectKind.TREE_NODE, top.id()));
            if (node.children().size() > 1) {
                break;
            }
            top = node.children().get(0);
            height--;
        }
        return new Top(height, top);
    }
}
