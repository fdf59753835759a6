package io.mlstack.api.problem;

import io.mlstack.api.error.NearestName;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** JSON form of a {@link Problem}. */
final class ProblemJson {

    private ProblemJson() {}

    static Json.Obj write(Problem problem) {
        Json.ObjBuilder json = Json.object()
                .put("name", problem.name())
                .put("kind", problem.kind().name())
                .put("target", problem.target())
                .put("requirement", problem.requirement())
                .put("objective", problem.objective().name())
                .put(
                        "costs",
                        Json.array(
                                problem.costs().stream().map(ProblemJson::cost).toList()))
                .put(
                        "constraints",
                        Json.array(problem.constraints().stream()
                                .map(ProblemJson::constraint)
                                .toList()))
                .put("ignored", Json.strings(problem.ignored()));
        problem.positive().ifPresent(p -> json.put("positive", p));
        return json.build();
    }

    static Problem read(JsonPlace json) {
        List<Cost> costs =
                json.field("costs").items().stream().map(ProblemJson::cost).toList();
        List<Constraint> constraints = json.field("constraints").items().stream()
                .map(ProblemJson::constraint)
                .toList();
        return new Problem(
                json.field("name").text(),
                constant(ProblemKind.class, json.field("kind")),
                json.field("target").text(),
                json.optional("positive").map(JsonPlace::text),
                json.field("requirement").text(),
                constant(Metric.class, json.field("objective")),
                costs,
                constraints,
                json.field("ignored").texts());
    }

    private static Json cost(Cost cost) {
        if (cost instanceof Cost.Confusion confusion) {
            return Json.object()
                    .put("kind", "confusion")
                    .put("actual", confusion.actual())
                    .put("predicted", confusion.predicted())
                    .put("value", confusion.value())
                    .build();
        }
        String kind = cost instanceof Cost.FalseNegative ? "false-negative" : "false-positive";
        return Json.object().put("kind", kind).put("value", cost.value()).build();
    }

    private static Cost cost(JsonPlace json) {
        try {
            return readCost(json);
        } catch (IllegalArgumentException e) {
            throw json.wrong("problem.cost", String.valueOf(e.getMessage()), "mend the cost");
        }
    }

    private static Cost readCost(JsonPlace json) {
        double value = json.field("value").number();
        JsonPlace kind = json.field("kind");
        return switch (kind.text()) {
            case "false-negative" -> Cost.falseNegative(value);
            case "false-positive" -> Cost.falsePositive(value);
            case "confusion" ->
                Cost.confusion(
                        json.field("actual").text(), json.field("predicted").text(), value);
            default ->
                throw kind.wrong("problem.cost", "unknown cost", "write false-negative, false-positive or confusion");
        };
    }

    private static Json constraint(Constraint constraint) {
        if (constraint instanceof Constraint.P99Micros p99) {
            return Json.object()
                    .put("kind", "p99-micros")
                    .put("limit", p99.limit())
                    .build();
        }
        if (constraint instanceof Constraint.BundleKib kib) {
            return Json.object()
                    .put("kind", "bundle-kib")
                    .put("limit", kib.limit())
                    .build();
        }
        if (constraint instanceof Constraint.AtLeast atLeast) {
            return limit("at-least", atLeast.metric(), atLeast.limit());
        }
        if (constraint instanceof Constraint.AtMost atMost) {
            return limit("at-most", atMost.metric(), atMost.limit());
        }
        Baseline baseline = ((Constraint.Beats) constraint).baseline();
        return Json.object()
                .put("kind", "beats")
                .put("baseline", baseline.name())
                .build();
    }

    private static Json limit(String kind, Metric metric, double limit) {
        return Json.object()
                .put("kind", kind)
                .put("metric", metric.name())
                .put("limit", limit)
                .build();
    }

    private static Constraint constraint(JsonPlace json) {
        try {
            return readConstraint(json);
        } catch (IllegalArgumentException e) {
            throw json.wrong("problem.constraint", String.valueOf(e.getMessage()), "mend the limit");
        }
    }

    private static Constraint readConstraint(JsonPlace json) {
        JsonPlace kind = json.field("kind");
        return switch (kind.text()) {
            case "p99-micros" -> Constraint.p99Micros(json.field("limit").number());
            case "bundle-kib" -> Constraint.bundleKib(json.field("limit").number());
            case "at-least" ->
                Constraint.atLeast(
                        constant(Metric.class, json.field("metric")),
                        json.field("limit").number());
            case "at-most" ->
                Constraint.atMost(
                        constant(Metric.class, json.field("metric")),
                        json.field("limit").number());
            case "beats" -> new Constraint.Beats(constant(Baseline.class, json.field("baseline")));
            default ->
                throw kind.wrong(
                        "problem.constraint",
                        "unknown constraint",
                        "write p99-micros, bundle-kib, at-least, at-most or beats");
        };
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonPlace json) {
        String name = json.text();
        Optional<E> constant = Arrays.stream(type.getEnumConstants())
                .filter(c -> c.name().equals(name))
                .findFirst();
        return constant.orElseThrow(() -> json.wrong(
                "problem.constant",
                "\"" + name + "\" is no " + type.getSimpleName(),
                NearestName.cure(
                        name,
                        Arrays.stream(type.getEnumConstants()).map(Enum::name).toList())));
    }
}
