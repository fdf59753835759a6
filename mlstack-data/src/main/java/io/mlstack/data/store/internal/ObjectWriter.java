package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects the objects that a commit adds, in memory; objects that the store has already are only named. Not thread-safe.
 */
final class ObjectWriter implements ObjectReader {

    private final Packs packs;
    private final ObjectReader below;
    private final Map<Digest, StoredObject> added = new LinkedHashMap<>();

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
        if (!packs.has(object.id())) {
            added.putIfAbsent(object.id(), object);
        }
        return object.id();
    }

    /** The objects that have to be stored, in the order in which they came. */
    Collection<StoredObject> added() {
        return added.values();
    }

    @Override
    public byte[] read(ObjectKind kind, Digest id) {
        StoredObject object = added.get(id);
        return object == null ? below.read(kind, id) : object.bytes();
    }

    @Override
    public String place(ObjectKind kind, Digest id) {
        return added.containsKey(id) ? "new " + kind.word() + " " + id.shortHex(12) : below.place(kind, id);
    }
}
