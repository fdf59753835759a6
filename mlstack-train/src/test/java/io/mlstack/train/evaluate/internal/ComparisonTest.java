package io.mlstack.train.evaluate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mlstack.api.problem.Metric;
import io.mlstack.api.stats.Verdict;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void mcNemarIsExactForFewDiscordantRows() {
        // scipy.stats.binomtest(3, 12).pvalue = 2 (1 + 12 + 66 + 220) / 4096.
        assertThat(new McNemar(100, 3, 9).pValue()).isEqualTo(598.0 / 4096, within(1e-12));
        assertThat(new McNemar(100, 14, 10).pValue()).isEqualTo(0.5412561893463135, within(1e-12));
        assertThat(new McNemar(100, 5, 5).pValue()).isEqualTo(1);
        assertThat(new McNemar(100, 0, 0).pValue()).isEqualTo(1);
        assertThat(new McNemar(100, 3, 9).exact()).isTrue();
    }

    @Test
    void mcNemarIsNormalForManyDiscordantRows() {
        // z = 20 / sqrt(40); scipy.special.erfc(z / sqrt(2)).
        assertThat(new McNemar(100, 10, 30).pValue()).isEqualTo(0.0015654022580025523, within(1e-12));
        assertThat(new McNemar(100, 10, 15).exact()).isFalse();
    }

    @Test
    void mcNemarCountsTheRowsWhereExactlyOneIsRight() {
        McNemar test = McNemar.of(new int[] {0, 0, 1, 1, 1}, new int[] {0, 1, 1, 0, 1}, new int[] {1, 1, 1, 1, 0});
        assertThat(test).isEqualTo(new McNemar(5, 2, 1));
        assertThat(test.difference()).isEqualTo(0.2, within(1e-12));
    }

    @Test
    void deLongOfFourRowsByHand() {
        // Placements of the positives: 0.8 beats both (1), 0.35 beats one (1/2); of the negatives: 1 and 1/2.
        // Variances 1/8 each, so 1/8/2 + 1/8/2 = 1/8.
        boolean[] positive = {false, false, true, true};
        double[] scores = {0.1, 0.4, 0.35, 0.8};
        DeLong same = DeLong.of(positive, scores, scores);
        assertThat(same.first()).isEqualTo(0.75, within(1e-12));
        assertThat(same.firstError()).isEqualTo(Math.sqrt(0.125), within(1e-12));
        assertThat(same.differenceError()).isZero();
        assertThat(same.pValue()).isEqualTo(1);
    }

    @Test
    void deLongNeedsTwoRowsOfEachClass() {
        assertThatThrownBy(() -> DeLong.of(new boolean[] {true, false, false}, new double[3], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 positive and 2 negative");
    }

    @Property(tries = 200)
    void deLongEqualsTheSumOverAllPairs(@ForAll("pairs") int[] codes) {
        int n = codes.length;
        boolean[] positive = new boolean[n];
        double[] a = new double[n];
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            positive[i] = i < 2 || i >= 4 && codes[i] % 2 == 1;
            a[i] = codes[i] / 2 % 5;
            b[i] = codes[i] / 10;
        }
        DeLong fast = DeLong.of(positive, a, b);
        assertThat(fast.first()).isEqualTo(Ranking.of(positive, a).rocArea(Draw.ones(n)), within(1e-12));
        assertThat(fast.differenceError() * fast.differenceError())
                .isEqualTo(naiveVariance(positive, a, b), within(1e-12));
    }

    /** The definition: sample variances of the structural components, each a mean over the rows of the other class. */
    private static double naiveVariance(boolean[] positive, double[] a, double[] b) {
        double variance = 0;
        for (boolean side : new boolean[] {true, false}) {
            double[] components = java.util.stream.IntStream.range(0, a.length)
                    .filter(i -> positive[i] == side)
                    .mapToDouble(i -> component(positive, a, i) - component(positive, b, i))
                    .toArray();
            double mean = Arrays.stream(components).average().orElseThrow();
            double squares =
                    Arrays.stream(components).map(c -> (c - mean) * (c - mean)).sum();
            variance += squares / (components.length - 1) / components.length;
        }
        return variance;
    }

    private static double component(boolean[] positive, double[] scores, int i) {
        double won = 0;
        int others = 0;
        for (int k = 0; k < scores.length; k++) {
            if (positive[k] != positive[i]) {
                double ahead = positive[i] ? scores[i] - scores[k] : scores[k] - scores[i];
                won += ahead > 0 ? 1 : ahead == 0 ? 0.5 : 0;
                others++;
            }
        }
        return won / others;
    }

    @Provide
    Arbitrary<int[]> pairs() {
        return Arbitraries.integers()
                .between(0, 49)
                .array(int[].class)
                .ofMinSize(4)
                .ofMaxSize(25);
    }

    @Test
    void equallyAccurateModelsAreHardlyEverToldApart() {
        int apart = 0;
        for (int set = 0; set < 1000; set++) {
            apart += simulated(set, 400, 0.85, 0.85) instanceof Verdict.Indistinguishable ? 0 : 1;
        }
        assertThat(apart).isLessThanOrEqualTo(60);
    }

    @Test
    void threePointsOnFourThousandRowsAreNearlyAlwaysSeen() {
        int seen = 0;
        for (int set = 0; set < 200; set++) {
            seen += simulated(set, 4000, 0.85, 0.82) instanceof Verdict.Better ? 1 : 0;
        }
        assertThat(seen).isGreaterThanOrEqualTo(160);
    }

    private static Verdict simulated(int set, int n, double firstAccuracy, double secondAccuracy) {
        int[] truth = new int[n];
        int[] first = new int[n];
        int[] second = new int[n];
        for (int i = 0; i < n; i++) {
            long row = (long) set * n + i;
            truth[i] = Draw.uniform(1, row) < 0.5 ? 1 : 0;
            first[i] = Draw.uniform(2, row) < firstAccuracy ? truth[i] : 1 - truth[i];
            second[i] = Draw.uniform(3, row) < secondAccuracy ? truth[i] : 1 - truth[i];
        }
        return Comparison.of(rows(truth, first), rows(truth, second), Metric.ACCURACY, 7)
                .orElseThrow()
                .verdict("the first", "the second", Metric.ACCURACY);
    }

    @Test
    void equallyGoodProbabilitiesAreHardlyEverToldApartByTheBootstrap() {
        int apart = 0;
        for (int set = 0; set < 60; set++) {
            apart += simulatedLoss(set, 1) instanceof Verdict.Indistinguishable ? 0 : 1;
        }
        assertThat(apart).isLessThanOrEqualTo(8);
    }

    @Test
    void betterProbabilitiesAreSeenByTheBootstrapInTheDirectionOfTheMetric() {
        assertThat(simulatedLoss(1, 3)).isInstanceOf(Verdict.Worse.class);
        assertThat(simulatedLoss(1, 3).difference().value()).isNegative();
    }

    /** Two noisy scores of the same rows; the first has {@code noise} times the noise of the second. */
    private static Verdict simulatedLoss(int set, double noise) {
        int n = 300;
        int[] truth = new int[n];
        double[] first = new double[2 * n];
        double[] second = new double[2 * n];
        for (int i = 0; i < n; i++) {
            long row = (long) set * n + i;
            truth[i] = i % 2;
            score(first, i, truth[i] * 2 - 1 + noise * Draw.normal(4, row));
            score(second, i, truth[i] * 2 - 1 + Draw.normal(5, row));
        }
        return Comparison.of(
                        new ClassRows(2, 1, truth, truth, first, new double[4], Draw.ones(n)),
                        new ClassRows(2, 1, truth, truth, second, new double[4], Draw.ones(n)),
                        Metric.LOG_LOSS,
                        7)
                .orElseThrow()
                .verdict("the first", "the second", Metric.LOG_LOSS);
    }

    private static void score(double[] probabilities, int row, double logit) {
        double p = 1 / (1 + StrictMath.exp(-logit));
        probabilities[2 * row] = 1 - p;
        probabilities[2 * row + 1] = p;
    }

    @Test
    void noSpreadIsSeenAsSuchForEverySizeOfTheClasses() {
        for (int n = 2; n <= 200; n++) {
            int rows = 2 * n + 1;
            int[] truth = new int[rows];
            double[] perfect = new double[2 * rows];
            double[] constant = new double[2 * rows];
            for (int row = 0; row < rows; row++) {
                truth[row] = row < n ? 1 : 0;
                perfect[2 * row + 1] = row < n ? .9 : .1;
                perfect[2 * row] = 1 - perfect[2 * row + 1];
                constant[2 * row] = .5;
                constant[2 * row + 1] = .5;
            }
            Comparison comparison = Comparison.of(
                            new ClassRows(2, 1, truth, truth, perfect, new double[4], Draw.ones(rows)),
                            new ClassRows(2, 1, truth, truth, constant, new double[4], Draw.ones(rows)),
                            Metric.ROC_AUC,
                            1)
                    .orElseThrow();
            assertThat(comparison.difference().method()).as("%d rows", rows).contains("no spread was seen");
            assertThat(comparison.difference().margin()).as("%d rows", rows).isGreaterThan(1e-3);
        }
    }

    @Test
    void aPerfectRankingOfFourRowsProvesNothing() {
        int[] truth = {0, 0, 1, 1};
        ClassRows perfect = new ClassRows(
                2, 1, truth, truth, new double[] {.9, .1, .8, .2, .3, .7, .2, .8}, new double[4], Draw.ones(4));
        ClassRows constant = new ClassRows(
                2, 1, truth, truth, new double[] {.5, .5, .5, .5, .5, .5, .5, .5}, new double[4], Draw.ones(4));
        Verdict verdict = Comparison.of(perfect, constant, Metric.ROC_AUC, 1)
                .orElseThrow()
                .verdict("the net", "the majority", Metric.ROC_AUC);
        assertThat(verdict).isInstanceOf(Verdict.Indistinguishable.class);
        assertThat(verdict.words())
                .startsWith("the net cannot be told apart from the majority: advantage in ROC AUC +0.500");
    }

    @Test
    void aMetricThatIsUndefinedComparesNothing() {
        ClassRows oneClass = rows(new int[] {1, 1}, new int[] {1, 1});
        assertThat(Comparison.of(oneClass, oneClass, Metric.MCC, 1)).isEmpty();
    }

    private static ClassRows rows(int[] truth, int[] guess) {
        int n = truth.length;
        double[] probabilities = new double[2 * n];
        for (int i = 0; i < n; i++) {
            probabilities[2 * i + guess[i]] = 1;
        }
        return new ClassRows(2, 1, truth, guess, probabilities, new double[] {0, 1, 1, 0}, Draw.ones(n));
    }
}
