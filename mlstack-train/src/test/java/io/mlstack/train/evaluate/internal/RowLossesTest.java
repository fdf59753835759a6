package io.mlstack.train.evaluate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RowLossesTest {

    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void logLossOfTheReferenceRows() {
        // scikit-learn, log_loss: spam, ham, ham, spam; -(ln 0.9 + ln 0.9 + ln 0.8 + ln 0.65) / 4, printed there as
        // 0.21616.
        double[] losses =
                RowLosses.log(2, new int[] {1, 0, 0, 1}, new double[] {0.1, 0.9, 0.9, 0.1, 0.8, 0.2, 0.35, 0.65});
        double byHand = -(Math.log(0.9) + Math.log(0.9) + Math.log(0.8) + Math.log(0.65)) / 4;
        assertThat(RowLosses.mean(losses, Draw.ones(4))).isEqualTo(byHand, EXACT);
        assertThat(byHand).isEqualTo(0.21616, within(5e-6));
    }

    @Test
    void aCertainAndWrongRowCostsAFiniteLogLoss() {
        double[] losses = RowLosses.log(2, new int[] {1}, new double[] {1, 0});
        assertThat(losses[0]).isEqualTo(52 * Math.log(2), EXACT);
    }

    @Test
    void brierScoreOfTheReferenceRows() {
        // scikit-learn, brier_score_loss: (0.01 + 0.01 + 0.04 + 0.09) / 4.
        double[] losses =
                RowLosses.brier(2, new int[] {0, 1, 1, 0}, new double[] {0.9, 0.1, 0.1, 0.9, 0.2, 0.8, 0.7, 0.3});
        assertThat(RowLosses.mean(losses, Draw.ones(4))).isEqualTo(0.0375, EXACT);
    }

    @Test
    void brierScoreOfThreeClassesSumsOverThem() {
        // By hand: 0.2^2 + 0.1^2 + 0.1^2.
        assertThat(RowLosses.brier(3, new int[] {0}, new double[] {0.8, 0.1, 0.1})[0])
                .isEqualTo(0.06, EXACT);
    }

    @Test
    void costIsLookedUpByTrueAndPredictedClass() {
        double[] costs = {0, 1, 20, 0};
        double[] losses = RowLosses.cost(2, new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1}, costs);
        assertThat(losses).containsExactly(0, 1, 20, 0);
        assertThat(RowLosses.mean(losses, new double[] {1, 1, 2, 0})).isEqualTo(41.0 / 4, EXACT);
    }

    @Test
    void aMeanWithoutWeightIsUndefined() {
        assertThat(RowLosses.mean(new double[] {1}, new double[] {0})).isNaN();
    }
}
