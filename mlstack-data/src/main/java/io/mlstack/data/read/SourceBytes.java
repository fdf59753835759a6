package io.mlstack.data.read;

import io.mlstack.api.progress.Progress;
import io.mlstack.api.progress.ProgressTask;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/** The bytes of one pass over a source: checksummed, and told to whoever listens. */
final class SourceBytes extends InputStream {

    private final CheckedInputStream in;
    private final ProgressTask task;

    private SourceBytes(InputStream in, ProgressTask task) {
        this.in = new CheckedInputStream(in, new CRC32C());
        this.task = task;
    }

    static SourceBytes open(Source source, Progress progress) throws IOException {
        OptionalLong size = source.size().bytes();
        InputStream in = source.open();
        String name = "read " + source.name();
        ProgressTask task =
                size.isPresent() ? progress.start(name, "bytes", size.getAsLong()) : progress.start(name, "bytes");
        return new SourceBytes(in, task);
    }

    /** CRC-32C of the bytes so far. */
    long checksum() {
        return in.getChecksum().getValue();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        if (count < 0) {
            task.finish();
        } else {
            task.advance(count);
        }
        return count;
    }

    /** A pass that is left before the end of the file counts as failed. */
    @Override
    public void close() throws IOException {
        task.close();
        in.close();
    }
}
