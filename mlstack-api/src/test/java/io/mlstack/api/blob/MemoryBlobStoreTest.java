package io.mlstack.api.blob;

import java.time.InstantSource;

class MemoryBlobStoreTest extends BlobStoreContract {

    private final MemoryBlobStore place = new MemoryBlobStore(InstantSource.system());

    @Override
    protected BlobStore openStore() {
        return place.handle();
    }
}
