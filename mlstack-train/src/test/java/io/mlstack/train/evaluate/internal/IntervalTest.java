package io.mlstack.train.evaluate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void wilsonOfThePublishedCases() {
        // Newcombe, Statistics in Medicine 17 (1998), table I, method 3, to the four digits printed there.
        published(81, 263, 0.2553, 0.3662);
        published(15, 148, 0.0624, 0.1605);
        published(0, 20, 0.0, 0.1611);
        published(1, 29, 0.0061, 0.1718);
    }

    private static void published(int hits, int rows, double low, double high) {
        Wilson wilson = Wilson.of(hits / (double) rows, rows);
        assertThat(wilson.low()).isEqualTo(low, within(5e-5));
        assertThat(wilson.high()).isEqualTo(high, within(5e-5));
    }

    @Test
    void wilsonToFullDigits() {
        // The formula evaluated independently in Python (double precision).
        assertThat(Wilson.of(81 / 263.0, 263).low()).isEqualTo(0.2552885198782742, within(1e-12));
        assertThat(Wilson.of(81 / 263.0, 263).high()).isEqualTo(0.36620957698280004, within(1e-12));
        assertThat(Wilson.of(0, 20).high()).isEqualTo(0.16112515805281938, within(1e-12));
    }

    @Test
    void wilsonTouchesTheEndsExactly() {
        assertThat(Wilson.of(0, 20).low()).isZero();
        assertThat(Wilson.of(1, 20).high()).isEqualTo(1);
    }

    @Test
    void wilsonCoversTheTrueAccuracyInNineteenOfTwentySets() {
        for (double truth : new double[] {0.6, 0.8, 0.9}) {
            int covered = 0;
            for (int set = 0; set < 4000; set++) {
                int hits = 0;
                for (int i = 0; i < 500; i++) {
                    hits += Draw.uniform(11, set * 500L + i) < truth ? 1 : 0;
                }
                Wilson wilson = Wilson.of(hits / 500.0, 500);
                covered += wilson.low() <= truth && truth <= wilson.high() ? 1 : 0;
            }
            assertThat(covered / 4000.0).as("true accuracy %s", truth).isBetween(0.93, 0.97);
        }
    }

    @Test
    void unequalWeightsTellLessThanEqualOnes() {
        assertThat(Wilson.effectiveRows(new double[] {2, 2, 2})).isEqualTo(3, within(1e-12));
        assertThat(Wilson.effectiveRows(new double[] {3, 1})).isEqualTo(1.6, within(1e-12));
        assertThat(Wilson.effectiveRows(new double[] {0, 0})).isZero();
    }

    @Test
    void twoSidedChancesOfTheNormalDistribution() {
        // scipy.special.erfc(z / sqrt(2)).
        near(0.5, 0.6170750774519739);
        near(1, 0.31731050786291415);
        near(1.96, 0.04999579029644087);
        near(2.5, 0.012419330651552277);
        near(3, 0.0026997960632601918);
        near(-5, 5.73303143758389e-07);
        near(10, 1.5239706048321166e-23);
        assertThat(Normal.twoSided(0)).isEqualTo(1);
        near(Normal.Z95, 0.05);
    }

    private static void near(double z, double chance) {
        assertThat(Normal.twoSided(z)).isCloseTo(chance, Percentage.withPercentage(1e-9));
    }
}
