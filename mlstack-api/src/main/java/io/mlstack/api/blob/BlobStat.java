package io.mlstack.api.blob;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What a store knows of an object without reading it.
 *
 * @param key where it is
 * @param size in bytes
 * @param lastModified when it was written, by the clock of the place that keeps it
 */
public record BlobStat(String key, long size, Instant lastModified) {

    /** Checks that the size is not negative. */
    public BlobStat {
        requireNonNull(key, "key");
        requireNonNull(lastModified, "lastModified");
        if (size < 0) {
            throw new IllegalArgumentException("an object has 0 bytes or more, got " + size);
        }
    }
}
