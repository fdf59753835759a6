package io.mlstack.serve.store;

import io.mlstack.api.blob.Digest;
import io.mlstack.serve.bundle.Bundle;
import java.util.List;
import java.util.Optional;

/**
 * A movable name for one of a model's bundles. Each method looks for new events, so the answers follow the alias as it moves.
 * Thread-safe.
 */
public final class Alias {

    private final ModelStore store;
    private final String model;
    private final String name;

    Alias(ModelStore store, String model, String name) {
        this.store = store;
        this.model = model;
        this.name = name;
    }

    /** Name of the model. */
    public String model() {
        return model;
    }

    /** Such as {@code champion}; unique within its model. */
    public String name() {
        return name;
    }

    /** Id of the bundle that the alias points at now. */
    public Digest bundleId() {
        return store.target(model, name);
    }

    /**
     * The bundle that the alias points at now.
     *
     * @throws io.mlstack.api.error.CorruptDataException if its bytes are not those that were published
     * @throws io.mlstack.serve.bundle.BundleRejectedException if its bytes are, and this version of mlstack cannot use them
     */
    public Bundle bundle() {
        return store.bundle(model, bundleId());
    }

    /** The moves of this alias, oldest first. */
    public List<ModelEvent> history() {
        return store.log(model).stream()
                .filter(event -> event instanceof ModelEvent.AliasMoved moved
                        ? moved.alias().equals(name)
                        : event instanceof ModelEvent.RolledBack back
                                && back.alias().equals(name))
                .toList();
    }

    /**
     * Points the alias back at the bundle it had before its last move; done twice, at the one before that.
     *
     * @param reason why, for the log
     * @return the bundle it points at now
     * @throws io.mlstack.api.error.InvalidInputException if there is none before
     */
    public Digest rollBack(String reason) {
        return store.rollBack(model, name, Optional.empty(), reason).bundle();
    }

    /**
     * As {@link #rollBack(String)}, provided the alias still points at the bundle that is to be undone; so of two who see the
     * same fault, the second does not undo the first one's cure.
     *
     * @param from what the alias points at until now
     * @throws io.mlstack.api.error.ConflictException if it points at something else; nothing has changed
     */
    public Digest rollBack(Digest from, String reason) {
        return store.rollBack(model, name, Optional.of(from), reason).bundle();
    }

    @Override
    public String toString() {
        return model + "@" + name;
    }
}
