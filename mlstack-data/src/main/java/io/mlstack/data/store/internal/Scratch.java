package io.mlstack.data.store.internal;

import io.mlstack.api.blob.BlobStore;
import io.mlstack.api.blob.LocalBlobStore;
import io.mlstack.api.blob.StagedBlob;
import java.util.Optional;

/** Files for what a commit cannot hold in memory. */
interface Scratch {

    /** No files: everything is held. */
    Scratch NONE = Optional::empty;

    /** A new empty file, which is gone when it is closed; empty if there are no files. */
    Optional<StagedBlob> create();

    /**
     * Files in the staging folder of a store, where what a dead process left is removed by a later one. A store that is no
     * folder has none.
     */
    static Scratch in(BlobStore blobs) {
        return blobs instanceof LocalBlobStore local ? () -> Optional.of(local.stage()) : NONE;
    }
}
