package io.mlstack.train.evaluate;

import io.mlstack.api.problem.Metric;
import io.mlstack.train.evaluate.internal.ClassRows;
import java.util.ArrayList;
import java.util.List;

/** The curves of a model that gives a probability for each of several classes. */
final class MulticlassCharts {

    /** More lines than this cannot be told apart. */
    private static final int MOST_LINES = 6;

    private final Evaluation evaluation;
    private final ClassRows rows;

    MulticlassCharts(Evaluation evaluation, ClassRows rows) {
        this.evaluation = evaluation;
        this.rows = rows;
    }

    List<Chart> all() {
        return List.of(
                roc(),
                CalibrationChart.of(
                        rows.calibration(CalibrationBins.Edge.RIGHT_CLOSED), "probability of the predicted class"));
    }

    private Chart roc() {
        Plot plot = new Plot(
                        "ROC curve of each class against the rest",
                        Axis.unit("false positive rate"),
                        Axis.unit("true positive rate"))
                .segment(0, 0, 1, 1, "dash");
        List<Chart.Key> legend = new ArrayList<>();
        boolean few = rows.classes() <= MOST_LINES;
        for (int c = 0; c < rows.classes(); c++) {
            ThresholdCurve curve = rows.curve(c);
            if (curve.positives() > 0 && curve.negatives() > 0) {
                String css = few ? "c" + (c + 1) : "faint";
                plot.path(rates(curve, false), rates(curve, true), "line " + css);
                if (few) {
                    legend.add(new Chart.Key("k" + css, evaluation.classes().get(c)));
                }
            }
        }
        String caption = "Each class against the rest; the diagonal is guessing. "
                + Words.capital(Words.value(evaluation.metric(Metric.ROC_AUC))) + ", the mean over the classes.";
        return new Chart("ROC", caption, legend, plot);
    }

    private static double[] rates(ThresholdCurve curve, boolean truePositive) {
        double[] rates = new double[curve.size()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = truePositive ? curve.truePositiveRate(i) : curve.falsePositiveRate(i);
        }
        return rates;
    }
}
