package io.mlstack.data.store.internal;

import io.mlstack.api.blob.BlobStore;
import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A pack: the objects of one commit in one blob whose key is the SHA-256 of all its bytes.
 *
 * <p>Little-endian. Eight bytes {@code MLSPACK1}; the objects, each at a multiple of 64; the index, 56 bytes an object: id,
 * offset, length, CRC32C, kind, {@link Compression}, two zeros, plain length; and an end of 28 bytes: offset of the index, number of objects, CRC32C of the
 * index, CRC32C of the end so far, {@code MLSPEND1}.
 */
final class PackFormat {

    static final int ALIGNMENT = 64;
    static final int END_BYTES = 28;

    private static final byte[] MAGIC = "MLSPACK1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_MAGIC = "MLSPEND1".getBytes(StandardCharsets.US_ASCII);
    private static final String PREFIX = "packs/";
    private static final String SUFFIX = ".pack";
    private static final int ENTRY_BYTES = 56;

    private PackFormat() {}

    static String key(Digest pack) {
        return PREFIX + pack.hex() + SUFFIX;
    }

    static String prefix() {
        return PREFIX;
    }

    /** The digest in a key; empty if no pack has this key. */
    static Optional<Digest> digestOf(String key) {
        String name = key.substring(Math.min(key.length(), PREFIX.length()));
        if (!key.startsWith(PREFIX) || !name.endsWith(SUFFIX) || name.length() != 2 * Digest.BYTES + SUFFIX.length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Digest.parse(name.substring(0, 2 * Digest.BYTES)));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    static byte[] head() {
        return MAGIC.clone();
    }

    /** Index and end of a pack whose objects end at {@code indexOffset}. */
    static byte[] tail(List<PackEntry> entries, long indexOffset) {
        ByteSink index = new ByteSink();
        for (PackEntry entry : entries) {
            index.digest(entry.id()).i64(entry.offset()).i32(entry.length()).i32(entry.crc());
            index.u8(entry.kind().code()).u8(entry.compression().code()).u8(0).u8(0);
            index.i32(entry.plainLength());
        }
        byte[] indexBytes = index.toArray();
        ByteSink end = new ByteSink().i64(indexOffset).i32(entries.size()).i32(crc(indexBytes));
        int endCrc = crc(end.toArray());
        return index.raw(end.toArray()).i32(endCrc).raw(END_MAGIC).toArray();
    }

    /**
     * Reads where the objects of a pack lie.
     *
     * @throws CorruptDataException if the pack is cut off or its index is damaged
     */
    static List<PackEntry> readIndex(BlobStore blobs, Digest pack) {
        String place = key(pack);
        long size = blobs.stat(place)
                .orElseThrow(() -> ByteSource.corrupt(place, "does not exist"))
                .size();
        if (size < MAGIC.length + END_BYTES) {
            throw ByteSource.corrupt(place, "has only " + size + " bytes");
        }
        ByteSource end = new ByteSource(range(blobs, place, size - END_BYTES, END_BYTES), place);
        long indexOffset = end.i64();
        int count = end.count();
        int indexCrc = end.i32();
        byte[] checked =
                new ByteSink().i64(indexOffset).i32(count).i32(indexCrc).toArray();
        boolean sound = end.i32() == crc(checked) && Arrays.equals(end.raw(END_MAGIC.length), END_MAGIC);
        long indexBytes = (long) count * ENTRY_BYTES;
        if (!sound || indexOffset < MAGIC.length || indexOffset + indexBytes != size - END_BYTES) {
            throw ByteSource.corrupt(place, "does not end as a pack does");
        }
        byte[] index = range(blobs, place, indexOffset, Math.toIntExact(indexBytes));
        if (crc(index) != indexCrc) {
            throw ByteSource.corrupt(place, "has an index that does not agree with its CRC32C");
        }
        return entries(pack, new ByteSource(index, place), count, indexOffset);
    }

    private static List<PackEntry> entries(Digest pack, ByteSource index, int count, long indexOffset) {
        List<PackEntry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Digest id = index.digest();
            long offset = index.i64();
            int length = index.count();
            int crc = index.i32();
            ObjectKind kind = kind(index);
            Compression compression = Compression.ofCode(index.u8(), index);
            int zeros = index.u8();
            zeros |= index.u8();
            if (zeros != 0) {
                throw index.corrupt("has an entry whose zeros are none");
            }
            int plainLength = index.count();
            if (offset < MAGIC.length || offset > indexOffset - length) {
                throw index.corrupt("has an object outside its bytes");
            }
            entries.add(new PackEntry(pack, kind, id, offset, length, crc, compression, plainLength));
        }
        index.end();
        return entries;
    }

    private static ObjectKind kind(ByteSource index) {
        int code = index.u8();
        for (ObjectKind kind : ObjectKind.values()) {
            if (kind.code() == code) {
                return kind;
            }
        }
        throw index.corrupt("has an object of unknown kind " + code);
    }

    /**
     * The bytes of an object.
     *
     * @throws CorruptDataException if they do not agree with their checksum, or are not there
     */
    static byte[] readObject(BlobStore blobs, PackEntry entry) {
        byte[] bytes = range(blobs, key(entry.pack()), entry.offset(), entry.length());
        if (crc(bytes) != entry.crc()) {
            throw ByteSource.corrupt(entry.place(), "a " + entry.kind().word() + " does not agree with its CRC32C");
        }
        return entry.compression().unpack(bytes, entry.plainLength(), entry.place());
    }

    static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static byte[] range(BlobStore blobs, String key, long offset, int length) {
        try {
            return blobs.read(key, offset, length);
        } catch (InvalidInputException | NotFoundException e) {
            throw ByteSource.corrupt(key, "has no " + length + " bytes at " + offset + ": " + e.getMessage());
        }
    }
}
