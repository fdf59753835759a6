package io.mlstack.serve.store;

import io.mlstack.api.blob.BlobStore;
import io.mlstack.api.blob.Digest;
import io.mlstack.api.blob.FileBlobStore;
import io.mlstack.api.blob.StoreFormat;
import io.mlstack.api.error.ConflictException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.model.ModelName;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.bundle.Trust;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Models by name, their published bundles, and aliases such as {@code champion} that say which one serves.
 *
 * <p>On a {@link BlobStore}: {@code blobs/sha256/<digest of the file>} holds bundles, {@code models/<name>/log/<n>} events; both are
 * only ever created, never changed, so readers need no lock and a killed writer leaves at most a bundle that nobody refers
 * to. Of several writers each gets the next number or tries again; aliases are what follows from the log.
 *
 * <p>Thread-safe; any number of processes may work on one store. Events that were read are kept in memory, and so are
 * bundles up to {@value #RESIDENT_MIB} MiB a store, so following an alias costs two questions to the store. What is counted
 * of a bundle are its entries and the copy of its tensors that its scorer computes with; names, levels and nodes are not.
 *
 * <pre>{@code
 * ModelStore models = ModelStore.open(Path.of("model-store")).as(Actor.of("ana"));
 * models.publish(bundle).alias("champion", "first model that beats the baseline");
 * Bundle champion = models.alias("biopsy-triage", "champion").bundle();
 * }</pre>
 */
public final class ModelStore {

    static final int RESIDENT_MIB = 256;

    private static final int ATTEMPTS = 1000;

    private final BlobStore blobs;
    private final Actor actor;
    private final Clock clock;
    private final StoredBundles bundles;
    private final ConcurrentMap<String, ModelLog> logs;

    private ModelStore(
            BlobStore blobs, Actor actor, Clock clock, StoredBundles bundles, ConcurrentMap<String, ModelLog> logs) {
        this.blobs = blobs;
        this.actor = actor;
        this.clock = clock;
        this.bundles = bundles;
        this.logs = logs;
    }

    /**
     * Opens the store in a folder, or makes one there; events are signed by the user who runs the process.
     *
     * @throws io.mlstack.api.error.StorageException if the folder cannot be made
     * @throws InvalidInputException if the folder holds something else, or a store of a later version
     */
    public static ModelStore open(Path folder) {
        return open(FileBlobStore.open(folder));
    }

    /** As {@link #open(Path)}, on any blob store. */
    public static ModelStore open(BlobStore blobs) {
        StoreFormat.of("mlstack-models", 1).openOrCreate(blobs);
        String user = System.getProperty("user.name", "unknown");
        return new ModelStore(
                blobs,
                Actor.of(user.isBlank() ? "unknown" : user),
                Clock.systemUTC(),
                new StoredBundles(blobs, Trust.off(), (long) RESIDENT_MIB << 20),
                new ConcurrentHashMap<>());
    }

    /** This store with events signed by {@code someone}. */
    public ModelStore as(Actor someone) {
        return new ModelStore(blobs, someone, clock, bundles, logs);
    }

    /**
     * This store for those who use and publish only what is signed as {@code trust} asks. It keeps bundles in memory of its
     * own.
     */
    public ModelStore trusting(Trust trust) {
        StoredBundles trusted = new StoredBundles(blobs, trust, (long) RESIDENT_MIB << 20);
        return new ModelStore(blobs, actor, clock, trusted, logs);
    }

    /** This store with times taken from {@code other}. */
    public ModelStore clock(Clock other) {
        return new ModelStore(blobs, actor, other, bundles, logs);
    }

    /**
     * Puts a bundle into the store under its model's name; does nothing if the same file is there already. A bundle that was
     * published before and has other signatures now is from then on read with these.
     *
     * @throws io.mlstack.serve.bundle.BundleRejectedException if it is not signed as {@link #trusting} asks
     * @throws io.mlstack.api.error.StorageException if the store cannot be written; what was published before is safe
     * @throws InvalidInputException if the log holds events of a later version
     */
    public Publication publish(Bundle bundle) {
        String model = ModelName.check(bundle.name());
        byte[] file = bundle.toBytes();
        Digest sha256 = Digest.of(file);
        bundles.requireTrusted(bundle);
        bundles.write(sha256, file);
        Optional<ModelEvent> event = append(
                model,
                (history, number) -> history.hasFile(sha256)
                        ? Optional.empty()
                        : Optional.of(new ModelEvent.Published(
                                number, bundle.id(), file.length, sha256, actor, clock.instant())));
        bundles.keep(sha256, bundle);
        return new Publication(this, model, bundle.id(), event.isPresent());
    }

    /** Names of the models that have a published bundle, in order. Lists the whole store. */
    public List<String> models() {
        return blobs.list("models/")
                .map(stat -> stat.key().split("/", 3)[1])
                .distinct()
                .toList();
    }

    /**
     * All events of a model, oldest first.
     *
     * @throws NotFoundException with the nearest names, if there is no such model
     */
    public List<ModelEvent> log(String model) {
        return history(model).events();
    }

    /** Ids of the bundles published under a model's name, oldest first. */
    public List<Digest> published(String model) {
        return history(model).published();
    }

    /** Names of a model's aliases, in order. */
    public List<String> aliases(String model) {
        return List.copyOf(history(model).aliases());
    }

    /**
     * An alias that exists.
     *
     * @throws NotFoundException with the nearest names, if there is no such model or alias
     */
    public Alias alias(String model, String name) {
        ModelHistory history = history(model);
        if (history.target(name).isEmpty()) {
            throw noSuchAlias(model, name, history);
        }
        return new Alias(this, model, name);
    }

    /**
     * A published bundle.
     *
     * @throws NotFoundException if there is no such model, or no bundle of that id was published under its name
     * @throws io.mlstack.api.error.CorruptDataException if its bytes are not those that were published
     * @throws io.mlstack.serve.bundle.BundleRejectedException if its bytes are, and this version of mlstack cannot use them
     */
    public Bundle bundle(String model, Digest id) {
        return bundles.get(published(model, history(model), id));
    }

    /** @param from what the alias must point at until now; empty if that does not matter */
    void moveAlias(String model, String alias, Optional<Digest> from, Digest bundle, String reason) {
        requireAliasName(alias);
        append(model, (history, number) -> {
            published(model, history, bundle);
            Optional<Digest> now = history.target(alias);
            requireStill(model, alias, from, now);
            return now.equals(Optional.of(bundle))
                    ? Optional.empty()
                    : Optional.of(
                            new ModelEvent.AliasMoved(number, alias, bundle, now, actor, clock.instant(), reason));
        });
    }

    /** @param from what the alias must point at until now; empty if that does not matter */
    ModelEvent rollBack(String model, String alias, Optional<Digest> from, String reason) {
        return append(model, (history, number) -> {
                    Digest now = history.target(alias).orElseThrow(() -> noSuchAlias(model, alias, history));
                    requireStill(model, alias, from, Optional.of(now));
                    Digest before = history.before(alias)
                            .orElseThrow(() -> new InvalidInputException(new Finding(
                                    "store.nothing-before",
                                    "model " + model + ", alias " + alias,
                                    "points at its first bundle, there is none before it",
                                    "move the alias to another bundle instead")));
                    return Optional.of(
                            new ModelEvent.RolledBack(number, alias, before, now, actor, clock.instant(), reason));
                })
                .orElseThrow();
    }

    Digest target(String model, String alias) {
        ModelHistory history = history(model);
        return history.target(alias).orElseThrow(() -> noSuchAlias(model, alias, history));
    }

    /** Appends what {@code next} makes of the present history and the next number, until no other writer was faster. */
    private Optional<ModelEvent> append(String model, BiFunction<ModelHistory, Long, Optional<ModelEvent>> next) {
        ModelLog log = logs.computeIfAbsent(ModelName.check(model), name -> new ModelLog(blobs, name));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ModelHistory history = log.now();
            Optional<ModelEvent> event = next.apply(history, history.last() + 1);
            if (event.isEmpty() || log.append(history, event.get())) {
                return event;
            }
        }
        throw new ConflictException(new Finding(
                "store.busy",
                "model " + model,
                "other writers were faster " + ATTEMPTS + " times",
                "look for a job that publishes in a loop, then try again"));
    }

    private ModelHistory history(String model) {
        ModelHistory history = ModelName.isOne(model) ? log(model, logs.get(model)) : ModelHistory.EMPTY;
        if (history.last() == 0) {
            throw new NotFoundException(new Finding(
                    "store.no-such-model",
                    "model store " + blobs,
                    "model \"" + model + "\" does not exist",
                    NearestName.cure(model, models())));
        }
        return history;
    }

    /** Remembers the logs of models that exist; names come from callers, and whatever they ask for must not pile up. */
    private ModelHistory log(String model, @Nullable ModelLog known) {
        ModelLog log = known == null ? new ModelLog(blobs, model) : known;
        ModelHistory history = log.now();
        if (known == null && history.last() > 0) {
            logs.putIfAbsent(model, log);
        }
        return history;
    }

    private static ModelEvent.Published published(String model, ModelHistory history, Digest bundle) {
        return history.publication(bundle)
                .orElseThrow(() -> new NotFoundException(new Finding(
                        "store.not-published",
                        "model " + model,
                        "bundle " + bundle.shortHex(12) + " was not published under this name",
                        "publish it first")));
    }

    private static void requireStill(String model, String alias, Optional<Digest> from, Optional<Digest> now) {
        if (from.isPresent() && !from.equals(now)) {
            throw new ConflictException(new Finding(
                    "store.alias-moved",
                    "model " + model + ", alias " + alias,
                    "points at " + now.map(id -> id.shortHex(12)).orElse("nothing") + " and no longer at "
                            + from.get().shortHex(12),
                    "look at its history, then decide again"));
        }
    }

    private static NotFoundException noSuchAlias(String model, String name, ModelHistory history) {
        return new NotFoundException(new Finding(
                "store.no-such-alias",
                "model " + model,
                "alias \"" + name + "\" does not exist",
                NearestName.cure(name, history.aliases())));
    }

    private static void requireAliasName(String name) {
        if (!ModelName.isOne(name)) {
            throw new InvalidInputException(new Finding(
                    "store.alias-name", "model store", "\"" + name + "\" cannot name an alias", ModelName.CURE));
        }
    }

    @Override
    public String toString() {
        return "ModelStore[" + blobs + "]";
    }
}
