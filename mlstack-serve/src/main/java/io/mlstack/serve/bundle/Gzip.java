package io.mlstack.serve.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Bundles compressed for transport (RFC 1952): one member, nothing behind it.
 *
 * <p>{@link java.util.zip.GZIPInputStream} will not do: it takes several members for one file and whatever follows for none
 * of its business, and it has no limit.
 */
final class Gzip {

    /** What a small file may always become. */
    static final int FREE_BYTES = 1 << 24;

    /** Beyond that, a file may become at most this many times larger: weights shrink by a tenth, bombs to a thousandth. */
    static final int MAX_RATIO = 100;

    /**
     * Magic, deflate, no flags, no time, no hint, unknown system (section 2.3). The JDK writes system 0 up to 15 and 255 from 16
     * on (JDK-8244706).
     */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private static final int CHUNK = 1 << 16;
    private static final int MAX_TEXT = 1 << 10;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final String source;
    private final InputStream in;
    private final byte[] chunk = new byte[CHUNK];
    private int next;
    private int end;
    private long consumed;

    private Gzip(String source, InputStream in) {
        this.source = source;
        this.in = in;
    }

    /** Whether a file that begins with these two bytes is compressed. */
    static boolean isMagic(int first, int second) {
        return first == 0x1f && second == 0x8b;
    }

    /**
     * What the stream holds, expanded.
     *
     * @throws BundleRejectedException if it is damaged, or much larger than its compressed form explains
     */
    static byte[] expand(String source, InputStream in) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            return new Gzip(source, in).expand(inflater);
        } catch (DataFormatException e) {
            throw wrong(source, "is damaged: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    private byte[] expand(Inflater inflater) throws IOException, DataFormatException {
        header();
        byte[] out = new byte[CHUNK];
        int size = 0;
        inflater.setInput(chunk, next, end - next);
        while (!inflater.finished()) {
            if (inflater.needsInput()) {
                fill();
                inflater.setInput(chunk, next, end - next);
            } else if (inflater.needsDictionary()) {
                throw wrong(source, "asks for a dictionary");
            }
            size += inflater.inflate(out, size, out.length - size);
            requireSane(size);
            if (size == out.length) {
                out = Arrays.copyOf(out, 2 * size);
            }
        }
        next = end - inflater.getRemaining();
        trailer(out, size);
        return Arrays.copyOf(out, size);
    }

    private void requireSane(long size) {
        if (size > ZipFormat.MAX_BYTES || size > Math.max(FREE_BYTES, MAX_RATIO * consumed)) {
            throw BundleRejectedException.of(
                    "bundle.bomb",
                    source,
                    consumed + " bytes of gzip become more than " + (size - 1) + " bytes",
                    "check that this is the file you mean");
        }
    }

    private void header() throws IOException {
        if (!isMagic(take(), take()) || take() != 8) {
            throw wrong(source, "is no deflated gzip");
        }
        int flags = take();
        if ((flags & RESERVED) != 0) {
            throw wrong(source, "has flags that gzip does not have");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(take() | take() << 8);
        }
        for (int flag : new int[] {NAME, COMMENT}) {
            int length = 0;
            while ((flags & flag) != 0 && take() != 0) {
                if (++length > MAX_TEXT) {
                    throw wrong(source, "has a name or comment of more than " + MAX_TEXT + " bytes");
                }
            }
        }
        skip((flags & HEADER_CRC) != 0 ? 2 : 0);
    }

    private void trailer(byte[] out, int size) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(out, 0, size);
        for (int expected : new int[] {(int) crc.getValue(), size}) {
            int found = take() | take() << 8 | take() << 16 | take() << 24;
            if (found != expected) {
                throw wrong(source, "its checksum or size is not that of its content");
            }
        }
        if (next < end || in.read() >= 0) {
            throw wrong(source, "something follows the compressed bundle");
        }
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            take();
        }
    }

    private int take() throws IOException {
        if (next == end) {
            fill();
        }
        return chunk[next++] & 0xff;
    }

    private void fill() throws IOException {
        next = 0;
        end = in.read(chunk);
        if (end <= 0) {
            throw wrong(source, "is cut off");
        }
        consumed += end;
    }

    /** Writes bytes that depend on the data and on the zlib of this JDK only. */
    static void write(EntryData data, WritableByteChannel out) throws IOException {
        all(ByteBuffer.wrap(HEADER), out);
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            CRC32 crc = new CRC32();
            ByteBuffer packed = ByteBuffer.allocate(CHUNK);
            data.writeTo(new EntryData.SinkChannel(bytes -> {
                crc.update(bytes.duplicate());
                deflater.setInput(bytes);
                while (!deflater.needsInput()) {
                    drain(deflater, packed, out);
                }
            }));
            deflater.finish();
            while (!deflater.finished()) {
                drain(deflater, packed, out);
            }
            ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            all(trailer.putInt((int) crc.getValue()).putInt((int) data.size()).flip(), out);
        } finally {
            deflater.end();
        }
    }

    private static void drain(Deflater deflater, ByteBuffer packed, WritableByteChannel out) throws IOException {
        deflater.deflate(packed.clear());
        all(packed.flip(), out);
    }

    private static void all(ByteBuffer bytes, WritableByteChannel out) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static BundleRejectedException wrong(String source, String message) {
        return BundleRejectedException.of("bundle.gzip", source, message, "fetch the file again");
    }
}
