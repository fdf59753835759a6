package io.mlstack.train.evaluate;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.html.Html;
import io.mlstack.api.problem.Metric;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.stats.Verdict;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.train.Run;
import io.mlstack.train.evaluate.internal.ClassRows;
import io.mlstack.train.evaluate.internal.Comparison;
import io.mlstack.train.evaluate.internal.Estimates;
import io.mlstack.train.evaluate.internal.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a model is worth on the test part: every metric with its interval, beside the baselines, against each limit.
 *
 * <p>Predictions come from the scorer that will serve the model. Everything but a measured latency is a function of
 * data, problem, model and seed, to the last bit. Immutable and thread-safe.
 */
public final class Evaluation {

    private static final int MISTAKES = 20;

    private final Judged judged;
    private final List<MetricValue> metrics;
    private final List<BaselineResult> baselines;
    private final List<ConstraintResult> constraints;
    private final Optional<String> despite;

    private Evaluation(
            Judged judged,
            List<MetricValue> metrics,
            List<BaselineResult> baselines,
            List<ConstraintResult> constraints,
            Optional<String> despite) {
        this.judged = judged;
        this.metrics = metrics;
        this.baselines = baselines;
        this.constraints = constraints;
        this.despite = despite;
    }

    /**
     * Judges a trained model on the test part of the split that it was trained on.
     *
     * <p>Fits the baselines to the training part and scores all on the test part; where the problem limits the latency, that
     * is measured now, on this machine. Works on the calling thread.
     *
     * @throws InvalidInputException with every row that the model gives no prediction for
     */
    public static Evaluation of(Run run) {
        return of(Judge.judged(run));
    }

    static Evaluation of(Judged judged) {
        List<Metric> wanted = wanted(judged.problem());
        List<MetricValue> metrics = Estimates.of(judged.rows(), judged.classes(), wanted, judged.seed());
        List<BaselineResult> baselines = judged.baselines().stream()
                .map(b -> new BaselineResult(
                        b.baseline(),
                        b.words(),
                        Estimates.of(b.rows(), judged.classes(), wanted, judged.seed()),
                        Comparison.of(judged.rows(), b.rows(), judged.problem().objective(), judged.seed())
                                .map(c -> c.verdict(
                                        "the " + judged.model(),
                                        Words.baseline(b.baseline()),
                                        judged.problem().objective()))))
                .toList();
        Evaluation measured = new Evaluation(judged, metrics, baselines, List.of(), Optional.empty());
        Evaluation settled = measured.holding(ConstraintCheck.settled(measured));
        return settled.holding(ConstraintCheck.all(settled, judged.packing()));
    }

    private Evaluation holding(List<ConstraintResult> results) {
        return new Evaluation(judged, metrics, baselines, results, Optional.empty());
    }

    /** The objective first, then all other metrics of the kind; costs only where the problem states some. */
    private static List<Metric> wanted(Problem problem) {
        Set<Metric> metrics = new LinkedHashSet<>();
        metrics.add(problem.objective());
        Arrays.stream(Metric.values())
                .filter(m -> m.appliesTo(problem.kind()))
                .filter(m -> m != Metric.COST || !problem.costs().isEmpty() || ConstraintCheck.limits(problem, m))
                .forEach(metrics::add);
        return List.copyOf(metrics);
    }

    /** The problem that the model answers. */
    public Problem problem() {
        return judged.problem();
    }

    /** What to call the model in a sentence, without article. */
    public String model() {
        return judged.model();
    }

    /** Number of rows it was judged on. */
    public int rows() {
        return judged.rows().rows();
    }

    /** All metrics: the problem's objective first, then the others of its kind. */
    public List<MetricValue> metrics() {
        return metrics;
    }

