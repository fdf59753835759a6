package io.mlstack.data.store.internal;

import io.mlstack.api.blob.BlobStat;
import io.mlstack.api.blob.BlobStore;
import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All objects of a store, found through the indexes of its packs, which are read when they are first needed and kept (about
 * 150 bytes of memory an object). Thread-safe.
 */
final class Packs implements ObjectReader {

    private final BlobStore blobs;
    private final Map<Digest, PackEntry> objects = new ConcurrentHashMap<>();

    /** Every pack that was looked at; with the problem where its index could not be read. */
    private final Map<Digest, List<Finding>> known = new ConcurrentHashMap<>();

    Packs(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Whether an object is stored, as far as the indexes read so far tell. */
    boolean has(Digest id) {
        return objects.containsKey(id);
    }

    /** Stores new objects as one pack and returns its name. */
    Digest add(Collection<StoredObject> added) {
        List<PackEntry> entries = PackWriter.write(blobs, added);
        Digest pack = entries.get(0).pack();
        remember(pack, entries);
        return pack;
    }

    /** Reads the index of a pack that a reference names, which saves listing all packs. */
    void learn(Digest pack) {
        List<Finding> problems = known.get(pack);
        if (problems == null || !problems.isEmpty()) {
            try {
                remember(pack, PackFormat.readIndex(blobs, pack));
            } catch (CorruptDataException e) {
                known.put(pack, e.findings());
            }
        }
    }

    @Override
    public byte[] read(ObjectKind kind, Digest id) {
        return PackFormat.readObject(blobs, find(kind, id));
    }

    @Override
    public String place(ObjectKind kind, Digest id) {
        return find(kind, id).place();
    }

    CommitObject commit(Digest id) {
        return CommitObject.decode(read(ObjectKind.COMMIT, id), place(ObjectKind.COMMIT, id));
    }

    /** @throws CorruptDataException if no pack has the object; says which packs could not be searched */
    PackEntry find(ObjectKind kind, Digest id) {
        PackEntry entry = objects.get(id);
        if (entry == null) {
            learnAll();
            entry = objects.get(id);
        }
        if (entry == null || entry.kind() != kind) {
            throw missing(kind, id);
        }
        return entry;
    }

    private void learnAll() {
        blobs.list(PackFormat.prefix())
                .map(BlobStat::key)
                .flatMap(key -> PackFormat.digestOf(key).stream())
                .forEach(this::learn);
    }

    private void remember(Digest pack, List<PackEntry> entries) {
        entries.forEach(entry -> objects.putIfAbsent(entry.id(), entry));
        known.put(pack, List.of());
    }

    private CorruptDataException missing(ObjectKind kind, Digest id) {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(
                "store.missing-object",
                "packs",
                "no pack that can be read holds the " + kind.word() + " " + id.hex(),
                Cures.RESTORE));
        known.values().forEach(findings::addAll);
        return new CorruptDataException(findings);
    }
}
