package io.mlstack.serve.predict.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ExpMathTest {

    private static final long GOLDEN = 3_685_188_866_276_212_113L;
    private static final MathContext DIGITS = new MathContext(40);

    @Property(tries = 20_000)
    void expIsWithinAnUlp(@ForAll @DoubleRange(min = -707.9, max = 708.9) double x) {
        BigDecimal exact = exact(x);
        double exp = ExpMath.exp(x);
        double ulps = new BigDecimal(exp)
                .subtract(exact)
                .abs()
                .divide(new BigDecimal(Math.ulp(exact.doubleValue())), DIGITS)
                .doubleValue();

        assertThat(ulps).as("exp(%s) = %s", x, exp).isLessThan(1);
    }

    @Property
    void sigmoidIsWithinTwoUlps(@ForAll @DoubleRange(min = -700, max = 700) double x) {
        BigDecimal exact = BigDecimal.ONE.divide(BigDecimal.ONE.add(exact(-x)), DIGITS);
        double ulps = new BigDecimal(ExpMath.sigmoid(x))
                .subtract(exact)
                .abs()
                .divide(new BigDecimal(Math.ulp(exact.doubleValue())), DIGITS)
                .doubleValue();

        assertThat(ulps).as("sigmoid(%s)", x).isLessThan(2);
    }

    @Property
    void tanhIsNearTheLibrarys(@ForAll @DoubleRange(min = -30, max = 30) double x) {
        double expected = StrictMath.tanh(x);

        assertThat(Math.abs(ExpMath.tanh(x) - expected)).isLessThanOrEqualTo(1e-12 * Math.abs(expected));
        assertThat(Math.abs(ExpMath.tanh(x * 1e-5) - StrictMath.tanh(x * 1e-5)))
                .isLessThanOrEqualTo(1e-12 * Math.abs(StrictMath.tanh(x * 1e-5)));
    }

    @Test
    void endsOfTheRange() {
        assertThat(ExpMath.exp(0)).isEqualTo(1);
        assertThat(ExpMath.exp(-0.0)).isEqualTo(1);
        assertThat(ExpMath.exp(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(ExpMath.exp(-800)).isZero();
        assertThat(ExpMath.exp(800)).isInfinite();
        assertThat(ExpMath.exp(Double.POSITIVE_INFINITY)).isInfinite();
        assertThat(ExpMath.exp(Double.NaN)).isNaN();
        assertThat(ExpMath.sigmoid(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(ExpMath.sigmoid(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(ExpMath.sigmoid(0)).isEqualTo(0.5);
        assertThat(ExpMath.sigmoid(Double.NaN)).isNaN();
        assertThat(ExpMath.tanh(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(ExpMath.tanh(1e300)).isEqualTo(1);
        assertThat(ExpMath.tanh(Double.NaN)).isNaN();
    }

    /** A golden value: whoever changes a bit of the exponential changes the predictions of published models. */
    @Test
    void bitsAreTheSameOnEveryJdk() {
        Random random = new Random(1);
        long hash = 0;
        for (int i = 0; i < 200_000; i++) {
            double x = random.nextGaussian() * 50;
            hash = 31 * hash + Double.doubleToRawLongBits(ExpMath.exp(x));
            hash = 31 * hash + Double.doubleToRawLongBits(ExpMath.sigmoid(x));
            hash = 31 * hash + Double.doubleToRawLongBits(ExpMath.tanh(x / 50));
        }
        assertThat(hash).isEqualTo(GOLDEN);
    }

    /** By the series of x / 2^k, squared k times. */
    private static BigDecimal exact(double x) {
        int halvings = 12;
        BigDecimal r = new BigDecimal(x).divide(BigDecimal.valueOf(1L << halvings), DIGITS);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int i = 1; i < 25; i++) {
            term = term.multiply(r, DIGITS).divide(BigDecimal.valueOf(i), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }
}
