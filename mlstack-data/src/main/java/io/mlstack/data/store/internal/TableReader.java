package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a table leaf by leaf. Immutable. */
final class TableReader {

    private final ObjectReader objects;
    private final TableRoot root;

    TableReader(ObjectReader objects, TableRoot root) {
        this.objects = objects;
        this.root = root;
    }

    TableRoot root() {
        return root;
    }

    /** A node of the tree, checked against what the node above says of it. */
    TreeNode node(Child child, int level) {
        String place = objects.place(ObjectKind.TREE_NODE, child.id());
        TreeNode node = TreeNode.decode(objects.read(ObjectKind.TREE_NODE, child.id()), root.hasTextKey(), place);
        Key first = node.children().get(0).first();
        Key last = node.children().get(node.children().size() - 1).last();
        if (node.level() != level
                || node.rows() != child.rows()
                || !first.equals(child.first())
                || !last.equals(child.last())) {
            throw ByteSource.corrupt(place, "a tree node is not what the node above says");
        }
        return node;
    }

    /** The page list of a leaf. */
    Leaf leaf(Child entry) {
        byte[] bytes = objects.read(ObjectKind.LEAF, entry.id());
        Leaf leaf = Leaf.decode(bytes, objects.place(ObjectKind.LEAF, entry.id()));
        if (leaf.rows() != entry.rows() || leaf.pages().size() != root.schema().size()) {
            throw ByteSource.corrupt(
                    objects.place(ObjectKind.LEAF, entry.id()),
                    "a leaf has " + leaf.rows() + " rows and " + leaf.pages().size() + " columns where its table says "
                            + entry.rows() + " and " + root.schema().size());
        }
        return leaf;
    }

    /** The values of one column of a leaf. */
    ColumnVector column(Leaf leaf, int column) {
        Digest page = leaf.pages().get(column);
        return PageDecoder.decode(
                objects.read(ObjectKind.PAGE, page),
                root.schema().column(column).type(),
                leaf.rows(),
                objects.place(ObjectKind.PAGE, page));
    }

    /** What is known of one column of a leaf. */
    ColumnSketch sketch(Leaf leaf, int column) {
        Digest id = leaf.sketches().get(column);
        ColumnSketch sketch =
                ColumnSketch.decode(objects.read(ObjectKind.SKETCH, id), objects.place(ObjectKind.SKETCH, id));
        Column of = root.schema().column(column);
        if (sketch.rows() != leaf.rows() || sketch.domain() != SketchBuilder.domain(of)) {
            throw ByteSource.corrupt(
                    objects.place(ObjectKind.SKETCH, id),
                    "a sketch of " + sketch.rows() + " rows is not one of column " + of.name());
        }
        return sketch;
    }

    /** What is known of every column of some leaves; reads their sketches and no page. */
    List<ColumnSketch> sketches(Iterable<Child> leaves) {
        List<SketchFold> folds = root.schema().columns().stream()
                .map(column -> new SketchFold(SketchBuilder.domain(column)))
                .toList();
        for (Child child : leaves) {
            Leaf leaf = leaf(child);
            for (int column = 0; column < folds.size(); column++) {
                folds.get(column).add(sketch(leaf, column));
            }
        }
        return folds.stream().map(SketchFold::result).toList();
    }

    /** All rows of a leaf. */
    Columns rows(Child entry) {
        return rows(entry, leaf(entry));
    }

    Columns rows(Child entry, Leaf leaf) {
        List<ColumnVector> vectors = new ArrayList<>();
        for (int column = 0; column < root.schema().size(); column++) {
            vectors.add(column(leaf, column));
        }
        try {
            return Columns.of(root.schema(), vectors);
        } catch (InvalidInputException e) {
            throw ByteSource.corrupt(
                    objects.place(ObjectKind.LEAF, entry.id()), "a leaf does not fit its schema: " + e.getMessage());
        }
    }

    KeyVector keys(Columns rows) {
        return KeyVector.of(root.key(), rows.vector(root.keyIndex()));
    }

    /** The rows that have these keys; keys without a row are passed over. */
    Columns find(List<Key> sortedKeys) {
        List<Columns> parts = new ArrayList<>();
        Child top = root.top();
        if (top != null && !sortedKeys.isEmpty()) {
            find(sortedKeys, top, root.height(), parts);
        }
        return Columns.concat(root.schema(), parts);
    }

    /** All keys lie below or in the child, or beyond the last row of the table. */
    private void find(List<Key> sortedKeys, Child child, int level, List<Columns> parts) {
        if (level == 0) {
            parts.add(taken(sortedKeys, child));
            return;
        }
        TreeNode node = node(child, level);
        int from = 0;
        while (from < sortedKeys.size()) {
            int position = node.childFor(sortedKeys.get(from));
            if (position == node.children().size()) {
                return;
            }
            Child next = node.children().get(position);
            int to = from + 1;
            while (to < sortedKeys.size() && sortedKeys.get(to).compareTo(next.last()) <= 0) {
                to++;
            }
            find(sortedKeys.subList(from, to), next, level - 1, parts);
            from = to;
        }
    }

    private Columns taken(List<Key> sortedKeys, Child leaf) {
        Columns rows = rows(leaf);
        KeyVector keys = keys(rows);
        int[] positions = sortedKeys.stream()
                .mapToInt(keys::find)
                .filter(position -> position >= 0)
                .toArray();
        return rows.take(positions);
    }

    /** The leaf in which the row of that key is, if it is anywhere; null if the key is above all. */
    @Nullable
    Child leafOf(Key key) {
        Child child = root.top();
        for (int level = root.height(); child != null && level > 0; level--) {
            TreeNode node = node(child, level);
            int position = node.childFor(key);
            child = position == node.children().size() ? null : node.children().get(position);
        }
        return child;
    }

    /** How many rows have a key below {@code key}. */
    long rank(Key key) {
        Child child = root.top();
        if (child == null) {
            return 0;
        }
        long below = 0;
        for (int level = root.height(); level > 0; level--) {
            List<Child> children = node(child, level).children();
            int position = 0;
            while (position < children.size() - 1
                    && children.get(position).last().compareTo(key) < 0) {
                below += children.get(position++).rows();
            }
            child = children.get(position);
        }
        int found = keys(rows(child)).find(key);
        return below + (found >= 0 ? found : -found - 1);
    }

    /** The row at that place in the order of the keys, as a block of one. */
    Columns row(long index) {
        Child child = root.top();
        if (child == null || index < 0 || index >= child.rows()) {
            throw new IndexOutOfBoundsException(
                    "row " + index + " of a table of " + root.rows() + "; rows are counted from 0");
        }
        long rest = index;
        for (int level = root.height(); level > 0; level--) {
            TreeNode node = node(child, level);
            int position = 0;
            while (rest >= node.children().get(position).rows()) {
                rest -= node.children().get(position++).rows();
            }
            child = node.children().get(position);
        }
        return rows(child).take(new int[] {(int) rest});
    }
}
