package io.mlstack.data.store;

import io.mlstack.api.blob.BlobKey;
import io.mlstack.api.blob.BlobSource;
import io.mlstack.api.blob.BlobStat;
import io.mlstack.api.blob.BlobStore;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Blobs in memory, which tests can damage and whose reads they can count. */
public class MemoryBlobs implements BlobStore {

    private final ConcurrentSkipListMap<String, byte[]> blobs = new ConcurrentSkipListMap<>();
    private volatile long reads;

    /** A copy that changes nothing here. */
    public MemoryBlobs copy() {
        MemoryBlobs copy = new MemoryBlobs();
        copy.blobs.putAll(blobs);
        return copy;
    }

    public List<String> keys() {
        return List.copyOf(blobs.keySet());
    }

    public byte[] bytes(String key) {
        return blobs.get(key).clone();
    }

    /** Replaces what a store would never replace. */
    public void damage(String key, byte[] bytes) {
        blobs.put(key, bytes);
    }

    /** How many ranges were read. */
    public long reads() {
        return reads;
    }

    @Override
    public boolean putIfAbsent(String key, BlobSource content) {
        BlobKey.check(key);
        try (InputStream in = content.open()) {
            return blobs.putIfAbsent(key, in.readAllBytes()) == null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] read(String key) {
        return existing(key).clone();
    }

    private byte[] existing(String key) {
        byte[] bytes = blobs.get(key);
        if (bytes == null) {
            throw new NotFoundException(new Finding("memory.missing", key, "does not exist", ""));
        }
        return bytes;
    }

    @Override
    public byte[] read(String key, long offset, int length) {
        reads++;
        byte[] bytes = existing(key);
        if (offset < 0 || length < 0 || offset + length > bytes.length) {
            throw new InvalidInputException(new Finding("memory.range", key, "has " + bytes.length + " bytes", ""));
        }
        return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
    }

    @Override
    public InputStream open(String key) {
        return new ByteArrayInputStream(read(key));
    }

    @Override
    public Optional<BlobStat> stat(String key) {
        return Optional.ofNullable(blobs.get(key)).map(bytes -> new BlobStat(key, bytes.length, Instant.EPOCH));
    }

    @Override
    public Stream<BlobStat> list(String prefix) {
        return blobs.entrySet().stream()
                .filter(e -> e.getKey().startsWith(prefix))
                .map(e -> new BlobStat(e.getKey(), e.getValue().length, Instant.EPOCH));
    }

    @Override
    public boolean delete(String key) {
        return blobs.remove(key) != null;
    }

    @Override
    public String toString() {
        return "memory";
    }
}
