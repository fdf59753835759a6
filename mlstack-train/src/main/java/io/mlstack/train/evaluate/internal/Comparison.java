package io.mlstack.train.evaluate.internal;

import io.mlstack.api.problem.Metric;
import io.mlstack.api.stats.Estimate;
import io.mlstack.api.stats.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two models on the same rows under one metric.
 *
 * <p>Accuracy is compared by McNemar's test, the ROC area of two classes by DeLong's, everything else by a paired
 * bootstrap, which also serves the first two when rows have unequal weights.
 *
 * @param difference first minus second, turned so that positive favours the first; 95 %
 * @param pValue of the hypothesis that there is no difference; empty where only the interval decides
 */
public record Comparison(Estimate difference, OptionalDouble pValue) {

    private static final double ALPHA = 1 - Estimates.LEVEL;

    /**
     * Compares predictions for the same rows; the truth and the weights are taken from {@code first}.
     *
     * @return empty when the metric is undefined for either, or in more than 5 % of the resamples
     * @throws IllegalArgumentException if the rows differ in number or kind
     */
    public static Optional<Comparison> of(ScoredRows first, ScoredRows second, Metric metric, long seed) {
        if (first.rows() != second.rows() || first.getClass() != second.getClass()) {
            throw new IllegalArgumentException(
                    "a comparison needs the same rows, got " + first.rows() + " and " + second.rows());
        }
        double[] weights = first.weights();
        double a = first.measures(List.of(metric)).under(weights)[0];
        double b = second.measures(List.of(metric)).under(weights)[0];
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Optional.empty();
        }
        double sign = metric.higherIsBetter() ? 1 : -1;
        if (first instanceof ClassRows x && second instanceof ClassRows y && equal(weights)) {
            if (metric == Metric.ACCURACY) {
                return Optional.of(mcNemar(x, y));
            }
            if (metric == Metric.ROC_AUC && x.positive() >= 0 && varies(x)) {
                return Optional.of(deLong(x, y));
            }
        }
        return bootstrap(first, second, metric, seed, sign * (a - b), sign);
    }

    private static boolean equal(double[] weights) {
        return Arrays.stream(weights).allMatch(w -> w == weights[0]);
    }

    private static boolean varies(ClassRows rows) {
        long positives =
                Arrays.stream(rows.truth()).filter(c -> c == rows.positive()).count();
        return positives >= 2 && rows.rows() - positives >= 2;
    }

    private static Comparison mcNemar(ClassRows first, ClassRows second) {
        McNemar test = McNemar.of(first.truth(), first.guess(), second.guess());
        String name = "McNemar, " + (test.exact() ? "exact" : "normal") + ", Bonett-Price interval";
        return new Comparison(
                around(test.difference(), test.centre() - test.halfWidth(), test.centre() + test.halfWidth(), name),
                OptionalDouble.of(test.pValue()));
    }

    private static Comparison deLong(ClassRows first, ClassRows second) {
        int c = first.positive();
        DeLong test = DeLong.of(first.isClass(c), first.probabilityOf(c), second.probabilityOf(c));
        double half = Normal.Z95 * test.differenceError();
        if (test.differenceError() == 0 && test.difference() != 0) {
            // Every pair agrees: no spread was seen, which few rows do not prove to be absent.
            double slack = NoMistakes.slack(Metric.ROC_AUC, first);
            return new Comparison(
                    around(
                            test.difference(),
                            test.difference() - slack,
                            test.difference() + slack,
                            "Wilson, no spread was seen"),
                    OptionalDouble.empty());
        }
        return new Comparison(
                around(test.difference(), test.difference() - half, test.difference() + half, "DeLong"),
                OptionalDouble.of(test.pValue()));
    }

    private static Optional<Comparison> bootstrap(
            ScoredRows first, ScoredRows second, Metric metric, long seed, double value, double sign) {
        Measures one = first.measures(List.of(metric));
        Measures other = second.measures(List.of(metric));
        Bootstrap bootstrap = Bootstrap.of(new Difference(one, other, sign), first.weights(), seed);
        if (!bootstrap.enough(0)) {
            return Optional.empty();
        }
        String name = String.format(Locale.ROOT, "paired bootstrap, %,d resamples", bootstrap.resamples());
        double low = bootstrap.quantile(0, ALPHA / 2);
        double high = bootstrap.quantile(0, 1 - ALPHA / 2);
        if (bootstrap.resamples() < Bootstrap.RESAMPLES) {
            double half = Normal.Z95 * bootstrap.standardError(0);
            low = value - half;
            high = value + half;
        }
        if (low == high && value != 0 && first instanceof ClassRows rows) {
            double slack = NoMistakes.slack(metric, rows);
            low = value - slack;
            high = value + slack;
        }
        return Optional.of(new Comparison(around(value, low, high, name), OptionalDouble.empty()));
    }

    private static Estimate around(double value, double low, double high, String method) {
        return new Estimate(value, Math.min(low, value), Math.max(high, value), Estimates.LEVEL, method);
    }

    /**
     * The verdict in words.
     *
     * @param first what to call the first model in a sentence: {@code the net}
     * @param second what to call the second
     */
    public Verdict verdict(String first, String second, Metric metric) {
        String numbers = "advantage in " + metric.label() + " " + Figures.signed(difference.value())
                + ", 95 % interval " + Figures.signed(difference.low()) + " to " + Figures.signed(difference.high());
        boolean beyondChance = pValue.isEmpty() || pValue.getAsDouble() < ALPHA;
        return Verdict.of(difference, beyondChance, first, second, numbers);
    }

    /** One metric of two models under the same weights. */
    private record Difference(Measures first, Measures second, double sign) implements Measures {
        @Override
        public int count() {
            return 1;
        }

        @Override
        public void measure(double[] weights, double[] out, int offset) {
            out[offset] = sign * (first.under(weights)[0] - second.under(weights)[0]);
        }
    }
}
