package io.mlstack.serve.importer;

import io.mlstack.api.blob.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Digests what is read from a stream, so that a large file is read once. Not thread-safe. */
final class DigestingStream extends FilterInputStream {

    private final Digest.Builder digest = Digest.builder();

    DigestingStream(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            digest.add(new byte[] {(byte) next});
        }
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        if (count > 0) {
            digest.add(bytes, offset, count);
        }
        return count;
    }

    /** The digest of all that was read; of no use before the end. */
    Digest digest() {
        return digest.build();
    }
}
