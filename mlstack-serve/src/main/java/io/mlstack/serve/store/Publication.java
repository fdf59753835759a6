package io.mlstack.serve.store;

import io.mlstack.api.blob.Digest;
import java.util.Optional;

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

    /** Under which the store keeps it. */
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
     * <p>No event is written if it points there already, so a rollback afterwards leads to another bundle.
     *
     * @param name of the alias, as {@link io.mlstack.api.model.ModelName} allows
     * @param reason why, for the log
     * @throws io.mlstack.api.error.InvalidInputException if nothing can have that name
     */
    public Alias alias(String name, String reason) {
        store.moveAlias(model, name, Optional.empty(), bundle, reason);
        return new Alias(store, model, name);
    }

    /**
     * As {@link #alias(String, String)}, provided the alias points at the bundle that this one was compared with.
     *
     * @param from what the alias points at until now
     * @throws io.mlstack.api.error.ConflictException if it points at something else or does not exist; nothing has changed
     */
    public Alias alias(String name, Digest from, String reason) {
        store.moveAlias(model, name, Optional.of(from), bundle, reason);
        return new Alias(store, model, name);
    }

    @Override
    public String toString() {
        return model + " " + bundle.shortHex(12) + (isNew ? "" : " (published before)");
    }
}
