package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;

/**
 * A leaf or a node as the node above it lists it.
 *
 * @param rows in all leaves below, at least 1
 * @param first key of the first row
 * @param last key of the last row
 */
record Child(Digest id, long rows, Key first, Key last) {

    void write(ByteSink out) {
        out.digest(id).i64(rows);
        first.write(out);
        last.write(out);
    }

    static Child read(ByteSource in, boolean isText) {
        Child child = new Child(in.digest(), in.i64(), Key.read(in, isText), Key.read(in, isText));
        if (child.rows < 1 || child.first.compareTo(child.last) > 0) {
            throw in.corrupt("lists a block of " + child.rows + " rows whose keys are not in order");
        }
        return child;
    }
}
