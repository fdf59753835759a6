package io.mlstack.serve.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One entry of a bundle's ZIP. Its name, checksum, size and place determine both of its headers byte for byte, so the writer
 * writes them from here and the reader accepts nothing else.
 *
 * @param position of the local header in the file
 */
record ZipMember(String name, int crc, int size, long position) {

    /** Where the data starts. */
    long data() {
        return position + ZipFormat.LOCAL_HEADER + name.length() + padding();
    }

    /** Where the next entry starts. */
    long end() {
        return data() + size;
    }

    private int padding() {
        return ZipFormat.padding(position + ZipFormat.LOCAL_HEADER + name.length());
    }

    /** What stands before the data. */
    ByteBuffer localHeader() {
        int padding = padding();
        ByteBuffer out = little(ZipFormat.LOCAL_HEADER + name.length() + padding);
        out.putInt(ZipFormat.LOCAL_SIGNATURE);
        common(out);
        out.putShort((short) padding);
        out.put(name.getBytes(StandardCharsets.US_ASCII));
        if (padding > 0) {
            out.putShort((short) ZipFormat.PADDING_FIELD);
            out.putShort((short) (padding - 4));
            out.position(out.limit());
        }
        return out.flip();
    }

    /** What stands in the directory. */
    ByteBuffer centralHeader() {
        ByteBuffer out = little(ZipFormat.CENTRAL_HEADER + name.length());
        out.putInt(ZipFormat.CENTRAL_SIGNATURE);
        out.putShort((short) ZipFormat.VERSION);
        common(out);
        out.putShort((short) 0); // extra
        out.putShort((short) 0); // comment
        out.putShort((short) 0); // disk
        out.putShort((short) 0); // internal attributes
        out.putInt(0); // external attributes
        out.putInt((int) position);
        out.put(name.getBytes(StandardCharsets.US_ASCII));
        return out.flip();
    }

    private void common(ByteBuffer out) {
        out.putShort((short) ZipFormat.VERSION);
        out.putShort((short) 0); // flags
        out.putShort((short) 0); // stored
        out.putShort((short) 0); // time
        out.putShort((short) ZipFormat.DATE);
        out.putInt(crc);
        out.putInt(size);
        out.putInt(size);
        out.putShort((short) name.length());
    }

    /** The last bytes of a file with {@code count} entries. */
    static ByteBuffer endRecord(int count, long directory, long directorySize) {
        ByteBuffer out = little(ZipFormat.END_RECORD);
        out.putInt(ZipFormat.END_SIGNATURE);
        out.putShort((short) 0);
        out.putShort((short) 0);
        out.putShort((short) count);
        out.putShort((short) count);
        out.putInt((int) directorySize);
        out.putInt((int) directory);
        out.putShort((short) 0);
        return out.flip();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
