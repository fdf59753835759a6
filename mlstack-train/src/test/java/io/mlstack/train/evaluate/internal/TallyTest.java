package io.mlstack.train.evaluate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Cases marked "docs" are the examples of scikit-learn's API reference (BSD-3-Clause), computed by hand to full digits. */
class TallyTest {

    private static final Offset<Double> EXACT = within(1e-12);

    private static Tally tally(int classes, int[] truth, int[] guess) {
        return Tally.of(classes, truth, guess, Draw.ones(truth.length));
    }

    @Test
    void accuracyIsTheShareOfRightRows() {
        // docs, accuracy_score: one of two labels in four rows.
        assertThat(tally(4, new int[] {0, 1, 2, 3}, new int[] {0, 2, 1, 3}).accuracy())
                .isEqualTo(0.5, EXACT);
    }

    @Test
    void balancedAccuracyIsTheMeanRecall() {
        // docs, balanced_accuracy_score: (3/4 + 1/2) / 2.
        Tally tally = tally(2, new int[] {0, 1, 0, 0, 1, 0}, new int[] {0, 1, 0, 0, 0, 1});
        assertThat(tally.balancedAccuracy()).isEqualTo(0.625, EXACT);
    }

    @Test
    void precisionRecallAndF1OfEachClass() {
        // docs, precision_score, recall_score, f1_score share these rows.
        Tally tally = tally(3, new int[] {0, 1, 2, 0, 1, 2}, new int[] {0, 2, 1, 0, 0, 1});
        assertThat(tally.precision(0)).isEqualTo(2.0 / 3, EXACT);
        assertThat(tally.precision(1)).isEqualTo(0, EXACT);
        assertThat(tally.recall(0)).isEqualTo(1, EXACT);
        assertThat(tally.f1(0)).isEqualTo(0.8, EXACT);
        assertThat(tally.macroPrecision()).isEqualTo(2.0 / 9, EXACT);
        assertThat(tally.macroRecall()).isEqualTo(1.0 / 3, EXACT);
        assertThat(tally.macroF1()).isEqualTo(4.0 / 15, EXACT);
        assertThat(tally.microF1()).isEqualTo(1.0 / 3, EXACT);
        assertThat(tally.weightedF1()).isEqualTo(4.0 / 15, EXACT);
        assertThat(tally.weightedPrecision()).isEqualTo(2.0 / 9, EXACT);
    }

    @Test
    void matthewsCorrelationOfTwoClasses() {
        // docs, matthews_corrcoef: tp 2, fp 1, fn 1, tn 0 gives -1 / sqrt(3 * 3 * 1 * 1).
        Tally tally = tally(2, new int[] {1, 1, 1, 0}, new int[] {1, 0, 1, 1});
        assertThat(tally.matthews()).isEqualTo(-1.0 / 3, EXACT);
    }

    @Test
    void matthewsCorrelationOfAConstantPredictionIsZeroAndOfOneClassUndefined() {
        assertThat(tally(2, new int[] {1, 0, 1}, new int[] {1, 1, 1}).matthews())
                .isZero();
        assertThat(tally(2, new int[] {1, 1, 1}, new int[] {1, 0, 1}).matthews())
                .isNaN();
    }

    @Test
    void kappaOfThreeClasses() {
        // docs, cohen_kappa_score: observed 4/5, chance (1 * 2 + 1 * 1 + 3 * 2) / 25, so (0.8 - 0.36) / 0.64.
        Tally tally = tally(3, new int[] {0, 2, 0, 1, 2}, new int[] {0, 2, 0, 1, 0});
        assertThat(tally.kappa()).isEqualTo(0.6875, EXACT);
    }

    @Test
    void whatHasNoRowsIsUndefined() {
        Tally empty = new Tally(2);
        assertThat(empty.accuracy()).isNaN();
        assertThat(empty.balancedAccuracy()).isNaN();
        assertThat(empty.kappa()).isNaN();
        Tally neverPredicted = tally(2, new int[] {0, 1}, new int[] {0, 0});
        assertThat(neverPredicted.precision(1)).isNaN();
        assertThat(neverPredicted.recall(1)).isZero();
        assertThat(neverPredicted.f1(1)).isZero();
    }

    @Test
    void weightsCountLikeCopiesOfTheRow() {
        Tally weighted = Tally.of(2, new int[] {0, 1, 1}, new int[] {0, 1, 0}, new double[] {2, 3, 1});
        Tally copied = tally(2, new int[] {0, 0, 1, 1, 1, 1}, new int[] {0, 0, 1, 1, 1, 0});
        assertThat(weighted.f1(1)).isEqualTo(copied.f1(1), EXACT);
        assertThat(weighted.matthews()).isEqualTo(copied.matthews(), EXACT);
        assertThat(weighted.kappa()).isEqualTo(copied.kappa(), EXACT);
    }

    @Property(tries = 200)
    void mergingPartsEqualsTheWhole(@ForAll("labels") int[] codes) {
        int half = codes.length / 2;
        Tally parts = new Tally(3);
        Tally second = new Tally(3);
        Tally whole = new Tally(3);
        for (int i = 0; i < codes.length; i++) {
            (i < half ? parts : second).add(codes[i] / 3, codes[i] % 3, 1);
            whole.add(codes[i] / 3, codes[i] % 3, 1);
        }
        parts.add(second);
        assertThat(parts.macroF1()).isEqualTo(Double.valueOf(whole.macroF1()));
        assertThat(parts.matthews()).isEqualTo(Double.valueOf(whole.matthews()));
    }

    @Property(tries = 200)
    void matthewsIsTheCorrelationOfOneHotVectors(@ForAll("labels") int[] codes) {
        int[] truth = new int[codes.length];
        int[] guess = new int[codes.length];
        for (int i = 0; i < codes.length; i++) {
            truth[i] = codes[i] / 3;
            guess[i] = codes[i] % 3;
        }
        double naive = covariance(truth, guess) / Math.sqrt(covariance(truth, truth) * covariance(guess, guess));
        double fast = tally(3, truth, guess).matthews();
        if (covariance(truth, truth) < 1e-12) {
            assertThat(fast).isNaN();
        } else if (covariance(guess, guess) < 1e-12) {
            assertThat(fast).isZero();
        } else {
            assertThat(fast).isEqualTo(naive, within(1e-9));
        }
    }

    private static double covariance(int[] a, int[] b) {
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            double meanA = 0;
            double meanB = 0;
            for (int i = 0; i < a.length; i++) {
                meanA += (a[i] == c ? 1.0 : 0) / a.length;
                meanB += (b[i] == c ? 1.0 : 0) / a.length;
            }
            for (int i = 0; i < a.length; i++) {
                sum += ((a[i] == c ? 1 : 0) - meanA) * ((b[i] == c ? 1 : 0) - meanB);
            }
        }
        return sum;
    }

    @Provide
    Arbitrary<int[]> labels() {
        return Arbitraries.integers()
                .between(0, 8)
                .array(int[].class)
                .ofMinSize(1)
                .ofMaxSize(40);
    }
}
