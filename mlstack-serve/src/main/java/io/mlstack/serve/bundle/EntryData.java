package io.mlstack.serve.bundle;

import io.mlstack.api.blob.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Bytes that can be written any number of times, always alike, and need not lie anywhere in one piece. */
interface EntryData {

    long size();

    void writeTo(WritableByteChannel out) throws IOException;

    /** Takes all that remains of a buffer. */
    interface Sink {
        void take(ByteBuffer bytes) throws IOException;
    }

    /** A sink that keeps the bytes; with {@link IntoDigest} no lambda, for a process opens its first bundle with it. */
    record IntoBuffer(ByteBuffer all) implements Sink {
        @Override
        public void take(ByteBuffer bytes) {
            all.put(bytes);
        }
    }

    /** A sink that digests the bytes. */
    record IntoDigest(Digest.Builder digest) implements Sink {
        @Override
        public void take(ByteBuffer bytes) {
            digest.add(bytes);
        }
    }

    static byte[] array(EntryData data) {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(data.size()));
        pass(data, new IntoBuffer(all));
        return all.array();
    }

    static Digest digest(EntryData data) {
        Digest.Builder digest = Digest.atStart(data.size());
        pass(data, new IntoDigest(digest));
        return digest.build();
    }

    /** Shows the data piece by piece to somebody in memory. */
    static void pass(EntryData data, Sink sink) {
        try {
            data.writeTo(new SinkChannel(sink));
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    /** A channel into a sink. */
    record SinkChannel(Sink sink) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int count = bytes.remaining();
            sink.take(bytes);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
