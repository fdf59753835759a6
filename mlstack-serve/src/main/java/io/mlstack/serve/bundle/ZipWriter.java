package io.mlstack.serve.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32;

/**
 * Writes the ZIP subset of a bundle (PKWARE APPNOTE 6.3.10): entries stored, in the order of their names, data on
 * multiples of {@value ZipFormat#ALIGNMENT} bytes, one constant time, no data descriptors, no comments. The bytes are a function of
 * the entries, and plain {@code unzip} opens them.
 */
final class ZipWriter {

    private ZipWriter() {}

    static byte[] write(SortedMap<String, byte[]> entries) {
        List<Placed> placed = new ArrayList<>();
        long position = 0;
        long directorySize = 0;
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            byte[] name = entry.getKey().getBytes(StandardCharsets.US_ASCII);
            int padding = ZipFormat.padding(position + ZipFormat.LOCAL_HEADER + name.length);
            placed.add(new Placed(name, entry.getValue(), (int) position, padding));
            position += ZipFormat.LOCAL_HEADER + name.length + padding + (long) entry.getValue().length;
            directorySize += ZipFormat.CENTRAL_HEADER + name.length;
        }
        long total = position + directorySize + ZipFormat.END_RECORD;
        if (total > ZipFormat.MAX_BYTES) {
            throw BundleRejectedException.of(
                    "bundle.too-large",
                    "bundle",
                    total + " bytes, at most " + ZipFormat.MAX_BYTES + " fit",
                    "make the model lighter");
        }
        ByteBuffer out = ByteBuffer.allocate((int) total).order(ByteOrder.LITTLE_ENDIAN);
        placed.forEach(entry -> local(entry, out));
        int directoryStart = out.position();
        placed.forEach(entry -> central(entry, out));
        end(placed.size(), directoryStart, out);
        return out.array();
    }

    private static void local(Placed entry, ByteBuffer out) {
        out.putInt(ZipFormat.LOCAL_SIGNATURE);
        common(entry, out);
        out.putShort((short) entry.padding());
        out.put(entry.name());
        if (entry.padding() > 0) {
            out.putShort((short) ZipFormat.PADDING_FIELD);
            out.putShort((short) (entry.padding() - 4));
            out.put(new byte[entry.padding() - 4]);
        }
        out.put(entry.data());
    }

    private static void central(Placed entry, ByteBuffer out) {
        out.putInt(ZipFormat.CENTRAL_SIGNATURE);
        out.putShort((short) ZipFormat.VERSION);
        common(entry, out);
        out.putShort((short) 0); // extra
        out.putShort((short) 0); // comment
        out.putShort((short) 0); // disk
        out.putShort((short) 0); // internal attributes
        out.putInt(0); // external attributes
        out.putInt(entry.position());
        out.put(entry.name());
    }

    private static void common(Placed entry, ByteBuffer out) {
        CRC32 crc = new CRC32();
        crc.update(entry.data());
        out.putShort((short) ZipFormat.VERSION);
        out.putShort((short) 0); // flags
        out.putShort((short) 0); // stored
        out.putShort((short) 0); // time
        out.putShort((short) ZipFormat.DATE);
        out.putInt((int) crc.getValue());
        out.putInt(entry.data().length);
        out.putInt(entry.data().length);
        out.putShort((short) entry.name().length);
    }

    private static void end(int count, int directoryStart, ByteBuffer out) {
        int directorySize = out.position() - directoryStart;
        out.putInt(ZipFormat.END_SIGNATURE);
        out.putShort((short) 0);
        out.putShort((short) 0);
        out.putShort((short) count);
        out.putShort((short) count);
        out.putInt(directorySize);
        out.putInt(directoryStart);
        out.putShort((short) 0);
    }

    private record Placed(byte[] name, byte[] data, int position, int padding) {}
}
