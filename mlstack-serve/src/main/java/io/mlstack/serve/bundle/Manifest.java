package io.mlstack.serve.bundle;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.MlstackException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import io.mlstack.api.model.ModelName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The entry that says what all others are. */
record Manifest(String name, SortedMap<String, Part> parts, GoldenOrigin goldens, Json.Obj lineage) {

    static final String NAME = "manifest.json";

    /** Size in bytes and digest of an entry. */
    record Part(int size, Digest digest) {}

    SortedMap<String, Integer> sizes() {
        SortedMap<String, Integer> sizes = new TreeMap<>();
        parts.forEach((entry, part) -> sizes.put(entry, part.size()));
        return Collections.unmodifiableSortedMap(sizes);
    }

    Json toJson() {
        List<Json> entries = new ArrayList<>();
        parts.forEach((entry, part) -> entries.add(Json.object()
                .put("name", entry)
                .put("size", part.size())
                .put("sha256", part.digest().hex())
                .build()));
        return Json.object()
                .put("format", Bundle.FORMAT)
                .put("name", name)
                .put("entries", Json.array(entries))
                .put("goldens", goldens.name().toLowerCase(Locale.ROOT))
                .put("tolerance", Goldens.TOLERANCE)
                .put("lineage", lineage)
                .build();
    }

    static Manifest read(String source, byte[] bytes) {
        try {
            Manifest manifest = read(Json.parse(bytes, source + "!" + NAME));
            Canonical.require(manifest.toJson(), bytes, source + "!" + NAME);
            return manifest;
        } catch (BundleRejectedException e) {
            throw e;
        } catch (MlstackException e) {
            throw new BundleRejectedException(e.findings(), e);
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
        JsonPlace tolerance = json.field("tolerance");
        if (tolerance.number() != Goldens.TOLERANCE) {
            throw tolerance.wrong(
                    "bundle.tolerance",
                    "goldens are to agree to " + tolerance.number() + ", this format has " + Goldens.TOLERANCE,
                    "pack the model again");
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
                origin(json.field("goldens")),
                object(json.field("lineage")));
    }

    private static String name(JsonPlace json) {
        if (!ModelName.isOne(json.text())) {
            throw json.wrong("model.name", "cannot name a model", ModelName.CURE);
        }
        return json.text();
    }

    private static GoldenOrigin origin(JsonPlace json) {
        for (GoldenOrigin origin : GoldenOrigin.values()) {
            if (origin.name().toLowerCase(Locale.ROOT).equals(json.text())) {
                return origin;
            }
        }
        throw json.wrong("bundle.manifest", "unknown origin of goldens", "upgrade mlstack");
    }

    private static Json.Obj object(JsonPlace json) {
        Map<String, JsonPlace> fields = json.fields();
        Json.ObjBuilder object = Json.object();
        fields.forEach((name, field) -> object.put(name, field.value()));
        return object.build();
    }
}
