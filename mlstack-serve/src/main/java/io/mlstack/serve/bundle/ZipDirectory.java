package io.mlstack.serve.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the directory of a bundle's ZIP, and no more of the file, and refuses what {@link ZipWriter} would not write: so
 * there is nothing to unpack, no name to escape by, and no second reading of the same bytes.
 */
final class ZipDirectory {

    /** Fields of a directory header by the byte behind their last, for messages (APPNOTE 4.3.12). */
    private static final int[] FIELD_ENDS = {4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 30, 32, 34, 36, 38, 42, 46};

    private static final String[] FIELDS = {
        "signature", "maker", "version", "flags (encryption or a data descriptor)", "compression", "time", "date",
        "checksum", "compressed size (that is, two sizes)", "size", "name length", "extra field", "comment", "disk",
        "internal attributes", "external attributes", "place, so that entries overlap or leave a hole"
    };

    private final BundleSource source;
    private final ByteBuffer bytes;
    private final long start;

    private ZipDirectory(BundleSource source, ByteBuffer bytes, long start) {
        this.source = source;
        this.bytes = bytes;
        this.start = start;
    }

    /**
     * The entries by name, which tile the file up to the directory. Their local headers and data have not been looked at.
     *
     * @throws BundleRejectedException if the file is no bundle
     */
    static SortedMap<String, ZipMember> read(BundleSource source) throws IOException {
        long size = source.size();
        if (size > ZipFormat.MAX_BYTES) {
            throw BundleRejectedException.tooLarge(source.name(), size, ZipFormat.MAX_BYTES);
        }
        if (size < ZipFormat.END_RECORD) {
            throw wrong(source, "end of the file", "is shorter than any bundle");
        }
        ByteBuffer end =
                source.read(size - ZipFormat.END_RECORD, ZipFormat.END_RECORD).order(ByteOrder.LITTLE_ENDIAN);
        int count = Short.toUnsignedInt(end.getShort(10));
        long directorySize = Integer.toUnsignedLong(end.getInt(12));
        long start = size - ZipFormat.END_RECORD - directorySize;
        if (end.getInt(0) != ZipFormat.END_SIGNATURE) {
            throw wrong(source, "end of the file", "has no end record, or something follows it");
        }
        if (count > ZipFormat.MAX_ENTRIES) {
            throw wrong(source, "end of the file", "claims " + count + " entries, at most " + ZipFormat.MAX_ENTRIES);
        }
        if (start < 0 || directorySize > (long) count * (ZipFormat.CENTRAL_HEADER + EntryName.MAX_LENGTH)) {
            throw wrong(source, "end of the file", "claims a directory of " + directorySize + " bytes");
        }
        if (!ZipMember.endRecord(count, start, directorySize).equals(end)) {
            throw wrong(source, "end of the file", "has a comment, a second disk or another place for the directory");
        }
        return new ZipDirectory(source, source.read(start, (int) directorySize), start).members(count);
    }

    private SortedMap<String, ZipMember> members(int count) {
        SortedMap<String, ZipMember> members = new TreeMap<>();
        String previous = "";
        long position = 0;
        for (int i = 0; i < count; i++) {
            ZipMember member = member("directory entry " + (i + 1), position);
            if (member.name().compareTo(previous) <= 0) {
                throw wrong(
                        source, member.name(), "stands behind \"" + previous + "\": names repeat or are out of order");
            }
            if (member.size() < 0 || member.end() > start) {
                throw wrong(source, member.name(), "reaches beyond its part of the file");
            }
            members.put(member.name(), member);
            previous = member.name();
            position = member.end();
        }
        if (bytes.hasRemaining() || position != start) {
            throw wrong(source, "directory", "entries and directory leave bytes between them");
        }
        return Collections.unmodifiableSortedMap(members);
    }

    private ZipMember member(String where, long position) {
        ByteBuffer header = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (header.remaining() < ZipFormat.CENTRAL_HEADER) {
            throw wrong(source, where, "is cut off");
        }
        String name = name(header, where);
        ZipMember member = new ZipMember(name, header.getInt(16), header.getInt(24), position);
        ByteBuffer expected = member.centralHeader();
        int differs = expected.mismatch(header.limit(expected.remaining()));
        if (differs >= 0) {
            throw wrong(source, name, "has another " + field(differs) + " than an entry of a bundle");
        }
        bytes.position(bytes.position() + expected.remaining());
        return member;
    }

    private String name(ByteBuffer header, String where) {
        int length = Short.toUnsignedInt(header.getShort(28));
        if (length > EntryName.MAX_LENGTH || length > header.remaining() - ZipFormat.CENTRAL_HEADER) {
            throw wrong(source, where, "has a name of " + length + " bytes, at most " + EntryName.MAX_LENGTH);
        }
        byte[] raw = new byte[length];
        header.get(ZipFormat.CENTRAL_HEADER, raw);
        String name = new String(raw, StandardCharsets.ISO_8859_1);
        if (!EntryName.isValid(name)) {
            throw wrong(
                    source, where, "has the name \"" + name.replaceAll("[^ -~]", "?") + "\", which no entry may have");
        }
        return name;
    }

    private static String field(int at) {
        int i = 0;
        while (i < FIELDS.length - 1 && at >= FIELD_ENDS[i]) {
            i++;
        }
        return FIELDS[i];
    }

    static BundleRejectedException wrong(BundleSource source, String where, String message) {
        return BundleRejectedException.of(
                "bundle.format",
                source.place(where),
                message,
                "the file is damaged or no bundle of mlstack: fetch it again");
    }
}
