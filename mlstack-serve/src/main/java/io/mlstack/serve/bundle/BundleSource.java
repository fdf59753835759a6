package io.mlstack.serve.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/** The bytes of a bundle, read at any place. */
interface BundleSource {

    /**
     * A file, expanded if it is compressed.
     *
     * @param file closed by the caller
     */
    static BundleSource of(String name, FileChannel file) throws IOException {
        BundleSource plain = new OfFile(name, file);
        if (plain.size() < 2) {
            return plain;
        }
        ByteBuffer start = plain.read(0, 2);
        return Gzip.isMagic(start.get(0) & 0xff, start.get(1) & 0xff)
                ? new OfArray(name, Gzip.expand(name, Channels.newInputStream(file)))
                : plain;
    }

    /** All of a stream, expanded if it is compressed. */
    static BundleSource of(String name, InputStream stream) throws IOException {
        PushbackInputStream in = new PushbackInputStream(stream, 2);
        byte[] start = in.readNBytes(2);
        in.unread(start);
        if (start.length == 2 && Gzip.isMagic(start[0] & 0xff, start[1] & 0xff)) {
            return new OfArray(name, Gzip.expand(name, in));
        }
        byte[] bytes = in.readNBytes((int) ZipFormat.MAX_BYTES + 1);
        if (bytes.length > ZipFormat.MAX_BYTES) {
            throw BundleRejectedException.tooLarge(name, bytes.length, ZipFormat.MAX_BYTES);
        }
        return new OfArray(name, bytes);
    }

    /** Bytes in memory, expanded if they are compressed. */
    static BundleSource of(String name, byte[] bytes) throws IOException {
        return bytes.length >= 2 && Gzip.isMagic(bytes[0] & 0xff, bytes[1] & 0xff)
                ? of(name, new ByteArrayInputStream(bytes))
                : new OfArray(name, bytes);
    }

    /** What to call it in error messages. */
    String name();

    /** Its length in bytes. */
    long size() throws IOException;

    /**
     * Fills what remains of {@code into} with the bytes from {@code position} on.
     *
     * @throws BundleRejectedException if there are fewer
     */
    void read(long position, ByteBuffer into) throws IOException;

    /** {@code length} bytes from {@code position} on; as {@link #read(long, ByteBuffer)}. */
    default ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        read(position, bytes);
        return bytes.flip();
    }

    /** What to call an entry in error messages. */
    default String place(String entry) {
        return name() + "!" + entry;
    }

    /** A file, through a channel that the caller closes. */
    record OfFile(String name, FileChannel file) implements BundleSource {
        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void read(long position, ByteBuffer into) throws IOException {
            long at = position;
            while (into.hasRemaining()) {
                int count = file.read(into, at);
                if (count < 0) {
                    throw ZipDirectory.wrong(
                            this, "end of the file", "is nearer than it was: somebody writes the file");
                }
                at += count;
            }
        }
    }

    /** Bytes in memory, of which the caller keeps his hands off. */
    record OfArray(String name, byte[] bytes) implements BundleSource {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void read(long position, ByteBuffer into) {
            into.put(bytes, (int) position, into.remaining());
        }
    }
}