    /**
     * One of {@link #metrics()}.
     *
     * @throws InvalidInputException if the metric is none of this kind of problem
     */
    public MetricValue metric(Metric metric) {
        return metrics.stream()
                .filter(v -> v.metric() == metric)
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(new Finding(
                        "evaluate.no-such-metric",
                        "problem " + problem().name(),
                        metric.label() + " was not computed for this "
                                + Words.kind(problem().kind()),
                        metric == Metric.COST ? "state costs in the problem" : "choose one of " + names(metrics))));
    }

    private static String names(List<MetricValue> values) {
        return String.join(", ", values.stream().map(v -> v.metric().label()).toList());
    }

    /** The problem's objective. */
    public MetricValue objective() {
        return metric(problem().objective());
    }

    /** The baselines on the same rows, simplest first. */
    public List<BaselineResult> baselines() {
        return baselines;
    }

    /** Each limit of the problem, in the order they were stated, and whether the model keeps it. */
    public List<ConstraintResult> constraints() {
        return constraints;
    }

    /** Whether every limit is kept. */
    public boolean keepsAllConstraints() {
        return constraints.stream().allMatch(ConstraintResult::kept);
    }

    /** Names of the classes in class order; empty for a regression. */
    public List<String> classes() {
        return judged.classes();
    }

    /** How often each class was taken for each; empty for a regression. */
    public Optional<ConfusionMatrix> confusion() {
        return labelled().map(rows -> new ConfusionMatrix(classes(), rows.confusion()));
    }

    /** How well each class is recognised, in class order; empty for a regression. */
    public List<ClassResult> perClass() {
        return labelled()
                .map(rows -> ClassResults.of(rows, classes(), judged.seed()))
                .orElse(List.of());
    }

    /** What each threshold on the probability of the positive class would do; for binary problems. */
    public Optional<ThresholdCurve> thresholds() {
        return labelled().filter(rows -> rows.positive() >= 0).map(rows -> rows.curve(rows.positive()));
    }

    /** Predicted probability beside what happened, in bins {@code (k/10, (k+1)/10]}; empty for a regression. */
    public Optional<CalibrationBins> calibration() {
        return labelled().map(rows -> rows.calibration(CalibrationBins.Edge.RIGHT_CLOSED));
    }

    /** The rows on which the model was furthest off, worst first; at most {@value #MISTAKES}. */
    public List<Mistake> worstMistakes() {
        return Mistakes.worst(judged, MISTAKES);
    }

    /** Where the model and the rows come from, name and value in reading order. */
    public Map<String, String> provenance() {
        return judged.provenance();
    }

    Judged judged() {
        return judged;
    }

    private Optional<ClassRows> labelled() {
        return judged.rows() instanceof ClassRows rows ? Optional.of(rows) : Optional.empty();
    }

    /**
     * Whether this model is better than another under the problem's objective, on the same rows.
     *
     * <p>Accuracy is compared by McNemar's test, the ROC area of two classes by DeLong's, everything else by a paired
     * bootstrap.
     *
     * @throws InvalidInputException if the other was evaluated on other rows or for another objective, or the objective is
     *     undefined for either
     */
    public Verdict compareWith(Evaluation other) {
        Metric objective = problem().objective();
        if (!sameRows(other) || other.problem().objective() != objective) {
            throw new InvalidInputException(new Finding(
                    "evaluate.other-rows",
                    "the " + model() + " and the " + other.model(),
                    "were evaluated on different rows or for different objectives",
                    "evaluate both with one problem on the test part of one split"));
        }
        return Comparison.of(judged.rows(), other.judged.rows(), objective, judged.seed())
                .orElseThrow(() -> new InvalidInputException(new Finding(
                        "evaluate.undefined-objective",
                        "problem " + problem().name(),
                        objective().toString(),
                        "compare on more rows or under another objective")))
                .verdict("the " + model(), "the " + other.model(), objective);
    }

    private boolean sameRows(Evaluation other) {
        return judged.keys().equals(other.judged.keys())
                && judged.rows().sameTruth(other.judged.rows())
                && classes().equals(other.classes());
    }

    /**
     * Packs the model with its problem, lineage, golden examples and model card.
     *
     * @throws ConstraintBrokenException with every limit that the model breaks, unless {@link #despite} gave a reason
     */
    public Bundle bundle() {
        List<Finding> broken = constraints.stream()
                .filter(c -> !c.kept())
                .map(c -> new Finding(
                        "evaluate.limit-broken",
                        "problem " + problem().name(),
                        "the " + model() + " breaks the limit \""
                                + c.constraint().words() + "\": " + c.measured(),
                        "train a better model, gather more rows or change the limit; or pack it anyway with "
                                + "despite(\"the reason\"), which goes into the model card"))
                .toList();
        if (!broken.isEmpty() && despite.isEmpty()) {
            throw new ConstraintBrokenException(broken);
        }
        return judged.packing().bundle(card());
    }

    /**
     * This evaluation with a reason to pack a model that breaks limits; the reason goes into its model card.
     *
     * @throws IllegalArgumentException if the reason is blank
     */
    public Evaluation despite(String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("say why a model that breaks limits is packed: the reason is blank");
        }
        return new Evaluation(judged, metrics, baselines, constraints, Optional.of(reason));
    }

    /** The reason given to {@link #despite}, if any. */
    public Optional<String> reason() {
        return despite;
    }

    /** The model card in Markdown: what a bundle carries. A function of the content, without times or latencies. */
    public String card() {
        return ModelCard.of(this);
    }

    /** The report; {@link Report#html()} is one file. */
    public Report report() {
        return new Report(this);
    }

    /**
     * Writes the report as one HTML file; an older file of that name is replaced as a whole.
     *
     * @throws IOException if that fails; an older file is then untouched
     */
    public void report(Path file) throws IOException {
        report().writeTo(file);
    }

    /** What the owner of the product wants to know, a sentence a line: what was found, how it compares, how sure that is. */
    public String summary() {
        return String.join("\n", Summary.of(this, constraints).sentences());
    }

    /** {@code the logistic model on 114 rows: average precision 0.993 (0.981 to 1); keeps all 4 limits}. */
    @Override
    public String toString() {
        return "the " + model() + " on " + Figures.count(rows()) + " rows: " + Words.value(objective()) + "; "
                + Words.limits(constraints);
    }

    /** The metrics beside those of the baselines, for notebooks. */
    public String html() {
        List<String> header = new ArrayList<>(List.of("metric", model(), "95 %"));
        baselines.forEach(b -> header.add(b.words()));
        List<List<String>> rows = new ArrayList<>();
        for (int m = 0; m < metrics.size(); m++) {
            MetricValue value = metrics.get(m);
            List<String> row = new ArrayList<>(List.of(
                    value.metric().label(),
                    Words.number(value),
                    value.estimate().map(Figures::interval).orElse("")));
            for (BaselineResult baseline : baselines) {
                row.add(Words.number(baseline.metrics().get(m)));
            }
            rows.add(row);
        }
        String limits = constraints.isEmpty()
                ? ""
                : Html.table(
                        List.of("limit", "found", ""),
                        constraints.stream()
                                .map(c -> List.of(c.constraint().words(), c.measured(), c.kept() ? "kept" : "broken"))
                                .toList());
        return "<p>" + Html.escape(toString()) + "</p>" + Html.table(header, rows) + limits;
    }
}
