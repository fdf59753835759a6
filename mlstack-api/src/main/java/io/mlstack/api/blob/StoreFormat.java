package io.mlstack.api.blob;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import java.util.List;

/**
 * Says at the root of a store what it is: the object {@value #KEY} with kind, version and required features.
 *
 * <p>So nobody writes models between somebody's photographs, and an old program does not misread a new store.
 */
public final class StoreFormat {

    /** Where it lies. */
    public static final String KEY = "FORMAT";

    private StoreFormat() {}

    /**
     * Checks that {@code store} is of this kind and can be read by this version; an empty store becomes one.
     *
     * @param kind such as {@code mlstack-models}
     * @param version the latest that this program understands; what it writes into an empty store
     * @throws InvalidInputException if something else lies there, or a later version, or one with features that this
     *     program does not know; nothing was written
     */
    public static void openOrCreate(BlobStore store, String kind, int version) {
        if (store.stat(KEY).isEmpty()) {
            refuseForeign(store, kind);
            byte[] format = Json.object()
                    .put("kind", kind)
                    .put("version", version)
                    .put("features", Json.array(List.of()))
                    .build()
                    .canonicalBytes();
            store.putIfAbsent(KEY, format);
        }
        check(Json.parse(store.read(KEY), store + "/" + KEY), kind, version);
    }

    private static void refuseForeign(BlobStore store, String kind) {
        // A FORMAT that appears meanwhile is the work of somebody who opens the same new store.
        store.list("").filter(found -> !found.key().equals(KEY)).findFirst().ifPresent(found -> {
            throw new InvalidInputException(new Finding(
                    "store.foreign",
                    store.toString(),
                    "holds " + found.key() + " and is no store of kind " + kind,
                    "name an empty place or an existing store"));
        });
    }

    private static void check(JsonPlace format, String kind, int version) {
        JsonPlace found = format.field("kind");
        if (!found.text().equals(kind)) {
            throw found.wrong(
                    "store.kind", "is a store of kind " + found.text() + ", not " + kind, "name another place");
        }
        JsonPlace number = format.field("version");
        if (number.int32() > version) {
            throw number.wrong(
                    "store.version",
                    "the store has version " + number.int32() + ", this program reads up to " + version,
                    "upgrade mlstack");
        }
        List<String> features = format.field("features").texts();
        if (!features.isEmpty()) {
            throw format.field("features")
                    .wrong("store.features", "the store needs the features " + features, "upgrade mlstack");
        }
    }
}
