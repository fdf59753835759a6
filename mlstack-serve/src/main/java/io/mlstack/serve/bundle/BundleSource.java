package io.mlstack.serve.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of a bundle, read at any place. */
interface BundleSource {

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
