package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import java.util.ArrayList;
import java.util.List;

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

    /** The page list of a leaf. */
    Leaf leaf(LeafEntry entry) {
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

    /** All rows of a leaf. */
    Columns rows(LeafEntry entry) {
        Leaf leaf = leaf(entry);
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
        int next = 0;
        while (next < sortedKeys.size()) {
            int position = root.leafFor(sortedKeys.get(next));
            if (position == root.leaves().size()) {
                break;
            }
            LeafEntry entry = root.leaves().get(position);
            Columns rows = rows(entry);
            KeyVector keys = keys(rows);
            List<Integer> taken = new ArrayList<>();
            for (; next < sortedKeys.size() && sortedKeys.get(next).compareTo(entry.last()) <= 0; next++) {
                int row = keys.find(sortedKeys.get(next));
                if (row >= 0) {
                    taken.add(row);
                }
            }
            parts.add(rows.take(taken.stream().mapToInt(i -> i).toArray()));
        }
        return Columns.concat(root.schema(), parts);
    }
}
