package io.mlstack.serve.bundle;

import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The entry {@code reference.json}. */
final class ReferenceJson {

    static final String NAME = "reference.json";

    private ReferenceJson() {}

    static Json write(Reference reference) {
        return Json.object()
                .put("inputs", write(reference.inputs()))
                .put("outputs", write(reference.outputs()))
                .build();
    }

    private static Json write(SortedMap<String, Sketch> sketches) {
        Json.ObjBuilder json = Json.object();
        sketches.forEach((name, sketch) -> json.put(name, write(sketch)));
        return json.build();
    }

    private static Json write(Sketch sketch) {
        if (sketch instanceof Sketch.Numbers numbers) {
            return Json.object()
                    .put("count", numbers.count())
                    .put("missing", numbers.missing())
                    .put("infinite", numbers.infinite())
                    .put(
                            "quantiles",
                            Json.array(numbers.quantiles().stream()
                                    .map(number -> Json.of(number))
                                    .toList()))
                    .build();
        }
        Sketch.Levels levels = (Sketch.Levels) sketch;
        List<Json> counts = new ArrayList<>();
        levels.levels()
                .forEach((level, count) -> counts.add(
                        Json.object().put("level", level).put("count", count).build()));
        return Json.object()
                .put("missing", levels.missing())
                .put("unseen", levels.unseen())
                .put("levels", Json.array(counts))
                .build();
    }

    static Reference read(JsonPlace json) {
        return new Reference(sketches(json.field("inputs")), sketches(json.field("outputs")));
    }

    private static SortedMap<String, Sketch> sketches(JsonPlace json) {
        SortedMap<String, Sketch> sketches = new TreeMap<>();
        json.fields()
                .forEach((name, sketch) ->
                        sketches.put(name, sketch.optional("levels").isPresent() ? levels(sketch) : numbers(sketch)));
        return sketches;
    }

    private static Sketch levels(JsonPlace json) {
        Map<String, Long> levels = new LinkedHashMap<>();
        for (JsonPlace level : json.field("levels").items()) {
            levels.put(level.field("level").text(), count(level.field("count")));
        }
        return new Sketch.Levels(count(json.field("missing")), count(json.field("unseen")), levels);
    }

    private static Sketch numbers(JsonPlace json) {
        List<Double> quantiles = new ArrayList<>();
        for (JsonPlace item : json.field("quantiles").items()) {
            double number = item.number();
            if (!quantiles.isEmpty() && number < quantiles.get(quantiles.size() - 1)) {
                throw item.wrong("bundle.reference", "is less than the quantile before it", "pack the model again");
            }
            quantiles.add(number);
        }
        long count = count(json.field("count"));
        long infinite = count(json.field("infinite"));
        if (quantiles.size() != (count > infinite ? Sketches.CUTS + 1 : 0)) {
            throw json.wrong(
                    "bundle.reference",
                    quantiles.size() + " quantiles of " + (count - infinite) + " numbers",
                    "pack the model again");
        }
        return new Sketch.Numbers(count, count(json.field("missing")), infinite, quantiles);
    }

    private static long count(JsonPlace json) {
        long count = json.integer();
        if (count < 0) {
            throw json.wrong("bundle.reference", "a count of " + count, "pack the model again");
        }
        return count;
    }
}
