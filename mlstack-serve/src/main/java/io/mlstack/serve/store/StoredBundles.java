package io.mlstack.serve.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mlstack.api.blob.BlobStore;
import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.model.Tensor;
import io.mlstack.serve.bundle.Bundle;

/** The bundles of a store: files under {@code blobs/sha256}, of which some are in memory. Thread-safe. */
final class StoredBundles {

    private final BlobStore blobs;
    private final Cache<Digest, Bundle> resident;

    /** @param residentBytes what may stay in memory, counted as {@link #weight} counts */
    StoredBundles(BlobStore blobs, long residentBytes) {
        this.blobs = blobs;
        this.resident = Caffeine.newBuilder()
                .maximumWeight(residentBytes)
                .weigher((Digest id, Bundle bundle) -> weight(bundle))
                .executor(Runnable::run)
                .build();
    }

    /** Makes the file, unless it is there. */
    void write(Digest id, byte[] file) {
        blobs.putIfAbsent(key(id), file);
    }

    /** Keeps a bundle that was published in memory. */
    void keep(Bundle bundle) {
        resident.put(bundle.id(), bundle);
    }

    /**
     * @throws CorruptDataException if the file is not the one that was published
     * @throws io.mlstack.serve.bundle.BundleRejectedException if it is, and this version cannot use it
     */
    Bundle get(ModelEvent.Published published) {
        return resident.get(published.bundle(), id -> load(published));
    }

    /** The file, the tensors, and the copy of them that the scorer computes with; in bytes. */
    private static int weight(Bundle bundle) {
        long tensors = 0;
        for (Tensor tensor : bundle.graph().tensors().values()) {
            tensors += (long) tensor.size() * tensor.type().bytes();
        }
        return (int) Math.min(Integer.MAX_VALUE, bundle.size() + 2 * tensors);
    }

    private Bundle load(ModelEvent.Published published) {
        Digest id = published.bundle();
        byte[] file = blobs.read(key(id));
        if (file.length != published.bytes() || !Digest.of(file).equals(published.sha256())) {
            throw new CorruptDataException(new Finding(
                    "store.damaged-bundle",
                    key(id),
                    "its size or SHA-256 is not that of the bundle which was published",
                    "remove it and publish the bundle again, or restore it from a backup"));
        }
        Bundle bundle = Bundle.read(file, "bundle " + id.shortHex(12));
        if (!bundle.id().equals(id)) {
            throw new CorruptDataException(new Finding(
                    "store.other-bundle",
                    key(id),
                    "holds the bundle " + bundle.id(),
                    "remove it and publish the right one again"));
        }
        return bundle;
    }

    private static String key(Digest id) {
        return "blobs/sha256/" + id.hex();
    }
}
