package io.mlstack.serve.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Reads the ZIP subset of a bundle and refuses everything else: what {@link ZipWriter} would not write, byte for byte, is
 * no bundle. So there is nothing to unpack, no name to escape by, and no second reading of the same bytes.
 */
final class ZipReader {

    private final String source;
    private final ByteBuffer bytes;

    private ZipReader(String source, byte[] bytes) {
        this.source = source;
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The entries by name, as read-only views of {@code bytes}. */
    static SortedMap<String, ByteBuffer> read(String source, byte[] bytes) {
        return new ZipReader(source, bytes).entries();
    }

    private SortedMap<String, ByteBuffer> entries() {
        int end = bytes.capacity() - ZipFormat.END_RECORD;
        if (end < 0 || bytes.getInt(end) != ZipFormat.END_SIGNATURE) {
            throw wrong("end of the file", "has no end record, or something follows it");
        }
        int count = unsigned16(end + 10);
        int directorySize = bytes.getInt(end + 12);
        int directoryStart = bytes.getInt(end + 16);
        expect(end + 4, 0, "a second disk", "end of the file");
        expect16(end + 8, count, "entry counts that differ", "end of the file");
        expect16(end + 20, 0, "a comment", "end of the file");
        if (count > ZipFormat.MAX_ENTRIES) {
            throw wrong("end of the file", "claims " + count + " entries, at most " + ZipFormat.MAX_ENTRIES);
        }
        if (directoryStart < 0 || directorySize < 0 || (long) directoryStart + directorySize != end) {
            throw wrong("end of the file", "does not point at the directory before it");
        }
        return walk(count, directoryStart, end);
    }

    private SortedMap<String, ByteBuffer> walk(int count, int directoryStart, int end) {
        SortedMap<String, ByteBuffer> entries = new TreeMap<>();
        int central = directoryStart;
        int expectedLocal = 0;
        String previous = "";
        for (int i = 0; i < count; i++) {
            String where = "directory entry " + (i + 1);
            requireRoom(central, ZipFormat.CENTRAL_HEADER, end, where);
            int nameLength = unsigned16(central + 28);
            requireRoom(central + ZipFormat.CENTRAL_HEADER, nameLength, end, where);
            String name = name(central + ZipFormat.CENTRAL_HEADER, nameLength, where);
            if (name.compareTo(previous) <= 0) {
                throw wrong(name, "stands behind \"" + previous + "\": names repeat or are out of order");
            }
            centralHeader(central, name);
            int size = bytes.getInt(central + 24);
            int dataStart = local(expectedLocal, central, name, directoryStart);
            requireRoom(dataStart, size, directoryStart, name);
            entries.put(name, data(dataStart, size, bytes.getInt(central + 16), name));
            expectedLocal = dataStart + size;
            central += ZipFormat.CENTRAL_HEADER + nameLength;
            previous = name;
        }
        if (central != end || expectedLocal != directoryStart) {
            throw wrong("directory", "entries and directory leave bytes between them");
        }
        return Collections.unmodifiableSortedMap(entries);
    }

    private void centralHeader(int at, String name) {
        expect(at, ZipFormat.CENTRAL_SIGNATURE, "no directory header", name);
        expect16(at + 4, ZipFormat.VERSION, "another maker", name);
        expect16(at + 30, 0, "an extra field in the directory", name);
        expect16(at + 32, 0, "a comment", name);
        expect16(at + 34, 0, "a second disk", name);
        expect16(at + 36, 0, "internal attributes", name);
        expect(at + 38, 0, "external attributes", name);
    }

    /** Checks the local header against the directory's and returns where the data starts. */
    private int local(int at, int central, String name, int limit) {
        expect(central + 42, at, "data that does not follow on the entry before", name);
        requireRoom(at, ZipFormat.LOCAL_HEADER + name.length(), limit, name);
        expect(at, ZipFormat.LOCAL_SIGNATURE, "no local header", name);
        expect16(at + 4, ZipFormat.VERSION, "another version", name);
        expect16(at + 6, 0, "flags (encryption or a data descriptor)", name);
        expect16(at + 8, 0, "compression", name);
        expect16(at + 10, 0, "a time", name);
        expect16(at + 12, ZipFormat.DATE, "a date", name);
        for (int i = 4; i < 28; i++) {
            if (bytes.get(at + i) != bytes.get(central + i + 2)) {
                throw wrong(name, "local header and directory differ");
            }
        }
        expect(at + 18, bytes.getInt(at + 22), "two sizes", name);
        int nameStart = at + ZipFormat.LOCAL_HEADER;
        if (!name.equals(name(nameStart, name.length(), name))) {
            throw wrong(name, "has another name in its local header");
        }
        int padding = ZipFormat.padding(nameStart + (long) name.length());
        expect16(at + 28, padding, "an extra field that does not align its data", name);
        requireRoom(nameStart + name.length(), padding, limit, name);
        padding(nameStart + name.length(), padding, name);
        return nameStart + name.length() + padding;
    }

    private void padding(int at, int padding, String name) {
        if (padding == 0) {
            return;
        }
        expect16(at, ZipFormat.PADDING_FIELD, "an unknown extra field", name);
        expect16(at + 2, padding - 4, "an extra field of another size", name);
        for (int i = 4; i < padding; i++) {
            if (bytes.get(at + i) != 0) {
                throw wrong(name, "hides bytes in its padding");
            }
        }
    }

    private ByteBuffer data(int start, int size, int expectedCrc, String name) {
        ByteBuffer data = bytes.slice(start, size).asReadOnlyBuffer();
        CRC32 crc = new CRC32();
        crc.update(data.duplicate());
        if ((int) crc.getValue() != expectedCrc) {
            throw wrong(name, "its CRC-32 does not agree with its bytes");
        }
        return data;
    }

    private String name(int start, int length, String where) {
        if (length > EntryName.MAX_LENGTH) {
            throw wrong(where, "has a name of " + length + " bytes, at most " + EntryName.MAX_LENGTH);
        }
        byte[] raw = new byte[length];
        bytes.get(start, raw);
        String name = new String(raw, StandardCharsets.ISO_8859_1);
        if (!EntryName.isValid(name)) {
            throw wrong(where, "has the name \"" + name.replaceAll("[^ -~]", "?") + "\", which no entry may have");
        }
        return name;
    }

    private void requireRoom(int start, int length, int limit, String where) {
        if (length < 0 || start < 0 || (long) start + length > limit) {
            throw wrong(where, "reaches beyond its part of the file");
        }
    }

    private void expect(int at, int expected, String otherwise, String where) {
        if (bytes.getInt(at) != expected) {
            throw wrong(where, "has " + otherwise);
        }
    }

    private void expect16(int at, int expected, String otherwise, String where) {
        if (unsigned16(at) != expected) {
            throw wrong(where, "has " + otherwise);
        }
    }

    private int unsigned16(int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private BundleRejectedException wrong(String where, String message) {
        return BundleRejectedException.of(
                "bundle.format",
                source + "!" + where,
                message,
                "the file is damaged or no bundle of mlstack: fetch it again");
    }
}
