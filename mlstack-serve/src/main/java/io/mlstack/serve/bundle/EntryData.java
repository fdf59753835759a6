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

    static byte[] array(EntryData data) {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(data.size()));
        pass(data, all::put);
        return all.array();
    }

    static Digest digest(EntryData data) {
        Digest.Builder digest = Digest.atStart(data.size());
        pass(data, digest::add);
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
