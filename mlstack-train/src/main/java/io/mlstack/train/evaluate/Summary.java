package io.mlstack.train.evaluate;

import io.mlstack.api.problem.Metric;
import io.mlstack.api.stats.Estimate;
import io.mlstack.api.stats.Verdict;
import io.mlstack.train.evaluate.internal.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the owner of the product wants to know, in words; used by the report and the model card alike.
 *
 * @param tone whether this is good news
 * @param headline the verdict in one sentence
 * @param sentences what was found, how it compares and how sure that is
 */
record Summary(Tone tone, String headline, List<String> sentences) {

    enum Tone {
        GOOD,
        OPEN,
        BAD
    }

    /** @param constraints those that may be spoken of; the card leaves out what depends on the machine */
    static Summary of(Evaluation evaluation, List<ConstraintResult> constraints) {
        List<String> sentences = new ArrayList<>();
        sentences.add(finding(evaluation));
        against(evaluation).ifPresent(sentences::add);
        sentences.add(uncertainty(evaluation));
        boolean kept = constraints.stream().allMatch(ConstraintResult::kept);
        String model = "The " + evaluation.model();
        if (!constraints.isEmpty()) {
            return new Summary(kept ? Tone.GOOD : Tone.BAD, model + " " + Words.limits(constraints), sentences);
        }
        boolean beatsAll = !evaluation.baselines().isEmpty()
                && evaluation.baselines().stream()
                        .allMatch(b -> b.verdict()
                                .filter(v -> v instanceof Verdict.Better)
                                .isPresent());
        return beatsAll
                ? new Summary(Tone.GOOD, model + " is better than every baseline", sentences)
                : new Summary(Tone.OPEN, model + " is not better than every baseline", sentences);
    }

    private static String finding(Evaluation evaluation) {
        String rows = Words.rows(evaluation.rows());
        return switch (evaluation.problem().kind()) {
            case BINARY -> ofPositive(evaluation, rows);
            case MULTICLASS ->
                "On " + rows + " it had never seen, it named the right class "
                        + share(evaluation.metric(Metric.ACCURACY)) + ".";
            case REGRESSION ->
                "On " + rows + " it had never seen, it was off by "
                        + Words.number(evaluation.metric(Metric.MAE))
                        + " on average; the root of the mean squared error is "
                        + Words.number(evaluation.metric(Metric.RMSE)) + ".";
        };
    }

    private static String share(MetricValue value) {
        return value.estimate()
                .map(e -> "in " + Figures.percent(e.value()) + " of them (95 % interval " + Figures.percent(e.low())
                        + " to " + Figures.percent(e.high()) + ")")
                .orElse("in none of them that can be counted: " + value);
    }

    private static String ofPositive(Evaluation evaluation, String rows) {
        ConfusionMatrix confusion = evaluation.confusion().orElseThrow();
        int positive =
                evaluation.classes().indexOf(evaluation.problem().positive().orElseThrow());
        int c = Math.max(0, positive);
        String name = evaluation.classes().get(c);
        String found = Figures.count(confusion.at(c, c)) + " of " + Figures.count(confusion.actual(c)) + " " + name;
        double alarms = confusion.predicted(c) - confusion.at(c, c);
        String raised = alarms == 0
                ? "raised no false alarm"
                : "raised " + Figures.count(alarms) + (alarms == 1 ? " false alarm" : " false alarms");
        return "On " + rows + " it had never seen, it found " + found
                + evaluation
                        .metric(Metric.RECALL)
                        .estimate()
                        .map(e -> " (" + Figures.percent(e.value()) + ", 95 % interval " + Figures.percent(e.low())
                                + " to " + Figures.percent(e.high()) + ")")
                        .orElse("")
                + " and " + raised + ".";
    }

    private static Optional<String> against(Evaluation evaluation) {
        String better = names(evaluation, Verdict.Better.class);
        String same = names(evaluation, Verdict.Indistinguishable.class);
        String worse = names(evaluation, Verdict.Worse.class);
        List<String> parts = new ArrayList<>();
        if (!better.isEmpty()) {
            parts.add("is better than " + better);
        }
        if (!same.isEmpty()) {
            parts.add("cannot be told apart from " + same);
        }
        if (!worse.isEmpty()) {
            parts.add("is worse than " + worse);
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "By " + evaluation.problem().objective().label() + " it " + String.join(", and ", parts) + ".");
    }

    private static String names(Evaluation evaluation, Class<? extends Verdict> kind) {
        return joined(evaluation.baselines().stream()
                .filter(b -> b.verdict().filter(kind::isInstance).isPresent())
                .map(b -> Words.baseline(b.baseline()))
                .collect(Collectors.toList()));
    }

    private static String joined(List<String> parts) {
        if (parts.size() < 2) {
            return String.join("", parts);
        }
        return String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.get(parts.size() - 1);
    }

    /** A standard error falls with the root of the rows, so four times as many halve it. */
    private static String uncertainty(Evaluation evaluation) {
        MetricValue objective = evaluation.objective();
        if (objective.estimate().isEmpty()) {
            return "How good it is by the problem's objective cannot be said: " + objective + ".";
        }
        Estimate e = objective.estimate().get();
        return "How sure is that? With " + Words.rows(evaluation.rows()) + ", the "
                + objective.metric().label() + " of "
                + Figures.of(e.value()) + " may in truth be anywhere from " + Figures.of(e.low()) + " to "
                + Figures.of(e.high()) + "; four times as many test rows would halve that range.";
    }
}
