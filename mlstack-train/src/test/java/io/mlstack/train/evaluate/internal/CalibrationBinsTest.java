package io.mlstack.train.evaluate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mlstack.train.evaluate.CalibrationBins;
import io.mlstack.train.evaluate.CalibrationBins.Edge;
import org.junit.jupiter.api.Test;

class CalibrationBinsTest {

    @Test
    void edgesBelongToTheUpperBinForTheErrorAndToTheLowerForTheCurve() {
        for (int k = 1; k < 10; k++) {
            assertThat(Edge.LEFT_CLOSED.bin(k / 10.0)).isEqualTo(k);
            assertThat(Edge.RIGHT_CLOSED.bin(k / 10.0)).isEqualTo(k - 1);
            assertThat(Edge.LEFT_CLOSED.bin(Math.nextDown(k / 10.0))).isEqualTo(k - 1);
            assertThat(Edge.RIGHT_CLOSED.bin(Math.nextUp(k / 10.0))).isEqualTo(k);
        }
        assertThat(Edge.LEFT_CLOSED.bin(0)).isZero();
        assertThat(Edge.RIGHT_CLOSED.bin(0)).isZero();
        assertThat(Edge.LEFT_CLOSED.bin(1)).isEqualTo(9);
        assertThat(Edge.RIGHT_CLOSED.bin(1)).isEqualTo(9);
    }

    @Test
    void errorOfFourRowsByHand() {
        // Bin 9 holds 0.9 (happened) and 1.0 (not): mean 0.95, share 0.5. Bin 2 holds 0.2 and 0.25: mean 0.225, share
        // 0.5.
        CalibrationBins bins = new Binning(
                        new double[] {0.9, 1.0, 0.2, 0.25}, new boolean[] {true, false, false, true}, Edge.LEFT_CLOSED)
                .under(Draw.ones(4));
        assertThat(bins.expectedError()).isEqualTo((2 * 0.45 + 2 * 0.275) / 4, within(1e-12));
        assertThat(bins.weights()).containsExactly(0, 0, 2, 0, 0, 0, 0, 0, 0, 2);
        assertThat(bins.meanPredicted()[0]).isNaN();
    }

    @Test
    void withoutRowsThereIsNoError() {
        assertThat(new Binning(new double[0], new boolean[0], Edge.LEFT_CLOSED)
                        .under(new double[0])
                        .expectedError())
                .isNaN();
    }
}
