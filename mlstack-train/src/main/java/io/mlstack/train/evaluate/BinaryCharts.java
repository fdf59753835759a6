package io.mlstack.train.evaluate;

import io.mlstack.api.problem.Metric;
import io.mlstack.api.problem.Problem;
import io.mlstack.train.evaluate.internal.ClassRows;
import io.mlstack.train.evaluate.internal.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The curves of a model that gives a probability for one class. */
final class BinaryCharts {

    private static final int HISTOGRAM_BINS = 20;

    private final Evaluation evaluation;
    private final ClassRows rows;
    private final ThresholdCurve curve;
    private final String positive;
    private final OptionalDouble threshold;

    BinaryCharts(Evaluation evaluation, ClassRows rows) {
        this.evaluation = evaluation;
        this.rows = rows;
        this.curve = rows.curve(rows.positive());
        this.positive = evaluation.classes().get(rows.positive());
        this.threshold = evaluation.judged().threshold();
    }

    List<Chart> all() {
        List<Chart> charts = new ArrayList<>();
        if (curve.positives() > 0 && curve.negatives() > 0) {
            charts.add(roc());
        }
        if (curve.positives() > 0) {
            charts.add(precisionRecall());
        }
        charts.add(CalibrationChart.of(
                rows.calibration(CalibrationBins.Edge.RIGHT_CLOSED), "predicted probability of " + positive));
        charts.add(scores());
        charts.add(thresholds());
        charts.add(costs());
        return charts;
    }

