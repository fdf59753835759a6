package io.mlstack.train.evaluate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mlstack.api.problem.Metric;
import io.mlstack.api.problem.ProblemKind;
import io.mlstack.train.evaluate.MetricValue;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    private static final List<Metric> BINARY = Arrays.stream(Metric.values())
            .filter(m -> m.appliesTo(ProblemKind.BINARY))
            .toList();
    private static final List<String> NAMES = List.of("benign", "malignant");

    @Test
    void countsAreThoseOfAPoissonVariable() {
        double[] counts = new double[100_000];
        ResampleWeights.fill(3, 5, Draw.ones(counts.length), counts);
        assertThat(Arrays.stream(counts).average().orElseThrow()).isEqualTo(1, within(0.015));
        assertThat(Arrays.stream(counts).map(c -> c * c).average().orElseThrow())
                .isEqualTo(2, within(0.05));
        // e^-1 of the rows are left out of a resample.
        assertThat(Arrays.stream(counts).filter(c -> c == 0).count() / 1e5).isEqualTo(0.3679, within(0.006));
    }

    @Test
    void intervalOfAMeanIsThatOfTheNormalTheory() {
        int n = 1000;
        double[] truth = new double[n];
        double[] predicted = new double[n];
        for (int i = 0; i < n; i++) {
            truth[i] = Draw.normal(1, i);
        }
        NumberRows rows = new NumberRows(truth, predicted, Draw.ones(n));
        Bootstrap bootstrap = Bootstrap.of(rows.measures(List.of(Metric.MAE)), rows.weights(), 9);
        double mean = Arrays.stream(truth).map(Math::abs).average().orElseThrow();
        double error = Math.sqrt(Arrays.stream(truth)
                        .map(v -> (Math.abs(v) - mean) * (Math.abs(v) - mean))
                        .sum())
                / n;
        assertThat(bootstrap.standardError(0)).isEqualTo(error, within(0.06 * error));
        assertThat(bootstrap.quantile(0, 0.975)).isEqualTo(mean + 1.96 * error, within(0.2 * error));
        assertThat(bootstrap.quantile(0, 0.025)).isEqualTo(mean - 1.96 * error, within(0.2 * error));
    }

    @Test
    void intervalOfTheRocAreaCoversTheTrueArea() {
        // Two normal scores one standard deviation apart: the area is Phi(1 / sqrt(2)) = 0.7602499389065233.
        int covered = 0;
        for (int set = 0; set < 200; set++) {
            ClassRows rows = normalScores(set, 150);
            MetricValue value =
                    Estimates.of(rows, NAMES, List.of(Metric.ROC_AUC), 5).get(0);
            double low = value.estimate().orElseThrow().low();
            double high = value.estimate().orElseThrow().high();
            covered += low <= 0.7602499389065233 && 0.7602499389065233 <= high ? 1 : 0;
        }
        assertThat(covered).isBetween(180, 198);
    }

    private static ClassRows normalScores(int set, int n) {
        int[] truth = new int[n];
        double[] probabilities = new double[2 * n];
        for (int i = 0; i < n; i++) {
            truth[i] = i % 2;
            double p = 1 / (1 + StrictMath.exp(-(truth[i] + Draw.normal(8, (long) set * n + i))));
            probabilities[2 * i] = 1 - p;
            probabilities[2 * i + 1] = p;
        }
        int[] guess = new int[n];
        Arrays.setAll(guess, i -> probabilities[2 * i + 1] >= 0.6 ? 1 : 0);
        return new ClassRows(2, 1, truth, guess, probabilities, new double[] {0, 1, 5, 0}, Draw.ones(n));
    }

    @Test
    void everyBinaryMetricHasAnIntervalThatHoldsItsValue() {
        List<MetricValue> values = Estimates.of(normalScores(1, 200), NAMES, BINARY, 3);
        assertThat(values)
                .hasSize(BINARY.size())
                .allSatisfy(v -> assertThat(v.estimate())
                        .hasValueSatisfying(
                                e -> assertThat(e.margin()).isPositive().isLessThan(1.5)));
        assertThat(values.get(0).estimate().orElseThrow().method()).isEqualTo("Wilson");
        assertThat(values.get(BINARY.indexOf(Metric.ROC_AUC))
                        .estimate()
                        .orElseThrow()
                        .method())
                .isEqualTo("bootstrap, 2,000 resamples");
    }

    @Test
    void equalSeedsGiveEqualIntervals() {
        ClassRows rows = normalScores(1, 100);
        assertThat(Estimates.of(rows, NAMES, BINARY, 3)).isEqualTo(Estimates.of(rows, NAMES, BINARY, 3));
        assertThat(Estimates.of(rows, NAMES, BINARY, 3)).isNotEqualTo(Estimates.of(rows, NAMES, BINARY, 4));
    }

    @Test
    void perfectPredictionsOfFewRowsAreNotCertain() {
        int[] truth = {0, 0, 0, 0, 1, 1, 1, 1};
        double[] probabilities = {1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1};
        ClassRows rows = new ClassRows(2, 1, truth, truth, probabilities, new double[] {0, 1, 20, 0}, Draw.ones(8));
        for (MetricValue value : Estimates.of(rows, NAMES, List.of(Metric.ROC_AUC, Metric.F1, Metric.COST), 3)) {
            assertThat(value.estimate().orElseThrow().margin())
                    .as(value.toString())
                    .isGreaterThan(0.1);
        }
    }

    @Test
    void anUndefinedMetricSaysWhy() {
        int[] truth = {0, 0, 0};
        ClassRows rows =
                new ClassRows(2, 1, truth, truth, new double[] {1, 0, 1, 0, 1, 0}, new double[4], Draw.ones(3));
        List<Metric> metrics = List.of(Metric.ROC_AUC, Metric.PRECISION, Metric.RECALL, Metric.MCC);
        assertThat(Estimates.of(rows, NAMES, metrics, 1))
                .extracting(MetricValue::toString)
                .containsExactly(
                        "ROC AUC is undefined: every row is \"benign\"",
                        "precision is undefined: no row was predicted \"malignant\"",
                        "recall is undefined: no row is \"malignant\"",
                        "MCC is undefined: every row is \"benign\"");
    }

    @Test
    void aMetricThatMostResamplesCannotComputeHasNoInterval() {
        int[] truth = {0, 0, 0, 1};
        ClassRows rows = new ClassRows(
                2, 1, truth, truth, new double[] {.9, .1, .8, .2, .3, .7, .2, .8}, new double[4], Draw.ones(4));
        MetricValue value =
                Estimates.of(rows, NAMES, List.of(Metric.ROC_AUC), 1).get(0);
        assertThat(value).isInstanceOf(MetricValue.Undefined.class);
        assertThat(value.toString()).contains("too few rows");
    }

    @Test
    void allMetricsOfTenThousandRowsTakeLessThanTwoSecondsOfOneCore() {
        ClassRows rows = normalScores(1, 10_000);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        Bootstrap bootstrap = Bootstrap.of(rows.measures(BINARY), rows.weights(), 3);
        assertThat(bootstrap.resamples()).isEqualTo(2_000);
        assertThat(bootstrap.values().length).isEqualTo(13);
        assertThat(threads.getCurrentThreadCpuTime() - start).isLessThan(2_000_000_000L);
    }

    @Test
    void manyRowsGetFewerResamples() {
        assertThat(Bootstrap.resamples(10_000)).isEqualTo(2_000);
        assertThat(Bootstrap.resamples(40_000)).isEqualTo(500);
        assertThat(Bootstrap.resamples(10_000_000)).isEqualTo(100);
    }

    @Test
    void aRelativeErrorDoesNotExistAtZero() {
        NumberRows rows = new NumberRows(new double[] {0, 2}, new double[] {1, 2}, Draw.ones(2));
        assertThat(Estimates.of(rows, List.of(), List.of(Metric.MAPE), 1))
                .singleElement()
                .hasToString("MAPE is undefined: a true value is 0, where a relative error does not exist");
    }
}
