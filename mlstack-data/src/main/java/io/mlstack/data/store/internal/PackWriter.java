package io.mlstack.data.store.internal;

import io.mlstack.api.blob.BlobSource;
import io.mlstack.api.blob.BlobStore;
import io.mlstack.api.blob.Digest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Writes the new objects of a commit as one pack. */
final class PackWriter {

    private final Digest.Builder digest = Digest.builder();
    private final List<byte[]> parts = new ArrayList<>();
    private final List<PackEntry> entries = new ArrayList<>();
    private long size;

    private PackWriter() {}

    /**
     * Stores {@code objects}; durable on return. If the process dies before, there is no pack.
     *
     * @return where the objects lie
     */
    static List<PackEntry> write(BlobStore blobs, Collection<StoredObject> objects) {
        PackWriter writer = new PackWriter();
        writer.part(PackFormat.head());
        objects.forEach(writer::object);
        writer.part(PackFormat.tail(writer.entries, writer.size));
        Digest pack = writer.digest.build();
        // Taken already means that the same bytes are there: the key is their digest.
        blobs.putIfAbsent(PackFormat.key(pack), writer.source());
        return writer.entries.stream().map(e -> e.in(pack)).toList();
    }

    private void object(StoredObject object) {
        int padding = (int) (-size & (PackFormat.ALIGNMENT - 1));
        part(new byte[padding]);
        Compression.Packed packed = Compression.pack(object.kind(), object.bytes());
        byte[] bytes = packed.bytes();
        // The pack's own digest is not known yet; write() puts it in.
        entries.add(new PackEntry(
                object.id(),
                object.kind(),
                object.id(),
                size,
                bytes.length,
                PackFormat.crc(bytes),
                packed.compression(),
                object.bytes().length));
        part(bytes);
    }

    private void part(byte[] bytes) {
        parts.add(bytes);
        digest.add(bytes);
        size += bytes.length;
    }

    private BlobSource source() {
        return new BlobSource() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public InputStream open() {
                return new SequenceInputStream(Collections.enumeration(
                        parts.stream().map(ByteArrayInputStream::new).toList()));
            }
        };
    }
}
