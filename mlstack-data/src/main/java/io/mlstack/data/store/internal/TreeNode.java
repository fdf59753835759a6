package io.mlstack.data.store.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * An inner node of the tree over the rows of a table.
 *
 * @param level 1 where the children are leaves
 * @param children in the order of their keys, at least one
 */
record TreeNode(int level, List<Child> children) {

    TreeNode {
        children = List.copyOf(children);
    }

    long rows() {
        return children.stream().mapToLong(Child::rows).sum();
    }

    /** How the node above lists this one. */
    Child listed(ObjectWriter objects) {
        Child first = children.get(0);
        Child last = children.get(children.size() - 1);
        return new Child(objects.put(ObjectKind.TREE_NODE, encode()), rows(), first.first(), last.last());
    }

    /** Position of the first child that may hold {@code key}: the first whose last key is not below it. */
    int childFor(Key key) {
        int low = 0;
        int high = children.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (children.get(middle).last().compareTo(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    byte[] encode() {
        ByteSink out = new ByteSink().i32(level).i32(children.size());
        children.forEach(child -> child.write(out));
        return out.toArray();
    }

    /** @throws io.mlstack.api.error.CorruptDataException if it is no node, or its children are not in order */
    static TreeNode decode(byte[] bytes, boolean isText, String place) {
        ByteSource in = new ByteSource(bytes, place);
        int level = in.count();
        int count = in.count();
        List<Child> children = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Child child = Child.read(in, isText);
            if (i > 0 && children.get(i - 1).last().compareTo(child.first()) >= 0) {
                throw in.corrupt("a tree node lists child " + i + " out of order");
            }
            children.add(child);
        }
        in.end();
        if (level < 1 || children.isEmpty()) {
            throw in.corrupt("a tree node of level " + level + " has " + count + " children");
        }
        return new TreeNode(level, children);
    }
}
