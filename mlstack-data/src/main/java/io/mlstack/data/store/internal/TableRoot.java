package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a data set at one version: the schema, and the top of the tree over its leaves.
 *
 * <p>Its id is a function of the schema and the rows alone.
 */
public final class TableRoot {

    /** More levels than any table has whose rows have a number. */
    private static final int MAX_HEIGHT = 64;

    private final Schema schema;
    private final int keyIndex;
    private final TreeWriter.Top top;
    private final byte[] bytes;
    private final Digest id;

    private TableRoot(Schema schema, int keyIndex, TreeWriter.Top top, byte[] bytes) {
        this.schema = schema;
        this.keyIndex = keyIndex;
        this.top = top;
        this.bytes = bytes;
        this.id = StoredObject.idOf(ObjectKind.TABLE, bytes);
    }

    static TableRoot of(Schema schema, int keyIndex, TreeWriter.Top top) {
        ByteSink out = new ByteSink();
        out.sized(schema.toJson().canonicalBytes()).i32(keyIndex);
        out.i32(top.height()).i32(top.child() == null ? 0 : 1);
        if (top.child() != null) {
            top.child().write(out);
        }
        return new TableRoot(schema, keyIndex, top, out.toArray());
    }

    /** A table without rows. */
    static TableRoot empty(Schema schema, int keyIndex) {
        return of(schema, keyIndex, new TreeWriter.Top(0, null));
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
        int height = in.count();
        int tops = in.count();
        if (height > MAX_HEIGHT || tops > 1 || tops == 0 && height > 0) {
            throw in.corrupt("has a tree of height " + height + " with " + tops + " tops");
        }
        boolean isText = KeyVector.isText(schema.column(keyIndex).type());
        TreeWriter.Top top = new TreeWriter.Top(height, tops == 0 ? null : Child.read(in, isText));
        in.end();
        return new TableRoot(schema, keyIndex, top, bytes);
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

    boolean hasTextKey() {
        return KeyVector.isText(key().type());
    }

    /** Number of rows. */
    public long rows() {
        return top.child() == null ? 0 : top.child().rows();
    }

    /** The name of the rows: equal for equal schema and rows. */
    public Digest id() {
        return id;
    }

    /** Levels of nodes above the leaves. */
    int height() {
        return top.height();
    }

    /** The leaf or node that holds all rows; null if there are none. */
    @Nullable
    Child top() {
        return top.child();
    }

    StoredObject toObject() {
        return new StoredObject(ObjectKind.TABLE, id, bytes);
    }
}
