package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stores the objects that a commit adds; objects that the store has already are only named. Holds at most {@value
 * #PACK_BYTES} bytes of them, then writes a pack. Not thread-safe.
 */
final class ObjectWriter implements ObjectReader {

    /** Large enough that forcing a pack costs little beside writing it, small enough for any heap. */
    static final long PACK_BYTES = 16 << 20;

    private final Packs packs;
    private final ObjectReader below;
    private final Map<Digest, StoredObject> pending = new LinkedHashMap<>();
    private final List<Digest> written = new ArrayList<>();
    private long pendingBytes;

    /**
     * @param packs what is stored for good
     * @param below where objects are read that are not among the new ones
     */
    ObjectWriter(Packs packs, ObjectReader below) {
        this.packs = packs;
        this.below = below;
    }

    Digest put(ObjectKind kind, byte[] bytes) {
        return put(StoredObject.of(kind, bytes));
    }

    Digest put(StoredObject object) {
        if (!packs.has(object.id()) && pending.putIfAbsent(object.id(), object) == null) {
            pendingBytes += object.bytes().length;
            if (pendingBytes >= PACK_BYTES) {
                store();
            }
        }
        return object.id();
    }

    /** Writes what is pending; durable on return, and visible to nobody who is not told of it. */
    void store() {
        if (!pending.isEmpty()) {
            written.add(packs.add(pending.values()));
            pending.clear();
            pendingBytes = 0;
        }
    }

    /** How many objects are held. */
    int pending() {
        return pending.size();
    }

    /** The packs that were written here, in order. */
    List<Digest> written() {
        return written;
    }

    @Override
    public byte[] read(ObjectKind kind, Digest id) {
        StoredObject object = pending.get(id);
        return object == null ? below.read(kind, id) : object.bytes();
    }

    @Override
    public String place(ObjectKind kind, Digest id) {
        return pending.containsKey(id) ? "new " + kind.word() + " " + id.shortHex(12) : below.place(kind, id);
    }
}
