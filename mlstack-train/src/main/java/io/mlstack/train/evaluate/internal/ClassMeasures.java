package io.mlstack.train.evaluate.internal;

import io.mlstack.api.problem.Metric;
import io.mlstack.train.evaluate.CalibrationBins;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The metrics of a classification; what does not depend on the weights is computed once, here. */
final class ClassMeasures implements Measures {

    private static final Set<Metric> FROM_TALLY = Set.of(
            Metric.ACCURACY,
            Metric.BALANCED_ACCURACY,
            Metric.PRECISION,
            Metric.RECALL,
            Metric.F1,
            Metric.MCC,
            Metric.KAPPA);
    private static final double[] NONE = {};

    private final ClassRows rows;
    private final List<Metric> metrics;
    private final boolean tallied;
    private final List<Ranking> rankings;
    private final double[] logLosses;
    private final double[] brierLosses;
    private final double[] costs;
    private final Binning binning;

    ClassMeasures(ClassRows rows, List<Metric> metrics) {
        this.rows = rows;
        this.metrics = List.copyOf(metrics);
        this.tallied = metrics.stream().anyMatch(FROM_TALLY::contains);
        boolean ranked = metrics.contains(Metric.ROC_AUC) || metrics.contains(Metric.AVERAGE_PRECISION);
        this.rankings = ranked ? rankings(rows) : List.of();
        this.logLosses = metrics.contains(Metric.LOG_LOSS)
                ? RowLosses.log(rows.classes(), rows.truth(), rows.probabilities())
                : NONE;
        this.brierLosses = metrics.contains(Metric.BRIER)
                ? RowLosses.brier(rows.classes(), rows.truth(), rows.probabilities())
                : NONE;
        this.costs = metrics.contains(Metric.COST)
                ? RowLosses.cost(rows.classes(), rows.truth(), rows.guess(), rows.costs())
                : NONE;
        this.binning = metrics.contains(Metric.ECE)
                ? new Binning(rows.confidences(), rows.happened(), CalibrationBins.Edge.LEFT_CLOSED)
                : new Binning(NONE, new boolean[0], CalibrationBins.Edge.LEFT_CLOSED);
    }

    /** One ranking for the positive class, or one for each class against the rest. */
    private static List<Ranking> rankings(ClassRows rows) {
        IntStream classes = rows.positive() >= 0 ? IntStream.of(rows.positive()) : IntStream.range(0, rows.classes());
        return classes.mapToObj(c -> Ranking.of(rows.isClass(c), rows.probabilityOf(c)))
                .toList();
    }

    @Override
    public int count() {
        return metrics.size();
    }

    @Override
    public void measure(double[] weights, double[] out, int offset) {
        Tally tally = tallied ? Tally.of(rows.classes(), rows.truth(), rows.guess(), weights) : new Tally(0);
        Ranking.Areas areas = areas(weights);
        for (int m = 0; m < metrics.size(); m++) {
            out[offset + m] = value(metrics.get(m), tally, areas, weights);
        }
    }

    private double value(Metric metric, Tally tally, Ranking.Areas areas, double[] weights) {
        int positive = rows.positive();
        return switch (metric) {
            case ACCURACY -> tally.accuracy();
            case BALANCED_ACCURACY -> tally.balancedAccuracy();
            case PRECISION -> positive >= 0 ? tally.precision(positive) : tally.macroPrecision();
            case RECALL -> positive >= 0 ? tally.recall(positive) : tally.macroRecall();
            case F1 -> positive >= 0 ? tally.f1(positive) : tally.macroF1();
            case MCC -> tally.matthews();
            case KAPPA -> tally.kappa();
            case ROC_AUC -> areas.roc();
            case AVERAGE_PRECISION -> areas.averagePrecision();
            case LOG_LOSS -> RowLosses.mean(logLosses, weights);
            case BRIER -> RowLosses.mean(brierLosses, weights);
            case ECE -> binning.under(weights).expectedError();
            case COST -> RowLosses.mean(costs, weights);
            case RMSE, MAE, MAPE, R2 ->
                throw new IllegalArgumentException(metric.label() + " is no measure of a classification");
        };
    }

    /** Means over the rankings; undefined as soon as one of them is. */
    private Ranking.Areas areas(double[] weights) {
        double roc = 0;
        double averagePrecision = 0;
        for (Ranking ranking : rankings) {
            Ranking.Areas areas = ranking.areas(weights);
            roc += areas.roc();
            averagePrecision += areas.averagePrecision();
        }
        return new Ranking.Areas(roc / rankings.size(), averagePrecision / rankings.size());
    }
}
