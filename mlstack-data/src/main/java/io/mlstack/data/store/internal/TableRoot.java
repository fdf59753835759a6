package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a data set at one version: the schema, and the leaves in the order of their keys.
 *
 * <p>Its id is a function of the schema and the rows alone.
 */
public final class TableRoot {

    private final Schema schema;
    private final int keyIndex;
    private final List<LeafEntry> leaves;
    private final long rows;
    private final byte[] bytes;
    private final Digest id;

    private TableRoot(Schema schema, int keyIndex, List<LeafEntry> leaves, byte[] bytes) {
        this.schema = schema;
        this.keyIndex = keyIndex;
        this.leaves = List.copyOf(leaves);
        this.rows = leaves.stream().mapToLong(LeafEntry::rows).sum();
        this.bytes = bytes;
        this.id = StoredObject.idOf(ObjectKind.TABLE, bytes);
    }

    static TableRoot of(Schema schema, int keyIndex, List<LeafEntry> leaves) {
        ByteSink out = new ByteSink();
        out.sized(schema.toJson().canonicalBytes()).i32(keyIndex).i32(leaves.size());
        for (LeafEntry leaf : leaves) {
            out.digest(leaf.id()).i32(leaf.rows());
            leaf.first().write(out);
            leaf.last().write(out);
        }
        return new TableRoot(schema, keyIndex, leaves, out.toArray());
    }

    static TableRoot decode(byte[] bytes, String place) {
        ByteSource in = new ByteSource(bytes, place);
        Schema schema;
        try {
            schema = Schema.fromJson(Json.parse(in.sized(), place));
        } catch (InvalidInputException e) {
            throw in.corrupt("has a schema that cannot be read: " + e.getMessage());
        }
        int keyIndex = in.count();
        if (keyIndex >= schema.size()) {
            throw in.corrupt("is keyed by column " + keyIndex + " of " + schema.size());
        }
        boolean isText = KeyVector.isText(schema.column(keyIndex).type());
        int count = in.count();
        List<LeafEntry> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(new LeafEntry(in.digest(), in.count(), Key.read(in, isText), Key.read(in, isText)));
        }
        in.end();
        return new TableRoot(schema, keyIndex, leaves, bytes);
    }

    /** What the rows look like. */
    public Schema schema() {
        return schema;
    }

    /** Position of the key column in the schema. */
    int keyIndex() {
        return keyIndex;
    }

    /** The column whose values name the rows. */
    public Column key() {
        return schema.column(keyIndex);
    }

    /** Number of rows. */
    public long rows() {
        return rows;
    }

    /** The name of the rows: equal for equal schema and rows. */
    public Digest id() {
        return id;
    }

    List<LeafEntry> leaves() {
        return leaves;
    }

    StoredObject toObject() {
        return new StoredObject(ObjectKind.TABLE, id, bytes);
    }

    /** Position of the first leaf that may hold {@code key}: the first whose last key is not below it. */
    int leafFor(Key key) {
        int low = 0;
        int high = leaves.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (leaves.get(middle).last().compareTo(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
