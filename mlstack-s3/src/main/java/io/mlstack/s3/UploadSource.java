package io.mlstack.s3;

import io.mlstack.api.blob.BlobSource;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * A source as uploads need it: any part of it, any number of times, read straight through while nothing has to be repeated.
 *
 * <p>A source that holds more or fewer bytes than it announced fails before the last byte is handed out, so that the server
 * never sees a whole request. Remembers the failure, because the SDK would ask again. For one thread.
 */
final class UploadSource implements AutoCloseable {

    private final BlobSource content;
    private final long size;
    private @Nullable InputStream in;
    private long position;
    private @Nullable IOException failure;

    UploadSource(BlobSource content) {
        this.content = content;
        this.size = content.size();
    }

    long size() {
        return size;
    }

    /** Why the source could not be read; null while it could. */
    @Nullable
    IOException failure() {
        return failure;
    }

    /** Fails if an empty source is not empty; the SDK reads nothing of it. */
    void checkEmpty() throws IOException {
        requireEnd(seek(0));
    }

    /** Bytes {@code [offset, offset + length)}; only the last stream of all that were asked for may be read. */
    ContentStreamProvider part(long offset, long length) {
        return () -> {
            IOException before = failure;
            if (before != null) {
                throw new UncheckedIOException(before);
            }
            try {
                return new Part(seek(offset), length);
            } catch (IOException e) {
                failure = e;
                throw new UncheckedIOException(e);
            }
        };
    }

    private InputStream seek(long offset) throws IOException {
        InputStream open = in;
        if (open == null || position != offset) {
            close();
            open = content.open();
            in = open;
            open.skipNBytes(offset);
            position = offset;
        }
        return open;
    }

    private static void requireEnd(InputStream source) throws IOException {
        if (source.read() >= 0) {
            throw new IOException("the content has more bytes than it announced");
        }
    }

    @Override
    public void close() throws IOException {
        InputStream open = in;
        in = null;
        if (open != null) {
            open.close();
        }
    }

    private final class Part extends InputStream {
        private final InputStream source;
        private long left;

        Part(InputStream source, long length) {
            this.source = source;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, into.length);
            if (length == 0) {
                return 0;
            }
            if (left == 0) {
                return -1;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("the thread was interrupted");
            }
            try {
                return readSource(into, offset, (int) Math.min(length, left));
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        private int readSource(byte[] into, int offset, int length) throws IOException {
            int n = source.read(into, offset, length);
            if (n < 0) {
                throw new EOFException("the content has %d bytes and announced %d".formatted(position, size));
            }
            left -= n;
            position += n;
            if (position == size) {
                requireEnd(source);
            }
            return n;
        }
    }
}
