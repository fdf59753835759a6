package io.mlstack.api.blob;

import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Says at the root of a store what it is: the object {@value #KEY}, canonical JSON with kind, version, what a reader must be
 * able to do, settings that were fixed when the store was created, and the CRC32C of all that.
 *
 * <p>So nobody writes models between somebody's photographs, an old program does not misread a new store, and a flipped byte is
 * damage rather than another version. Immutable.
 *
 * @param kind such as {@code mlstack-models}
 * @param version of the layout, from 1; a program reads its own and earlier ones
 * @param features that a reader must know, in order of their names
 * @param settings whole numbers by name; names must not be those of the other members
 */
public record StoreFormat(String kind, int version, List<String> features, Map<String, Long> settings) {

    /** Where it lies. */
    public static final String KEY = "FORMAT";

    private static final String CHECKSUM = "crc32c";
    private static final List<String> MEMBERS = List.of("kind", "version", "features");

    /** Takes copies. */
    public StoreFormat {
        features = features.stream().sorted().toList();
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /** A layout without features or settings. */
    public static StoreFormat of(String kind, int version) {
        return new StoreFormat(kind, version, List.of(), Map.of());
    }

    /**
     * Checks that {@code store} is of this kind and that a program that writes this format can read it; an empty store becomes
     * one of this format.
     *
     * @return the format that lies there, with the settings of the one who created the store
     * @throws InvalidInputException if something else lies there, or a later version, or one with features that this format does
     *     not have; nothing was written
     * @throws CorruptDataException if the object is damaged
     */
    public StoreFormat openOrCreate(BlobStore store) {
        Optional<StoreFormat> existing = find(store);
        if (existing.isPresent()) {
            return existing.get();
        }
        refuseStrangers(store);
        store.putIfAbsent(KEY, bytes());
        // Somebody else may have created the store meanwhile, with other settings.
        return find(store).orElseThrow(() -> corrupt(store, "was created and is gone"));
    }

    /**
     * The format that lies in {@code store}, checked as {@link #openOrCreate} does; empty if there is none.
     *
     * @throws InvalidInputException if it is of another kind, later, or has other features
     * @throws CorruptDataException if the object is damaged
     */
    public Optional<StoreFormat> find(BlobStore store) {
        byte[] bytes;
        try {
            bytes = store.read(KEY);
        } catch (NotFoundException e) {
            return Optional.empty();
        }
        return Optional.of(read(store, bytes));
    }

    /** A setting of this format. */
    public long setting(String name) {
        Long value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no setting " + name + " among " + settings.keySet());
        }
        return value;
    }

    /** The object as it lies in a store. */
    byte[] bytes() {
        Json.ObjBuilder json =
                Json.object().put("kind", kind).put("version", version).put("features", Json.strings(features));
        settings.forEach(json::put);
        return sealed(json.build());
    }

    /** The finding for a place that holds something else than a store of this kind. */
    public Finding foreign(String place, String why) {
        return new Finding(
                "store.not-a-store",
                place,
                "this is no store of kind " + kind + ": " + why,
                "name an empty or new folder, or an existing store of that kind");
    }

    private StoreFormat read(BlobStore store, byte[] bytes) {
        JsonPlace json;
        try {
            json = Json.parse(bytes, store + "/" + KEY);
        } catch (InvalidInputException e) {
            throw corrupt(store, "is no JSON: " + e.getMessage());
        }
        Map<String, Json> members =
                new TreeMap<>(json.value() instanceof Json.Obj object ? object.members() : Map.of());
        boolean hasSeal = members.remove(CHECKSUM) != null;
        if (!hasSeal || !Arrays.equals(bytes, sealed(new Json.Obj(members)))) {
            throw corrupt(store, "does not agree with its CRC32C");
        }
        Findings findings = Findings.collect();
        check(json, findings);
        findings.throwIfAny(InvalidInputException::new);
        Map<String, Long> found = new TreeMap<>();
        json.fields().forEach((name, value) -> {
            if (!MEMBERS.contains(name) && !name.equals(CHECKSUM)) {
                found.put(name, value.integer());
            }
        });
        return new StoreFormat(
                kind, json.field("version").int32(), json.field("features").texts(), found);
    }

    private void check(JsonPlace json, Findings findings) {
        String found = json.field("kind").text();
        if (!found.equals(kind)) {
            findings.add(foreign(json.place(), "it is one of kind " + found));
            return;
        }
        int number = json.field("version").int32();
        if (number > version) {
            findings.add(
                    "store.version",
                    json.place(),
                    "the store has format version " + number + ", this mlstack reads up to " + version,
                    "use the mlstack that wrote it, or a newer one");
        }
        for (String feature : json.field("features").texts()) {
            if (!features.contains(feature)) {
                findings.add(
                        "store.feature",
                        json.place(),
                        "the store needs \"" + feature + "\", which this mlstack does not know",
                        "use the mlstack that wrote it, or a newer one");
            }
        }
    }

    private void refuseStrangers(BlobStore store) {
        Optional<BlobStat> stranger = store.list("").findFirst();
        // FORMAT comes before everything else, so where it is now, somebody else is creating the same store.
        if (stranger.isPresent() && store.stat(KEY).isEmpty()) {
            throw new InvalidInputException(
                    foreign(store.toString(), "it holds " + stranger.get().key() + " and no " + KEY));
        }
    }

    private static byte[] sealed(Json.Obj plain) {
        CRC32C crc = new CRC32C();
        crc.update(plain.canonicalBytes());
        Map<String, Json> members = new TreeMap<>(plain.members());
        members.put(CHECKSUM, Json.of(HexFormat.of().toHexDigits((int) crc.getValue())));
        return new Json.Obj(members).canonicalBytes();
    }

    private static CorruptDataException corrupt(BlobStore store, String problem) {
        return new CorruptDataException(new Finding(
                "store.format-damaged", store + "/" + KEY, problem, "restore the object from a backup or a copy"));
    }
}
