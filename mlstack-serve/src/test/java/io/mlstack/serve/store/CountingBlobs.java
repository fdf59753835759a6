package io.mlstack.serve.store;

import io.mlstack.api.blob.BlobSource;
import io.mlstack.api.blob.BlobStat;
import io.mlstack.api.blob.BlobStore;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Counts how often content is read. */
final class CountingBlobs implements BlobStore {

    private final BlobStore blobs;
    private final AtomicLong reads = new AtomicLong();

    CountingBlobs(BlobStore blobs) {
        this.blobs = blobs;
    }

    long reads() {
        return reads.get();
    }

    @Override
    public boolean putIfAbsent(String key, BlobSource content) {
        return blobs.putIfAbsent(key, content);
    }

    @Override
    public byte[] read(String key) {
        reads.incrementAndGet();
        return blobs.read(key);
    }

    @Override
    public byte[] read(String key, long offset, int length) {
        reads.incrementAndGet();
        return blobs.read(key, offset, length);
    }

    @Override
    public InputStream open(String key) {
        reads.incrementAndGet();
        return blobs.open(key);
    }

    @Override
    public Optional<BlobStat> stat(String key) {
        return blobs.stat(key);
    }

    @Override
    public Stream<BlobStat> list(String prefix) {
        return blobs.list(prefix);
    }

    @Override
    public boolean delete(String key) {
        return blobs.delete(key);
    }
}
