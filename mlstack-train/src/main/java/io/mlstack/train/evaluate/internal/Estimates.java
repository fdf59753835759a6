package io.mlstack.train.evaluate.internal;

import io.mlstack.api.problem.Metric;
import io.mlstack.api.stats.Estimate;
import io.mlstack.train.evaluate.MetricValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Metrics with their 95 % intervals.
 *
 * <p>A plain proportion (accuracy, precision and recall of a positive class) gets Wilson's interval, everything else a
 * bootstrap. Where all resamples agree because not one mistake was seen, the bootstrap would claim certainty; then the
 * width is Wilson's for the rarer class.
 */
public final class Estimates {

    /** Coverage of every interval made here. */
    public static final double LEVEL = 0.95;

    private final ScoredRows rows;
    private final List<String> classes;
    private final double[] weights;

    private Estimates(ScoredRows rows, List<String> classes) {
        this.rows = rows;
        this.classes = classes;
        this.weights = rows.weights();
    }

    /**
     * One value for each of {@code metrics}, in their order.
     *
     * @param classes names of the classes, for the reason why something is undefined; empty for a regression
     * @param seed of the resamples; equal seeds give equal intervals
     */
    public static List<MetricValue> of(ScoredRows rows, List<String> classes, List<Metric> metrics, long seed) {
        return new Estimates(rows, classes).all(metrics, seed);
    }

    private List<MetricValue> all(List<Metric> metrics, long seed) {
        double[] values = rows.measures(metrics).under(weights);
        List<Metric> resampled = new ArrayList<>();
        for (int m = 0; m < values.length; m++) {
            if (!Double.isNaN(values[m]) && !proportion(metrics.get(m))) {
                resampled.add(metrics.get(m));
            }
        }
        Bootstrap bootstrap = Bootstrap.of(rows.measures(resampled), weights, seed);
        List<MetricValue> all = new ArrayList<>();
        for (int m = 0; m < values.length; m++) {
            Metric metric = metrics.get(m);
            if (Double.isNaN(values[m])) {
                all.add(new MetricValue.Undefined(metric, WhyUndefined.of(metric, rows, classes)));
            } else if (proportion(metric)) {
                all.add(new MetricValue.Known(metric, wilson(metric, values[m])));
            } else {
                all.add(resampled(metric, values[m], bootstrap, resampled.indexOf(metric)));
            }
        }
        return all;
    }

    private boolean proportion(Metric metric) {
        boolean hasPositive = rows instanceof ClassRows c && c.positive() >= 0;
        return metric == Metric.ACCURACY || hasPositive && (metric == Metric.PRECISION || metric == Metric.RECALL);
    }

    private Estimate wilson(Metric metric, double value) {
        ClassRows labelled = (ClassRows) rows;
        double[] counted = weights;
        if (metric == Metric.RECALL) {
            counted = labelled.weightsWhere(labelled.truth(), labelled.positive());
        } else if (metric == Metric.PRECISION) {
            counted = labelled.weightsWhere(labelled.guess(), labelled.positive());
        }
        Wilson interval = Wilson.of(value, Wilson.effectiveRows(counted));
        return around(value, interval.low(), interval.high(), "Wilson");
    }

    private MetricValue resampled(Metric metric, double value, Bootstrap bootstrap, int m) {
        if (!bootstrap.enough(m)) {
            return new MetricValue.Undefined(
                    metric,
                    "it is " + Figures.of(value)
                            + " on these rows, but more than 5 % of the resamples leave it undefined, so "
                            + "it has no interval: too few rows");
        }
        double low = bootstrap.quantile(m, (1 - LEVEL) / 2);
        double high = bootstrap.quantile(m, (1 + LEVEL) / 2);
        if (low == high && value == Range.of(metric).best() && rows instanceof ClassRows labelled) {
            double off =
                    metric.higherIsBetter() ? -NoMistakes.slack(metric, labelled) : NoMistakes.slack(metric, labelled);
            return new MetricValue.Known(
                    metric, around(value, value + off, value + off, "Wilson, no mistake was seen"));
        }
        // The expected calibration error of a resample is biased upwards, so its percentiles miss the value they belong
        // to.
        if (metric == Metric.ECE || bootstrap.resamples() < Bootstrap.RESAMPLES) {
            return new MetricValue.Known(
                    metric, normal(metric, value, bootstrap.standardError(m), bootstrap.resamples()));
        }
        return new MetricValue.Known(
                metric,
                around(
                        value,
                        low,
                        high,
                        String.format(Locale.ROOT, "bootstrap, %,d resamples", bootstrap.resamples())));
    }

    private static Estimate normal(Metric metric, double value, double error, int resamples) {
        Range range = Range.of(metric);
        double half = Normal.Z95 * error;
        String method = String.format(Locale.ROOT, "bootstrap standard error, %,d resamples", resamples);
        return around(value, Math.max(range.least(), value - half), Math.min(range.most(), value + half), method);
    }

    private static Estimate around(double value, double low, double high, String method) {
        return new Estimate(value, Math.min(low, value), Math.max(high, value), LEVEL, method);
    }
}
