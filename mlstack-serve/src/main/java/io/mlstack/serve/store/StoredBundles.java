package io.mlstack.serve.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mlstack.api.blob.BlobStore;
import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.model.Tensor;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.bundle.Trust;

/**
 * The bundles of a store: files under {@code blobs/sha256}, named by their own digest, of which some are in memory. One bundle
 * may have several files, with and without signatures. Thread-safe.
 */
final class StoredBundles {

    private final BlobStore blobs;
    private final Trust trust;
    private final Cache<Digest, Bundle> resident;

    /**
     * @param trust whose signatures what is read must carry
     * @param residentBytes what may stay in memory, counted as {@link #weight} counts
     */
    StoredBundles(BlobStore blobs, Trust trust, long residentBytes) {
        this.blobs = blobs;
        this.trust = trust;
        this.resident = Caffeine.newBuilder()
                .maximumWeight(residentBytes)
                .weigher((Digest id, Bundle bundle) -> weight(bundle))
                .executor(Runnable::run)
                .build();
    }

    /** Makes the file, unless it is there. */
    void write(Digest sha256, byte[] file) {
        blobs.putIfAbsent(key(sha256), file);
    }

    /** Keeps a bundle that was published in memory. */
    void keep(Digest sha256, Bundle bundle) {
        resident.put(sha256, bundle);
    }

    /** @throws io.mlstack.serve.bundle.BundleRejectedException if those who must have signed the bundle have not */
    void requireTrusted(Bundle bundle) {
        bundle.require(trust);
    }

    /**
     * @throws CorruptDataException if the file is not the one that was published
     * @throws io.mlstack.serve.bundle.BundleRejectedException if it is, and this version cannot use it
     */
    Bundle get(ModelEvent.Published published) {
        return resident.get(published.sha256(), sha256 -> load(published));
    }

    /** The entries, of which the weights are the tensors, and the copy of those that the scorer computes with; in bytes. */
    private static int weight(Bundle bundle) {
        long tensors = 0;
        for (Tensor tensor : bundle.graph().tensors().values()) {
            tensors += (long) tensor.size() * tensor.type().bytes();
        }
        return (int) Math.min(Integer.MAX_VALUE, bundle.size() + tensors);
    }

    private Bundle load(ModelEvent.Published published) {
        Digest id = published.bundle();
        String key = key(published.sha256());
        byte[] file = blobs.read(key);
        if (file.length != published.bytes() || !Digest.of(file).equals(published.sha256())) {
            throw new CorruptDataException(new Finding(
                    "store.damaged-bundle",
                    key,
                    "its size or SHA-256 is not that of the bundle which was published",
                    "remove it and publish the bundle again, or restore it from a backup"));
        }
        Bundle bundle = Bundle.read(file, "bundle " + id.shortHex(12), trust);
        if (!bundle.id().equals(id)) {
            throw new CorruptDataException(new Finding(
                    "store.other-bundle",
                    key,
                    "holds the bundle " + bundle.id(),
                    "remove it and publish the right one again"));
        }
        return bundle;
    }

    private static String key(Digest sha256) {
        return "blobs/sha256/" + sha256.hex();
    }
}
