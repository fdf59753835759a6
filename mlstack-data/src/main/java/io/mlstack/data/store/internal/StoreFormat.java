package io.mlstack.data.store.internal;

import io.mlstack.api.blob.BlobStat;
import io.mlstack.api.blob.BlobStore;
import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The blob {@code FORMAT}: one canonical JSON object with the kind of store, its version, what a reader must be able to do,
 * the rows of a leaf, and the CRC32C of the object without that member. A store whose version or features this code does not
 * know is refused, not guessed at.
 */
public final class StoreFormat {

    /** Where it lies. */
    public static final String KEY = "FORMAT";

    private static final String KIND = "mlstack-datasets";
    private static final String CHECKSUM = "crc32c";
    private static final int VERSION = 1;
    private static final List<String> FEATURES = List.of("numbered-refs", "packs");

    private StoreFormat() {}

    static LeafCut openOrCreate(BlobStore blobs, LeafCut cut) {
        Optional<LeafCut> existing = read(blobs);
        if (existing.isPresent()) {
            return existing.get();
        }
        refuseStrangers(blobs);
        blobs.putIfAbsent(KEY, encode(cut));
        // Somebody else may have created the store meanwhile, with leaves of another size.
        return read(blobs).orElseThrow(() -> ByteSource.corrupt(KEY, "was created and is gone"));
    }

    /** @throws CorruptDataException if the record is damaged */
    static Optional<LeafCut> read(BlobStore blobs) {
        byte[] bytes;
        try {
            bytes = blobs.read(KEY);
        } catch (NotFoundException e) {
            return Optional.empty();
        }
        return Optional.of(decode(bytes));
    }

    static byte[] encode(LeafCut cut) {
        Json.Obj plain = Json.object()
                .put("kind", KIND)
                .put("version", VERSION)
                .put("features", Json.strings(FEATURES))
                .put("leafRows", cut.target())
                .build();
        return sealed(plain).canonicalBytes();
    }

    private static LeafCut decode(byte[] bytes) {
        JsonPlace place = parse(bytes);
        Map<String, Json> members =
                new TreeMap<>(place.value() instanceof Json.Obj object ? object.members() : Map.of());
        boolean sealed = members.remove(CHECKSUM) != null;
        boolean ours = Json.of(KIND).equals(members.get("kind"));
        if (sealed || ours || !members.containsKey("kind")) {
            if (!Arrays.equals(bytes, sealed(new Json.Obj(members)).canonicalBytes())) {
                throw ByteSource.corrupt(KEY, "does not agree with its CRC32C");
            }
        }
        Findings findings = Findings.collect();
        if (!ours) {
            findings.add(foreign(KEY, "it is one of kind " + place.field("kind").text()));
        } else {
            checkVersion(place, findings);
        }
        findings.throwIfAny(InvalidInputException::new);
        return new LeafCut(place.field("leafRows").int32());
    }

    private static JsonPlace parse(byte[] bytes) {
        try {
            return Json.parse(bytes, KEY);
        } catch (InvalidInputException e) {
            throw ByteSource.corrupt(KEY, "is no JSON: " + e.getMessage());
        }
    }

    private static Json.Obj sealed(Json.Obj plain) {
        Map<String, Json> members = new TreeMap<>(plain.members());
        members.put(CHECKSUM, Json.of(HexFormat.of().toHexDigits(PackFormat.crc(plain.canonicalBytes()))));
        return new Json.Obj(members);
    }

    private static void checkVersion(JsonPlace place, Findings findings) {
        long version = place.field("version").integer();
        if (version != VERSION) {
            findings.add(
                    "store.version",
                    KEY,
                    "the store has format version " + version + ", this mlstack reads " + VERSION,
                    "use the mlstack that wrote it, or a newer one");
        }
        for (String feature : place.field("features").texts()) {
            if (!FEATURES.contains(feature)) {
                findings.add(
                        "store.feature",
                        KEY,
                        "the store needs \"" + feature + "\", which this mlstack does not know",
                        "use the mlstack that wrote it, or a newer one");
            }
        }
    }

    private static void refuseStrangers(BlobStore blobs) {
        Optional<BlobStat> stranger = blobs.list("").findFirst();
        // FORMAT comes before everything else, so where it is now, somebody else is creating the same store.
        if (stranger.isPresent() && blobs.stat(KEY).isEmpty()) {
            throw new InvalidInputException(
                    foreign(blobs.toString(), "it holds " + stranger.get().key() + " and no " + KEY));
        }
    }

    /** The finding for a place that holds something else. */
    public static Finding foreign(String place, String why) {
        return new Finding(
                "store.not-a-store",
                place,
                "this is no dataset store: " + why,
                "name an empty or new folder, or one that a dataset store created");
    }
}
