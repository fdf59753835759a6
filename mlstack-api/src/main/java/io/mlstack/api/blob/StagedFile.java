package io.mlstack.api.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file in the staging area: filled, then linked to its final name, then removed from here. */
final class StagedFile implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final FileLayer files;

    StagedFile(Path path, FileChannel channel, FileLayer files) {
        this.path = path;
        this.channel = channel;
        this.files = files;
    }

    Path path() {
        return path;
    }

    FileChannel channel() {
        return channel;
    }

    /** Copies the whole source; fails if it is shorter or longer than it says. */
    void fill(BlobSource source) throws IOException {
        long expected = source.size();
        long written = 0;
        try (InputStream in = source.open()) {
            byte[] chunk = new byte[(int) Math.max(1, Math.min(CHUNK, expected))];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                written += n;
                if (written > expected) {
                    break;
                }
                writeFully(channel, ByteBuffer.wrap(chunk, 0, n));
            }
        }
        if (written != expected) {
            throw new IOException("the content " + (written > expected ? "goes on after" : "ends at " + written + " of")
                    + " the " + expected + " bytes it announced");
        }
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Drops this name; what was linked elsewhere stays. A failure costs disk space, not data, so it is logged. */
    @Override
    public void close() {
        try {
            channel.close();
            files.delete(path);
        } catch (IOException e) {
            files.warn("the staging file " + path + " was left behind", e);
        }
    }
}
