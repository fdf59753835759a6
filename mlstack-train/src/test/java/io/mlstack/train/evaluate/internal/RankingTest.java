package io.mlstack.train.evaluate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mlstack.train.evaluate.ThresholdCurve;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RankingTest {

    private static final Offset<Double> EXACT = within(1e-12);

    /** The rows of scikit-learn's examples for roc_auc_score, average_precision_score and the curves. */
    private static final Ranking DOCS =
            Ranking.of(new boolean[] {false, false, true, true}, new double[] {0.1, 0.4, 0.35, 0.8});

    @Test
    void rocAreaOfTheReferenceRows() {
        // Of the 4 pairs only (0.35, 0.4) is the wrong way round.
        assertThat(DOCS.rocArea(Draw.ones(4))).isEqualTo(0.75, EXACT);
    }

    @Test
    void averagePrecisionOfTheReferenceRowsIsTheStepSum() {
        // 1/2 * 1 + 1/2 * 2/3; the trapezoid would say 0.7917.
        assertThat(DOCS.averagePrecision(Draw.ones(4))).isEqualTo(5.0 / 6, EXACT);
    }

    @Test
    void curveOfTheReferenceRows() {
        ThresholdCurve curve = DOCS.curve(Draw.ones(4));
        assertThat(curve.thresholds()).containsExactly(Double.POSITIVE_INFINITY, 0.8, 0.4, 0.35, 0.1);
        assertThat(curve.truePositives()).containsExactly(0, 1, 1, 2, 2);
        assertThat(curve.falsePositives()).containsExactly(0, 0, 1, 1, 2);
        assertThat(curve.precision(0)).isNaN();
        assertThat(curve.precision(3)).isEqualTo(2.0 / 3, EXACT);
        assertThat(curve.truePositiveRate(2)).isEqualTo(0.5, EXACT);
        assertThat(curve.falsePositiveRate(3)).isEqualTo(0.5, EXACT);
    }

    @Test
    void equalScoresAreOneStepAndCountHalf() {
        Ranking constant = Ranking.of(new boolean[] {true, false, true, false}, new double[] {3, 3, 3, 3});
        assertThat(constant.rocArea(Draw.ones(4))).isEqualTo(0.5, EXACT);
        assertThat(constant.averagePrecision(Draw.ones(4))).isEqualTo(0.5, EXACT);
        assertThat(constant.curve(Draw.ones(4)).size()).isEqualTo(2);
    }

    @Test
    void oneClassHasNoArea() {
        Ranking onlyPositive = Ranking.of(new boolean[] {true, true}, new double[] {1, 2});
        assertThat(onlyPositive.rocArea(Draw.ones(2))).isNaN();
        Ranking onlyNegative = Ranking.of(new boolean[] {false, false}, new double[] {1, 2});
        assertThat(onlyNegative.rocArea(Draw.ones(2))).isNaN();
        assertThat(onlyNegative.averagePrecision(Draw.ones(2))).isNaN();
    }

    @Test
    void aRowWithoutScoreIsRefused() {
        assertThatThrownBy(() -> Ranking.of(new boolean[] {true, false}, new double[] {1, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 1");
    }

    @Property(tries = 300)
    void rocAreaIsTheShareOfPairsInOrder(@ForAll("rows") int[] codes) {
        Rows rows = new Rows(codes);
        double won = 0;
        double pairs = 0;
        for (int i = 0; i < codes.length; i++) {
            for (int k = 0; k < codes.length; k++) {
                if (rows.positive[i] && !rows.positive[k]) {
                    double w = rows.weights[i] * rows.weights[k];
                    won += w * (rows.scores[i] > rows.scores[k] ? 1 : rows.scores[i] == rows.scores[k] ? 0.5 : 0);
                    pairs += w;
                }
            }
        }
        assertSame(rows.ranking().rocArea(rows.weights), won / pairs);
    }

    @Property(tries = 300)
    void averagePrecisionIsTheSumOverThresholds(@ForAll("rows") int[] codes) {
        Rows rows = new Rows(codes);
        double[] distinct =
                java.util.Arrays.stream(rows.scores).distinct().sorted().toArray();
        double sum = 0;
        double lastRecall = 0;
        double positives = rows.accepted(Double.NEGATIVE_INFINITY, true);
        for (int t = distinct.length - 1; t >= 0; t--) {
            double hits = rows.accepted(distinct[t], true);
            double all = hits + rows.accepted(distinct[t], false);
            sum += all > 0 ? (hits / positives - lastRecall) * (hits / all) : 0;
            lastRecall = hits / positives;
        }
        assertSame(rows.ranking().averagePrecision(rows.weights), positives > 0 ? sum : Double.NaN);
    }

    @Property(tries = 300)
    void curveSaysWhatAThresholdAccepts(@ForAll("rows") int[] codes) {
        Rows rows = new Rows(codes);
        ThresholdCurve curve = rows.ranking().curve(rows.weights);
        for (double threshold = -0.5; threshold <= 6; threshold += 0.5) {
            int at = curve.at(threshold);
            assertSame(curve.truePositives()[at], rows.accepted(threshold, true));
            assertSame(curve.falsePositives()[at], rows.accepted(threshold, false));
        }
    }

    @Property(tries = 300)
    void cheapestThresholdIsTheCheapestOfAll(@ForAll("rows") int[] codes) {
        Rows rows = new Rows(codes);
        ThresholdCurve curve = rows.ranking().curve(rows.weights);
        int best = curve.cheapest(20, 1);
        for (int i = 0; i < curve.size(); i++) {
            double cost = 20 * (curve.positives() - rows.accepted(curve.thresholds()[i], true))
                    + rows.accepted(curve.thresholds()[i], false);
            double total = curve.positives() + curve.negatives();
            if (total > 0) {
                assertThat(curve.meanCost(best, 20, 1)).isLessThanOrEqualTo(cost / total + 1e-12);
            }
        }
    }

    private static void assertSame(double actual, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(actual).isNaN();
        } else {
            assertThat(actual).isEqualTo(expected, EXACT);
        }
    }

    /** A code holds the class, a score of few values (so ties are common) and a weight of 0 to 3. */
    @Provide
    Arbitrary<int[]> rows() {
        return Arbitraries.integers()
                .between(0, 2 * 6 * 4 - 1)
                .array(int[].class)
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    private static final class Rows {
        private final boolean[] positive;
        private final double[] scores;
        private final double[] weights;

        Rows(int[] codes) {
            positive = new boolean[codes.length];
            scores = new double[codes.length];
            weights = new double[codes.length];
            for (int i = 0; i < codes.length; i++) {
                positive[i] = codes[i] % 2 == 1;
                scores[i] = codes[i] / 2 % 6;
                weights[i] = codes[i] / 12;
            }
        }

        Ranking ranking() {
            return Ranking.of(positive, scores);
        }

        double accepted(double threshold, boolean ofPositive) {
            double sum = 0;
            for (int i = 0; i < scores.length; i++) {
                sum += positive[i] == ofPositive && scores[i] >= threshold ? weights[i] : 0;
            }
            return sum;
        }
    }
}
