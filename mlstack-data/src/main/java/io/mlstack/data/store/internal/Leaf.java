package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of rows: one page a column, in the order of the schema.
 *
 * @param rows at least 1
 * @param pages one a column
 * @param sketches what is known of each page
 */
record Leaf(int rows, List<Digest> pages, List<Digest> sketches) {

    Leaf {
        pages = List.copyOf(pages);
        sketches = List.copyOf(sketches);
    }

    byte[] encode() {
        ByteSink out = new ByteSink().i32(rows).i32(pages.size());
        pages.forEach(out::digest);
        sketches.forEach(out::digest);
        return out.toArray();
    }

    static Leaf decode(byte[] bytes, String place) {
        ByteSource in = new ByteSource(bytes, place);
        int rows = in.count();
        int count = in.count();
        List<Digest> pages = digests(in, count);
        List<Digest> sketches = digests(in, count);
        in.end();
        return new Leaf(rows, pages, sketches);
    }

    private static List<Digest> digests(ByteSource in, int count) {
        List<Digest> digests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            digests.add(in.digest());
        }
        return digests;
    }
}
