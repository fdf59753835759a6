package io.mlstack.data.store;

import io.mlstack.api.blob.BlobStore;
import io.mlstack.data.store.internal.LeafCut;
import io.mlstack.data.store.internal.NodeCut;
import io.mlstack.data.store.internal.TreeShape;
import java.time.Instant;
import java.time.InstantSource;

/** Stores for tests. */
public final class Stores {

    public static final Instant NOON = Instant.parse("2026-10-05T12:00:00Z");

    private Stores() {}

    /** A store in memory with leaves of about 8 rows, so that small tables have many. */
    public static DatasetStore small() {
        return small(new MemoryBlobs());
    }

    public static DatasetStore small(BlobStore blobs) {
        return withLeaves(blobs, 8);
    }

    public static DatasetStore withLeaves(BlobStore blobs, int rows) {
        return DatasetStore.open(blobs, new TreeShape(new LeafCut(rows), new NodeCut(4)))
                .as("ana")
                .clock(InstantSource.fixed(NOON));
    }
}
