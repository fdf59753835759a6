package io.mlstack.serve.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
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

    /** Bytes that {@link #write} writes. */
    static long size(SortedMap<String, EntryData> entries) {
        long position = 0;
        long directory = ZipFormat.END_RECORD;
        for (Map.Entry<String, EntryData> entry : entries.entrySet()) {
            int name = entry.getKey().length();
            position = new ZipMember(entry.getKey(), 0, 0, position).end()
                    + entry.getValue().size();
            directory += ZipFormat.CENTRAL_HEADER + name;
        }
        return position + directory;
    }

    /** @throws BundleRejectedException if the file would be larger than a reader takes; nothing was written */
    static void write(SortedMap<String, EntryData> entries, WritableByteChannel out) throws IOException {
        long total = size(entries);
        if (total > ZipFormat.MAX_BYTES) {
            throw BundleRejectedException.of(
                    "bundle.too-large",
                    "bundle",
                    total + " bytes, at most " + ZipFormat.MAX_BYTES + " fit",
                    "make the model lighter");
        }
        List<ZipMember> members = new ArrayList<>();
        long position = 0;
        for (Map.Entry<String, EntryData> entry : entries.entrySet()) {
            EntryData data = entry.getValue();
            ZipMember member = new ZipMember(entry.getKey(), crc(data), (int) data.size(), position);
            all(member.localHeader(), out);
            data.writeTo(out);
            members.add(member);
            position = member.end();
        }
        long directorySize = 0;
        for (ZipMember member : members) {
            ByteBuffer header = member.centralHeader();
            directorySize += header.remaining();
            all(header, out);
        }
        all(ZipMember.endRecord(members.size(), position, directorySize), out);
    }

    private static int crc(EntryData data) {
        CRC32 crc = new CRC32();
        EntryData.pass(data, crc::update);
        return (int) crc.getValue();
    }

    private static void all(ByteBuffer bytes, WritableByteChannel out) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
