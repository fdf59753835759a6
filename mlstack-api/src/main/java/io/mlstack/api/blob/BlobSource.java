package io.mlstack.api.blob;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Bytes that can be read from their beginning, again if an upload has to be repeated.
 *
 * <p>A source whose stream does not deliver exactly {@link #size()} bytes is refused and nothing is stored.
 */
public interface BlobSource {

    /** How many bytes {@link #open} delivers. */
    long size();

    /**
     * A new stream over the bytes, which the store closes; the same bytes each time.
     *
     * @throws IOException if they cannot be read
     */
    InputStream open() throws IOException;

    /** Bytes in memory, which must not change until the call that takes the source returns. */
    static BlobSource of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /**
     * Part of an array, which must not change until the call that takes the source returns.
     *
     * @throws IndexOutOfBoundsException if the array does not have these bytes
     */
    static BlobSource of(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return new BlobSource() {
            @Override
            public long size() {
                return length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes, offset, length);
            }
        };
    }

    /**
     * A file as it is now; it must not change until the call that takes the source returns.
     *
     * @throws IOException if its size cannot be read
     */
    static BlobSource of(Path file) throws IOException {
        requireNonNull(file, "file");
        long size = Files.size(file);
        return new BlobSource() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }

            @Override
            public String toString() {
                return file.toString();
            }
        };
    }
}
