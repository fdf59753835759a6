package io.mlstack.serve.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.mlstack.api.blob.BlobStore;
import io.mlstack.api.blob.Digest;
import io.mlstack.api.blob.FileBlobStore;
import io.mlstack.api.blob.NumberedLog;
import io.mlstack.api.blob.StoreFormat;
import io.mlstack.api.error.ConflictException;
import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.serve.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Models by name, their published bundles, and aliases such as {@code champion} that say which one serves.
 *
 * <p>On a {@link BlobStore}: {@code blobs/sha256/<bundle id>} holds bundles, {@code models/<name>/log/<n>} events; both are
 * only ever created, never changed, so readers need no lock and a killed writer leaves at most a bundle that nobody refers
 * to. Of several writers each gets the next number or tries again; aliases are what follows from the log.
 *
 * <p>Thread-safe; any number of processes may work on one store. Bundles that were read are kept in memory up to
 * {@value #RESIDENT_MIB} MiB a store, so following an alias costs a look at the log.
 *
 * <pre>{@code
 * ModelStore models = ModelStore.open(Path.of("model-store")).as(Actor.of("ana"));
 * models.publish(bundle).alias("champion", "first model that beats the baseline");
 * Bundle champion = models.alias("biopsy-triage", "champion").bundle();
 * }</pre>
 */
public final class ModelStore {

    static final int RESIDENT_MIB = 256;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final int ATTEMPTS = 1000;

    private final BlobStore blobs;
    private final Actor actor;
    private final Clock clock;
    private final Cache<Digest, Bundle> resident;

    private ModelStore(BlobStore blobs, Actor actor, Clock clock, Cache<Digest, Bundle> resident) {
        this.blobs = blobs;
        this.actor = actor;
        this.clock = clock;
        this.resident = resident;
    }

    /**
     * Opens the store in a folder, or makes one there; events are signed by the user who runs the process.
     *
     * @throws IOException if the folder cannot be made
     * @throws InvalidInputException if the folder holds something else, or a store of a later version
     */
    public static ModelStore open(Path folder) throws IOException {
        return open(FileBlobStore.open(folder));
    }

    /** As {@link #open(Path)}, on any blob store. */
    public static ModelStore open(BlobStore blobs) {
        StoreFormat.openOrCreate(blobs, "mlstack-models", 1);
        Cache<Digest, Bundle> resident = Caffeine.newBuilder()
                .maximumWeight((long) RESIDENT_MIB << 20)
                .weigher((Digest id, Bundle bundle) -> bundle.size())
                .executor(Runnable::run)
                .build();
        String user = System.getProperty("user.name", "unknown");
        return new ModelStore(blobs, Actor.of(user.isBlank() ? "unknown" : user), Clock.systemUTC(), resident);
    }

    /** This store with events signed by {@code someone}. */
    public ModelStore as(Actor someone) {
        return new ModelStore(blobs, someone, clock, resident);
    }

    /** This store with times taken from {@code other}. */
    public ModelStore clock(Clock other) {
        return new ModelStore(blobs, actor, other, resident);
    }

    /**
     * Puts a bundle into the store under its model's name; does nothing if it is there already.
     *
     * @throws io.mlstack.api.error.StorageException if the store cannot be written; what was published before is safe
     */
    public Publication publish(Bundle bundle) {
        String model = bundle.name();
        blobs.putIfAbsent(key(bundle.id()), bundle.toBytes());
        resident.put(bundle.id(), bundle);
        Optional<ModelEvent> event = append(
                model,
                (history, number) -> history.hasPublished(bundle.id())
                        ? Optional.empty()
                        : Optional.of(
                                new ModelEvent.Published(number, bundle.id(), bundle.size(), actor, clock.instant())));
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
            throw new NotFoundException(new Finding(
                    "store.no-such-alias",
                    "model " + model,
                    "alias \"" + name + "\" does not exist",
                    NearestName.cure(name, history.aliases())));
        }
        return new Alias(this, model, name);
    }

    /**
     * A published bundle.
     *
     * @throws NotFoundException if no bundle of that id was published
     * @throws CorruptDataException if its bytes are not those that were published
     * @throws io.mlstack.serve.bundle.BundleRejectedException if it fails a check
     */
    public Bundle bundle(Digest id) {
        return resident.get(id, this::load);
    }

    Digest moveAlias(String model, String alias, Digest bundle, String reason) {
        requireName(alias);
        append(model, (history, number) -> {
            requirePublished(model, history, bundle);
            return Optional.of(new ModelEvent.AliasMoved(
                    number, alias, bundle, history.target(alias), actor, clock.instant(), reason));
        });
        return bundle;
    }

    ModelEvent rollBack(String model, String alias, String reason) {
        return append(model, (history, number) -> {
                    Digest now = target(model, alias);
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
        return history(model).target(alias).orElseThrow();
    }

    /** Appends what {@code next} makes of the present history and the next number, until no other writer was faster. */
    private Optional<ModelEvent> append(String model, BiFunction<ModelHistory, Long, Optional<ModelEvent>> next) {
        requireName(model);
        NumberedLog log = eventLog(model);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ModelHistory history = ModelHistory.read(model, log);
            Optional<ModelEvent> event = next.apply(history, history.last() + 1);
            if (event.isEmpty() || log.append(history.last(), EventJson.write(event.get()))) {
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
        ModelHistory history = NAME.matcher(model).matches() ? ModelHistory.read(model, eventLog(model)) : null;
        if (history == null || history.last() == 0) {
            throw new NotFoundException(new Finding(
                    "store.no-such-model",
                    "model store",
                    "model \"" + model + "\" does not exist",
                    NearestName.cure(model, models())));
        }
        return history;
    }

    private Bundle load(Digest id) {
        Bundle bundle = Bundle.read(blobs.read(key(id)), "bundle " + id.shortHex(12));
        if (!bundle.id().equals(id)) {
            throw new CorruptDataException(new Finding(
                    "store.other-bundle",
                    key(id),
                    "holds the bundle " + bundle.id(),
                    "remove it and publish the right one again"));
        }
        return bundle;
    }

    private NumberedLog eventLog(String model) {
        return NumberedLog.of(blobs, "models/" + model + "/log");
    }

    private static String key(Digest id) {
        return "blobs/sha256/" + id.hex();
    }

    private static void requirePublished(String model, ModelHistory history, Digest bundle) {
        if (!history.hasPublished(bundle)) {
            throw new NotFoundException(new Finding(
                    "store.not-published",
                    "model " + model,
                    "bundle " + bundle.shortHex(12) + " was not published under this name",
                    "publish it first"));
        }
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidInputException(new Finding(
                    "store.name",
                    "model store",
                    "\"" + name + "\" cannot name a model or alias",
                    "use 1 to 100 of a-z, 0-9, dot, dash and underscore, beginning with a letter or digit"));
        }
    }

    @Override
    public String toString() {
        return "ModelStore[" + blobs + "]";
    }
}
