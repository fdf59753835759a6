package io.mlstack.serve.predict.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.model.Activation;
import io.mlstack.serve.predict.NaiveErf;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ActivationMathTest {

    private static final long GOLDEN = 3262557159771304834L;

    @Property(tries = 5_000)
    void everyActivationIsItsFormula(@ForAll @DoubleRange(min = -30, max = 30) double x) {
        for (Activation activation : Activation.values()) {
            near(activation, x);
            near(activation, x * 1e-7);
        }
    }

    private static void near(Activation activation, double x) {
        double expected = formula(activation, x);
        assertThat(Math.abs(ActivationMath.apply(activation, x) - expected))
                .as("%s(%s), expected %s", activation, x, expected)
                .isLessThanOrEqualTo(1e-9 * Math.abs(expected));
    }

    private static double formula(Activation activation, double x) {
        return switch (activation) {
            case IDENTITY -> x;
            case RELU -> x > 0 ? x : 0;
            case TANH -> StrictMath.tanh(x);
            case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
            case RELU6 -> x > 6 ? 6 : x > 0 ? x : 0;
            case ELU -> x > 0 ? x : StrictMath.expm1(x);
            case SELU -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * StrictMath.expm1(x));
            case GELU -> x * NaiveErf.erfc(-x / Math.sqrt(2)) / 2;
            case GELU_TANH -> x / (1 + StrictMath.exp(-2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case SILU -> x / (1 + StrictMath.exp(-x));
            case MISH -> x * StrictMath.tanh(StrictMath.log1p(StrictMath.exp(x)));
            case SOFTPLUS -> StrictMath.log1p(StrictMath.exp(x));
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case HARD_SIGMOID -> x < -3 ? 0 : x > 3 ? 1 : (x + 3) / 6;
            case HARD_SILU -> x < -3 ? 0 : x > 3 ? x : x * (x + 3) / 6;
        };
    }

    @Test
    void atInfinityEachIsItsLimitAndNaNStays() {
        for (Activation activation : Activation.values()) {
            double low = ActivationMath.apply(activation, Double.NEGATIVE_INFINITY);
            double high = ActivationMath.apply(activation, Double.POSITIVE_INFINITY);
            assertThat(low).as("%s", activation).isNotNaN().isLessThanOrEqualTo(0);
            assertThat(high).as("%s", activation).isNotNaN().isGreaterThan(0);
            assertThat(ActivationMath.apply(activation, Double.NaN))
                    .as("%s", activation)
                    .isNaN();
        }
        assertThat(ActivationMath.apply(Activation.GELU, Double.NEGATIVE_INFINITY))
                .isZero();
        assertThat(ActivationMath.apply(Activation.SELU, Double.NEGATIVE_INFINITY))
                .isEqualTo(-1.7580993408473766);
        assertThat(ActivationMath.apply(Activation.SOFTSIGN, Double.NEGATIVE_INFINITY))
                .isEqualTo(-1);
    }

    @Test
    void bitsAreThoseOfEveryJdk() {
        Random random = new Random(5);
        long hash = 0;
        for (int i = 0; i < 20_000; i++) {
            double x = random.nextGaussian() * 6;
            for (Activation activation : Activation.values()) {
                hash = 31 * hash + Double.doubleToLongBits(ActivationMath.apply(activation, x));
            }
        }
        assertThat(hash).isEqualTo(GOLDEN);
    }
}
