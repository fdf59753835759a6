package io.mlstack.serve.store;

import io.mlstack.api.blob.Digest;

/** A bundle that is in the store. Immutable. */
public final class Publication {

    private final ModelStore store;
    private final String model;
    private final Digest bundle;
    private final boolean isNew;

    Publication(ModelStore store, String model, Digest bundle, boolean isNew) {
        this.store = store;
        this.model = model;
        this.bundle = bundle;
        this.isNew = isNew;
    }

    /** Name of the model. */
    public String model() {
        return model;
    }

    public Digest bundleId() {
        return bundle;
    }

    /** False if the same bundle had been published before. */
    public boolean isNew() {
        return isNew;
    }

    /**
     * Points an alias at this bundle; readers that follow the alias see it with their next look.
     *
     * @param name of the alias, {@code [a-z0-9][a-z0-9._-]*}
     * @param reason why, for the log
     */
    public Alias alias(String name, String reason) {
        store.moveAlias(model, name, bundle, reason);
        return new Alias(store, model, name);
    }

    @Override
    public String toString() {
        return model + " " + bundle.shortHex(12) + (isNew ? "" : " (published before)");
    }
}
