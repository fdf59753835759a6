package io.mlstack.s3;

import io.mlstack.api.error.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object, which goes on where a connection was cut, and checks the whole against the CRC32C that was stored
 * with it before it hands out the last bytes. For one thread.
 */
final class ObjectStream extends InputStream {

    /** How often it goes on without having received a byte in between. */
    private static final int RESUMPTIONS = 4;

    private final S3Bucket bucket;
    private final String key;
    private final long size;
    private final String etag;
    private final @Nullable Integer stored;
    private final CRC32C crc = new CRC32C();
    private ResponseInputStream<GetObjectResponse> in;
    private long position;
    private int fruitless;

    ObjectStream(S3Bucket bucket, String key, ResponseInputStream<GetObjectResponse> in) {
        this.bucket = bucket;
        this.key = key;
        this.in = in;
        this.size = in.response().contentLength();
        this.etag = in.response().eTag();
        this.stored = storedChecksum(in.response());
    }

    long size() {
        return size;
    }

    /** Of the whole object; an object that another program uploaded may have none, or one that is made of its parts'. */
    private static @Nullable Integer storedChecksum(GetObjectResponse response) {
        String text = response.checksumCRC32C();
        if (text == null || text.contains("-") || response.checksumType() == ChecksumType.COMPOSITE) {
            return null;
        }
        byte[] bytes = Base64.getDecoder().decode(text);
        return bytes.length == Integer.BYTES ? ByteBuffer.wrap(bytes).getInt() : null;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws io.mlstack.api.error.CorruptDataException if the object is damaged */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        while (position < size) {
            int n = receive(into, offset, (int) Math.min(length, size - position));
            if (n > 0) {
                fruitless = 0;
                position += n;
                crc.update(into, offset, n);
                verifyAtEnd();
                return n;
            }
            if (++fruitless > RESUMPTIONS) {
                throw new IOException(
                        "cut off after %d of %d bytes, and %d times more".formatted(position, size, RESUMPTIONS));
            }
            resume();
        }
        return -1;
    }

    /** @return -1 if the connection ended or broke */
    private int receive(byte[] into, int offset, int length) throws IOException {
        try {
            return in.read(into, offset, length);
        } catch (IOException | SdkException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted();
            }
            return -1;
        }
    }

    private void resume() throws IOException {
        in.abort();
        Optional<ResponseInputStream<GetObjectResponse>> rest;
        try {
            rest = bucket.get(key, "bytes=" + position + "-", etag);
        } catch (StorageException e) {
            throw new IOException(e.getMessage(), e);
        }
        in = rest.orElseThrow(
                () -> new IOException("the object was deleted after %d of %d bytes".formatted(position, size)));
        if (in.response().contentLength() != size - position) {
            in.abort();
            throw new IOException("the server does not answer ranges: it sent %d bytes instead of %d"
                    .formatted(in.response().contentLength(), size - position));
        }
    }

    private void verifyAtEnd() {
        if (position == size && stored != null && stored != (int) crc.getValue()) {
            throw Failures.damaged(bucket.location().place(key));
        }
    }

    private static InterruptedIOException interrupted() {
        return new InterruptedIOException("the thread was interrupted");
    }

    /** Reading the rest of a large object only to keep its connection would cost more than a new one. */
    @Override
    public void close() throws IOException {
        if (position < size) {
            in.abort();
        } else {
            in.close();
        }
    }
}