    private Chart roc() {
        double[] xs = new double[curve.size()];
        double[] ys = new double[curve.size()];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = curve.falsePositiveRate(i);
            ys[i] = curve.truePositiveRate(i);
        }
        Plot plot = new Plot(
                        "ROC curve of " + positive, Axis.unit("false positive rate"), Axis.unit("true positive rate"))
                .segment(0, 0, 1, 1, "dash")
                .area(xs, ys, false, "area")
                .path(xs, ys, "line");
        threshold.ifPresent(t -> {
            int at = curve.at(t);
            plot.dot(xs[at], ys[at], 4.5, "point").note(xs[at], ys[at] - 0.06, "threshold " + Figures.plain(t), "note");
        });
        String caption =
                "Share of " + positive + " found against share of false alarms, for every threshold. The diagonal is "
                        + "guessing. " + sentence(Metric.ROC_AUC);
        return new Chart("ROC", caption, List.of(), plot);
    }

    private Chart precisionRecall() {
        double[] xs = new double[curve.size() - 1];
        double[] ys = new double[curve.size() - 1];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = curve.truePositiveRate(i + 1);
            ys[i] = curve.precision(i + 1);
        }
        double share = curve.positives() / (curve.positives() + curve.negatives());
        Plot plot = new Plot("Precision against recall of " + positive, Axis.unit("recall"), Axis.unit("precision"))
                .segment(0, share, 1, share, "dash")
                .path(xs, ys, "line");
        threshold.ifPresent(t -> {
            int at = curve.at(t) - 1;
            if (at >= 0) {
                plot.dot(xs[at], ys[at], 4.5, "point")
                        .note(xs[at], ys[at] - 0.08, "threshold " + Figures.plain(t), "note");
            }
        });
        String caption =
                "How many of the rows called " + positive + " are, against how many are found. The dashed line is "
                        + "guessing: " + Figures.percent(share) + " of the rows are " + positive + ". "
                        + sentence(Metric.AVERAGE_PRECISION);
        return new Chart("Precision and recall", caption, List.of(), plot);
    }

    private String sentence(Metric metric) {
        return Words.capital(Words.value(evaluation.metric(metric))) + ".";
    }

    /** How the two classes spread over the probability: what the threshold cuts. */
    private Chart scores() {
        double[] ofPositive = new double[HISTOGRAM_BINS];
        double[] ofOther = new double[HISTOGRAM_BINS];
        double[] p = rows.probabilityOf(rows.positive());
        for (int i = 0; i < p.length; i++) {
            int bin = Math.min(HISTOGRAM_BINS - 1, (int) (p[i] * HISTOGRAM_BINS));
            boolean is = rows.truth()[i] == rows.positive();
            (is ? ofPositive : ofOther)[bin] +=
                    rows.weights()[i] / Math.max(1e-300, is ? curve.positives() : curve.negatives());
        }
        double top = 0;
        for (int k = 0; k < HISTOGRAM_BINS; k++) {
            top = Math.max(top, Math.max(ofPositive[k], ofOther[k]));
        }
        Plot plot = new Plot(
                "Probabilities given to rows of each class",
                Axis.unit("predicted probability of " + positive),
                Axis.round(0, top, "share of the class"));
        double width = 1.0 / HISTOGRAM_BINS;
        for (int k = 0; k < HISTOGRAM_BINS; k++) {
            plot.bar(k * width + width * 0.06, k * width + width * 0.5, ofOther[k], "bar2");
            plot.bar(k * width + width * 0.5, (k + 1) * width - width * 0.06, ofPositive[k], "bar1");
        }
        mark(plot, top);
        String caption = "The further the two stand apart, the easier the decision."
                + (threshold.isPresent() ? " The line is the threshold." : "");
        return new Chart(
                "Probabilities by class",
                caption,
                List.of(new Chart.Key("k1", positive), new Chart.Key("k2", "the rest")),
                plot);
    }

    private Chart thresholds() {
        int n = curve.size() - 1;
        double[] ts = new double[n + 1];
        double[] recall = new double[n + 1];
        double[] precision = new double[n + 1];
        for (int i = 0; i < n; i++) {
            // Rising thresholds, so that a step across from the left holds until the next score.
            int point = n - i;
            ts[i + 1] = curve.thresholds()[point];
            recall[i] = curve.positives() > 0 ? curve.truePositiveRate(point) : 0;
            precision[i] = curve.precision(point);
        }
        recall[n] = 0;
        precision[n] = n > 0 ? precision[n - 1] : 0;
        Plot plot = new Plot(
                        "Precision and recall at each threshold",
                        Axis.unit("threshold on the probability of " + positive),
                        Axis.unit("share"))
                .steps(ts, recall, "line")
                .steps(ts, precision, "line2");
        mark(plot, 1);
        return new Chart(
                "What each threshold does",
                "A lower threshold finds more and raises more false alarms.",
                List.of(new Chart.Key("k1", "recall"), new Chart.Key("k3", "precision")),
                plot);
    }

    private Chart costs() {
        Problem problem = evaluation.problem();
        String other = evaluation.classes().get(1 - rows.positive());
        double miss = problem.costOf(positive, other);
        double alarm = problem.costOf(other, positive);
        int n = curve.size();
        double[] ts = new double[n + 1];
        double[] cost = new double[n + 1];
        double top = 0;
        for (int i = 0; i < n; i++) {
            int point = n - 1 - i;
            ts[i + 1] = Math.min(1, curve.thresholds()[point]);
            cost[i] = curve.meanCost(point, miss, alarm);
            top = Math.max(top, cost[i]);
        }
        cost[n] = cost[n - 1];
        int best = curve.cheapest(miss, alarm);
        double bestThreshold = Math.min(1, curve.thresholds()[best]);
        Plot plot = new Plot(
                        "Mean cost of a row at each threshold",
                        Axis.unit("threshold on the probability of " + positive),
                        Axis.round(0, top, "mean cost of a row"))
                .steps(ts, cost, "line");
        mark(plot, top);
        plot.dot(bestThreshold, curve.meanCost(best, miss, alarm), 4.5, "point");
        String stated = problem.costs().isEmpty()
                ? "No costs were stated, so each mistake counts 1. "
                : "A missed " + positive + " costs " + Figures.plain(miss) + ", a false alarm " + Figures.plain(alarm)
                        + ". ";
        String own = threshold.isPresent()
                ? "The model's threshold " + Figures.plain(threshold.getAsDouble()) + " costs "
                        + Figures.of(curve.meanCost(curve.at(threshold.getAsDouble()), miss, alarm)) + " a row. "
                : "";
        return new Chart(
                "Cost of each threshold",
                stated + own + "The dot is the cheapest on these rows, " + Figures.plain(bestThreshold)
                        + "; chosen here it would look better than it is.",
                List.of(),
                plot);
    }

    /** The model's own threshold as an upright line. */
    private void mark(Plot plot, double top) {
        threshold.ifPresent(t -> plot.segment(t, 0, t, top, "mark"));
    }
}
