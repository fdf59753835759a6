package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of rows: one page a column, in the order of the schema.
 *
 * @param rows at least 1
 */
record Leaf(int rows, List<Digest> pages) {

    Leaf {
        pages = List.copyOf(pages);
    }

    byte[] encode() {
        ByteSink out = new ByteSink().i32(rows).i32(pages.size());
        pages.forEach(out::digest);
        return out.toArray();
    }

    static Leaf decode(byte[] bytes, String place) {
        ByteSource in = new ByteSource(bytes, place);
        int rows = in.count();
        int count = in.count();
        List<Digest> pages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pages.add(in.digest());
        }
        in.end();
        return new Leaf(rows, pages);
    }
}
