package io.mlstack.serve.bundle;

import io.mlstack.api.blob.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32;

/** The data of one entry, checksummed and digested as it passes by while it is hot in the cache. Not thread-safe. */
final class EntryChannel implements ReadableByteChannel {

    private static final int CHUNK = 1 << 17;

    private final BundleSource source;
    private final ZipMember member;
    private final CRC32 crc = new CRC32();
    private final Digest.Builder sha256;
    private long position;

    /** @throws BundleRejectedException if the local header is not that of the directory */
    EntryChannel(BundleSource source, ZipMember member) throws IOException {
        this.source = source;
        this.member = member;
        this.position = member.data();
        this.sha256 = Digest.atStart(member.size());
        ByteBuffer expected = member.localHeader();
        if (!source.read(member.position(), expected.remaining()).equals(expected)) {
            throw ZipDirectory.wrong(source, member.name(), "local header and directory differ");
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = (int) Math.min(into.remaining(), member.end() - position);
        if (count == 0) {
            return into.hasRemaining() ? -1 : 0;
        }
        ByteBuffer part = into.slice(into.position(), count);
        source.read(position, part);
        crc.update(part.flip());
        sha256.add(part.rewind());
        position += count;
        into.position(into.position() + count);
        return count;
    }

    /** All data that is left. */
    byte[] readAll() throws IOException {
        ByteBuffer all = ByteBuffer.allocate((int) (member.end() - position));
        while (all.hasRemaining()) {
            ByteBuffer next = all.slice(all.position(), Math.min(CHUNK, all.remaining()));
            all.position(all.position() + read(next));
        }
        return all.array();
    }

    /** Lets the rest pass by. */
    void skip() throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, member.end() - position));
        while (read(chunk.clear()) > 0) {
            continue;
        }
    }

    /**
     * The digest of the data, all of which has passed by.
     *
     * @throws BundleRejectedException if the checksum is not that of the directory
     */
    Digest digest() {
        if ((int) crc.getValue() != member.crc()) {
            throw ZipDirectory.wrong(source, member.name(), "its CRC-32 does not agree with its bytes");
        }
        return sha256.build();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // Holds nothing: the source is closed by whoever opened it.
    }
}
