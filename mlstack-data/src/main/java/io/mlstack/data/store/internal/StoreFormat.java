package io.mlstack.data.store.internal;

import io.mlstack.api.blob.BlobStore;
import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The blob {@code FORMAT}: a line of JSON with the version, what a reader must be able to do, and the rows of a leaf; then a
 * line with its CRC32C. A store whose version or features this code does not know is refused, not guessed at.
 */
public final class StoreFormat {

    /** Where it lies. */
    public static final String KEY = "FORMAT";

    private static final String KIND = "mlstack dataset store";
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
        String json = Json.object()
                .put("format", KIND)
                .put("version", VERSION)
                .put("features", Json.strings(FEATURES))
                .put("leafRows", cut.target())
                .build()
                .canonical();
        return (json + "\n" + checksum(json) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static LeafCut decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        String json = end < 0 ? text : text.substring(0, end);
        byte[] expected = (json + "\n" + checksum(json) + "\n").getBytes(StandardCharsets.UTF_8);
        if (!Arrays.equals(bytes, expected)) {
            throw ByteSource.corrupt(KEY, "is no record with a CRC32C, or does not agree with it");
        }
        JsonPlace place = Json.parse(json, KEY);
        Findings findings = Findings.collect();
        if (!place.field("format").text().equals(KIND)) {
            findings.add(
                    foreign(KEY, "its FORMAT says \"" + place.field("format").text() + "\""));
        } else {
            checkVersion(place, findings);
        }
        findings.throwIfAny(InvalidInputException::new);
        return new LeafCut(place.field("leafRows").int32());
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
        blobs.list("").findFirst().ifPresent(stranger -> {
            throw new InvalidInputException(foreign(blobs.toString(), "it holds " + stranger.key() + " and no FORMAT"));
        });
    }

    /** The finding for a place that holds something else. */
    public static Finding foreign(String place, String why) {
        return new Finding(
                "store.not-a-store",
                place,
                "this is no dataset store: " + why,
                "name an empty or new folder, or one that a dataset store created");
    }

    private static String checksum(String json) {
        return "crc32c " + HexFormat.of().toHexDigits(PackFormat.crc(json.getBytes(StandardCharsets.UTF_8)));
    }
}
