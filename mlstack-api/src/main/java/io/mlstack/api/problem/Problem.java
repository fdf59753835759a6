package io.mlstack.api.problem;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.html.Html;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A requirement formulated as a machine-learning problem, with its limits.
 *
 * <p>Immutable; each method returns the next value. Everything that follows (feasibility, split, training, evaluation,
 * bundle) takes the problem, and a model that breaks one of its constraints is not packed.
 *
 * <pre>{@code
 * Problem problem = Problem.binary("biopsy-triage", "diagnosis", "malignant")
 *         .requirement("Send the biopsies a pathologist must see first to the top of the queue")
 *         .optimise(Metric.AVERAGE_PRECISION)
 *         .cost(Cost.falseNegative(20), Cost.falsePositive(1))
 *         .within(Constraint.p99Micros(50), Constraint.bundleKib(256))
 *         .mustBeat(Baseline.MAJORITY);
 * }</pre>
 *
 * @param name name of the problem and of its models, a {@link io.mlstack.api.model.ModelName}
 * @param kind what is predicted
 * @param target column that holds the answer
 * @param positive the class that counts as positive; present exactly for binary problems
 * @param requirement the wish in the words of the team; may be empty
 * @param objective what training and comparison aim at
 * @param costs prices of mistakes; those not stated are 1
 * @param constraints limits, in the order they were stated
 * @param ignored columns that must not be used as features, such as identifiers or what is only known afterwards
 */
public record Problem(
        String name,
        ProblemKind kind,
        String target,
        Optional<String> positive,
        String requirement,
        Metric objective,
        List<Cost> costs,
        List<Constraint> constraints,
        List<String> ignored) {

    /** @throws InvalidInputException with every part that does not fit the others */
    public Problem {
        costs = List.copyOf(costs);
        constraints = List.copyOf(constraints);
        ignored = List.copyOf(ignored);
        ProblemCheck.of(name, kind, target, positive, objective, costs, constraints, ignored)
                .throwIfAny(InvalidInputException::new);
    }

    /** One of two classes; {@code positive} is the one that is looked for. Objective: average precision. */
    public static Problem binary(String name, String target, String positive) {
        return start(name, ProblemKind.BINARY, target, Optional.of(positive), Metric.AVERAGE_PRECISION);
    }

    /** One of several classes. Objective: log loss. */
    public static Problem multiclass(String name, String target) {
        return start(name, ProblemKind.MULTICLASS, target, Optional.empty(), Metric.LOG_LOSS);
    }

    /** A number. Objective: root mean squared error. */
    public static Problem regression(String name, String target) {
        return start(name, ProblemKind.REGRESSION, target, Optional.empty(), Metric.RMSE);
    }

    private static Problem start(
            String name, ProblemKind kind, String target, Optional<String> positive, Metric objective) {
        return new Problem(name, kind, target, positive, "", objective, List.of(), List.of(), List.of());
    }

    /** The wish in words, replacing the one stated before. */
    public Problem requirement(String words) {
        return new Problem(name, kind, target, positive, words, objective, costs, constraints, ignored);
    }

    /** What to optimise, replacing the default of the kind. */
    public Problem optimise(Metric metric) {
        return new Problem(name, kind, target, positive, requirement, metric, costs, constraints, ignored);
    }

    /**
     * Adds prices of mistakes.
     *
     * @throws InvalidInputException if a mistake has a price already, or a price does not fit the kind of the problem
     */
    public Problem cost(Cost... more) {
        return new Problem(
                name, kind, target, positive, requirement, objective, joined(costs, more), constraints, ignored);
    }

    /** Adds limits that a model must keep. */
    public Problem within(Constraint... more) {
        return new Problem(
                name, kind, target, positive, requirement, objective, costs, joined(constraints, more), ignored);
    }

    /** Adds the limit that the objective is better than that of {@code baseline}. */
    public Problem mustBeat(Baseline baseline) {
        return within(new Constraint.Beats(baseline));
    }

    /** Adds columns that must not be used as features. */
    public Problem ignoring(String... columns) {
        return new Problem(
                name, kind, target, positive, requirement, objective, costs, constraints, joined(ignored, columns));
    }

    /** The price of taking {@code actual} for {@code predicted}: 0 when equal, 1 when not stated. */
    public double costOf(String actual, String predicted) {
        if (actual.equals(predicted)) {
            return 0;
        }
        double price = 1;
        for (Cost cost : costs) {
            boolean applies = cost instanceof Cost.Confusion c
                    ? c.actual().equals(actual) && c.predicted().equals(predicted)
                    : cost instanceof Cost.FalseNegative
                            ? actual.equals(positive.orElseThrow())
                            : predicted.equals(positive.orElseThrow());
            price = applies ? cost.value() : price;
        }
        return price;
    }

    /** This problem as JSON; {@link #fromJson} reads it back to an equal value. */
    public Json.Obj toJson() {
        return ProblemJson.write(this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws InvalidInputException if a member is missing, of the wrong kind or does not fit; names the place
     */
    public static Problem fromJson(JsonPlace json) {
        return ProblemJson.read(json);
    }

    @Override
    public String toString() {
        return "Problem " + name + ": " + kind.name().toLowerCase(java.util.Locale.ROOT) + ", predict " + target
                + positive.map(p -> " (positive: " + p + ")").orElse("") + ", optimise " + objective.label()
                + costs.stream().map(cost -> ", " + cost.words()).collect(Collectors.joining())
                + (constraints.isEmpty()
                        ? ""
                        : constraints.stream()
                                .map(Constraint::words)
                                .collect(Collectors.joining(", ", ", within ", "")));
    }

    /** A table for notebooks. */
    public String html() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("requirement", requirement));
        rows.add(List.of(
                "predict", target + positive.map(p -> ", positive is " + p).orElse("")));
        rows.add(List.of("optimise", objective.label()));
        costs.forEach(c -> rows.add(List.of("cost", c.words())));
        constraints.forEach(c -> rows.add(List.of("limit", c.words())));
        return Html.table(List.of("problem", name), rows);
    }

    @SafeVarargs
    private static <T> List<T> joined(List<T> first, T... more) {
        List<T> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all;
    }

    /** The finding to report when {@code target} is not a column of the data. */
    public Finding missingTarget(String place, java.util.Collection<String> columns) {
        return new Finding(
                "problem.target-missing",
                place,
                "target column \"" + target + "\" does not exist",
                io.mlstack.api.error.NearestName.cure(target, columns));
    }
}
