package io.mlstack.serve.bundle;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.MlstackException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import io.mlstack.api.model.ModelName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The entry that says what all others are, except the signatures, which are over it.
 *
 * @param parts the other entries by name
 * @param nodes operations of the graph's nodes, so that a version without one of them can say so at once
 * @param licence under which the model may be used, such as {@code Apache-2.0}; empty where none is stated
 * @param trainer what trained an imported model, such as {@code XGBoost 3.1}; empty for one that mlstack trained
 * @param lineage where the model comes from, as its maker stated it
 */
record Manifest(
        String name,
        SortedMap<String, Part> parts,
        SortedSet<String> nodes,
        String licence,
        GoldenClaim goldens,
        String trainer,
        Json.Obj lineage) {

    static final String NAME = "manifest.json";

    /** Size in bytes and digest of an entry. */
    record Part(int size, Digest digest) {}

    SortedMap<String, Integer> sizes() {
        SortedMap<String, Integer> sizes = new TreeMap<>();
        parts.forEach((entry, part) -> sizes.put(entry, part.size()));
        return Collections.unmodifiableSortedMap(sizes);
    }

    /** Whether the model was trained elsewhere and nothing shows that it scores the same here. */
    boolean isUnverified() {
        return !trainer.isEmpty() && goldens.origin() != GoldenOrigin.TRAINER;
    }

    /** Who vouches for the goldens, and what that leaves open. */
    String proof() {
        return isUnverified() ? goldens + ", unverified against its trainer " + trainer : goldens.toString();
    }

    Json toJson() {
        List<Json> entries = new ArrayList<>();
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            entries.add(Json.object()
                    .put("name", part.getKey())
                    .put("size", part.getValue().size())
                    .put("sha256", part.getValue().digest().hex())
                    .build());
        }
        return Json.object()
                .put("format", Bundle.FORMAT)
                .put("name", name)
                .put("entries", Json.array(entries))
                .put("nodes", Json.strings(nodes))
                .put("licence", licence)
                .put("goldens", goldens.toJson())
                .put("trainer", trainer)
                .put("lineage", lineage)
                .build();
    }

    static Manifest read(String place, byte[] bytes) {
        try {
            Manifest manifest = read(Json.parse(bytes, place));
            Canonical.require(manifest.toJson(), bytes, place);
            return manifest;
        } catch (MlstackException e) {
            throw BundleRejectedException.within(place, e);
        }
    }

    private static Manifest read(JsonPlace json) {
        JsonPlace format = json.field("format");
        if (format.integer() != Bundle.FORMAT) {
            throw BundleRejectedException.of(
                    "bundle.version",
                    format.place(),
                    "the bundle has format " + format.integer() + ", this mlstack reads format " + Bundle.FORMAT,
                    "upgrade mlstack or pack the model again");
        }
        SortedMap<String, Part> parts = new TreeMap<>();
        for (JsonPlace entry : json.field("entries").items()) {
            Part part = new Part(
                    entry.field("size").int32(),
                    Digest.parse(entry.field("sha256").text()));
            if (parts.put(entry.field("name").text(), part) != null) {
                throw entry.wrong("bundle.manifest", "the entry is listed twice", "pack the model again");
            }
        }
        return new Manifest(
                name(json.field("name")),
                Collections.unmodifiableSortedMap(parts),
                new TreeSet<>(json.field("nodes").texts()),
                json.field("licence").text(),
                GoldenClaim.read(json.field("goldens")),
                json.field("trainer").text(),
                object(json.field("lineage")));
    }

    private static String name(JsonPlace json) {
        if (!ModelName.isOne(json.text())) {
            throw json.wrong("model.name", "cannot name a model", ModelName.CURE);
        }
        return json.text();
    }

    private static Json.Obj object(JsonPlace json) {
        Json.ObjBuilder object = Json.object();
        for (Map.Entry<String, JsonPlace> field : json.fields().entrySet()) {
            object.put(field.getKey(), field.getValue().value());
        }
        return object.build();
    }
}
