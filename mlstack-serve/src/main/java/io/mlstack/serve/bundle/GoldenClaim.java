package io.mlstack.serve.bundle;

import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a manifest says of the goldens.
 *
 * @param outputs the output columns whose values the trainer made, and how near the model comes to them; empty unless the
 *     origin is the trainer. All other outputs are the model's own.
 */
record GoldenClaim(GoldenOrigin origin, SortedMap<String, Tolerance> outputs) {

    static final GoldenClaim NONE = new GoldenClaim(GoldenOrigin.NONE, new TreeMap<>());
    static final GoldenClaim SELF = new GoldenClaim(GoldenOrigin.SELF, new TreeMap<>());

    GoldenClaim {
        outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    }

    static GoldenClaim trainer(Map<String, Tolerance> outputs) {
        return new GoldenClaim(GoldenOrigin.TRAINER, new TreeMap<>(outputs));
    }

    Json toJson() {
        Json.ObjBuilder json = Json.object().put("origin", spelling(origin));
        if (origin == GoldenOrigin.TRAINER) {
            Json.ObjBuilder tolerances = Json.object();
            outputs.forEach((column, tolerance) -> tolerances.put(
                    column,
                    Json.object()
                            .put(spelling(tolerance.measure()), tolerance.limit())
                            .build()));
            json.put("outputs", tolerances.build());
        }
        return json.build();
    }

    static GoldenClaim read(JsonPlace json) {
        GoldenOrigin origin = constant(GoldenOrigin.class, json.field("origin"), "unknown origin of goldens");
        SortedMap<String, Tolerance> outputs = new TreeMap<>();
        if (origin == GoldenOrigin.TRAINER) {
            for (Map.Entry<String, JsonPlace> output :
                    json.field("outputs").fields().entrySet()) {
                outputs.put(output.getKey(), tolerance(output.getValue()));
            }
            if (outputs.isEmpty()) {
                throw json.wrong(
                        "bundle.manifest", "goldens by the trainer name no output of his", "pack the model again");
            }
        }
        return new GoldenClaim(origin, outputs);
    }

    private static Tolerance tolerance(JsonPlace json) {
        Map<String, JsonPlace> fields = json.fields();
        for (Tolerance.Measure measure : Tolerance.Measure.values()) {
            JsonPlace limit = fields.get(spelling(measure));
            if (limit != null) {
                return new Tolerance(measure, limit.number());
            }
        }
        throw json.wrong("bundle.manifest", "unknown measure of a tolerance", "upgrade mlstack");
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonPlace json, String otherwise) {
        for (E constant : type.getEnumConstants()) {
            if (spelling(constant).equals(json.text())) {
                return constant;
            }
        }
        throw json.wrong("bundle.manifest", otherwise, "upgrade mlstack");
    }

    private static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** {@code by its trainer, score within 1 ulp of float32}. */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder(origin.words());
        outputs.forEach((column, tolerance) ->
                words.append(", ").append(column).append(' ').append(tolerance));
        return words.toString();
    }
}
