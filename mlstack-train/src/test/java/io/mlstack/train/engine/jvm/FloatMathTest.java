package io.mlstack.train.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FloatMathTest {
    @Test
    void valuesAreWithinAFewRoundingsOfTheDoubleFunctions() {
        for (float x = -87f; x <= 87f; x += 0.00137f) {
            double exp = StrictMath.exp(x);
            assertThat((double) FloatMath.exp(x)).isCloseTo(exp, within(2e-7 * exp));
            double sigmoid = 1 / (1 + StrictMath.exp(-x));
            assertThat((double) FloatMath.sigmoid(x)).isCloseTo(sigmoid, within(3e-7 * sigmoid));
            double tanh = StrictMath.tanh(x);
            assertThat((double) FloatMath.tanh(x)).isCloseTo(tanh, within(3e-7 * Math.abs(tanh)));
        }
    }

    @Test
    void endsOfTheRangeStayFinite() {
        assertThat(FloatMath.exp(Float.NEGATIVE_INFINITY)).isBetween(0f, 1.3e-38f);
        assertThat(FloatMath.exp(Float.POSITIVE_INFINITY)).isFinite().isGreaterThan(1e38f);
        assertThat(FloatMath.sigmoid(Float.NEGATIVE_INFINITY)).isBetween(0f, 1.3e-38f);
        assertThat(FloatMath.sigmoid(Float.POSITIVE_INFINITY)).isEqualTo(1f);
        assertThat(FloatMath.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
        assertThat(FloatMath.tanh(-0f)).isEqualTo(-0f);
    }

    @Test
    void notANumberStaysNotANumber() {
        assertThat(FloatMath.exp(Float.NaN)).isNaN();
        assertThat(FloatMath.sigmoid(Float.NaN)).isNaN();
        assertThat(FloatMath.tanh(Float.NaN)).isNaN();
    }

    /** Pinned, so that a change of a polynomial cannot pass unseen: it would change every trained net. */
    @Test
    void theBitsAreGolden() {
        int hash = 1;
        for (int i = -40_000; i <= 40_000; i++) {
            float x = i / 500f;
            hash = 31 * hash + Float.floatToRawIntBits(FloatMath.exp(x));
            hash = 31 * hash + Float.floatToRawIntBits(FloatMath.sigmoid(x));
            hash = 31 * hash + Float.floatToRawIntBits(FloatMath.tanh(x));
        }
        assertThat(hash).isEqualTo(-2_023_058_721);
    }
}
