package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Activation;

/**
 * Activations of one number, from {@link ExpMath} and fused multiply-adds, so that the bits are the same on every JDK;
 * within 1e-9 relatively. At infinity each is its limit.
 */
public final class ActivationMath {

    private static final double SELU_SCALE = 1.0507009873554805;
    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double SQRT_HALF = 0.7071067811865476;
    private static final double GELU_CUBE = 0.044715;
    private static final double GELU_SCALE = 0.7978845608028654;
    private static final double SIX = 6;

    private static final double SMALL = 1e-5;

    /** Below this, what these functions have left of x is less than the smallest float. */
    private static final double NOTHING_LEFT = -700;
    /** Above this, exp(-x) is nothing beside 1 in float64. */
    private static final double ALL = 40;

    /**
     * Coefficients of t^0 on in erfc(x) exp(x^2) / t, t = 1 / (1 + x / 2), x at least 0: the Chebyshev fit of degree 14 to
     * the scaled complementary error function, 2e-10 off at most. The substitution is that of W. H. Press and others,
     * Numerical Recipes, 3rd edition, section 6.2.2.
     */
    private static final double[] ERFC = {
        0.2820947917144996,
        0.28209481804112757,
        0.24683102709085236,
        0.1763638868915887,
        0.08294140205243364,
        0.002604153315527838,
        -0.09540692438505266,
        0.08573945767266437,
        -0.3288467897988323,
        0.5079039779442932,
        -0.22620533907112264,
        -0.16926255358422027,
        0.24717750883015005,
        -0.11325051853060691,
        0.019221101873529614
    };

    private ActivationMath() {}

    public static double apply(Activation activation, double x) {
        return switch (activation) {
            case IDENTITY -> x;
            case RELU -> Math.max(x, 0);
            case TANH -> ExpMath.tanh(x);
            case SIGMOID -> ExpMath.sigmoid(x);
            case RELU6 -> Math.min(Math.max(x, 0), SIX);
            case ELU -> elu(x);
            case SELU -> SELU_SCALE * (x > 0 ? x : SELU_ALPHA * elu(x));
            case GELU -> x < NOTHING_LEFT ? 0 : x * normal(x);
            case GELU_TANH ->
                x < NOTHING_LEFT ? 0 : x * ExpMath.sigmoid(2 * GELU_SCALE * Math.fma(GELU_CUBE * x * x, x, x));
            case SILU -> x < NOTHING_LEFT ? 0 : x * ExpMath.sigmoid(x);
            case MISH -> mish(x);
            case SOFTPLUS -> Math.max(x, 0) + StrictMath.log1p(ExpMath.exp(-Math.abs(x)));
            case SOFTSIGN -> Math.abs(x) == Double.POSITIVE_INFINITY ? Math.signum(x) : x / (1 + Math.abs(x));
            case HARD_SIGMOID -> hardSigmoid(x);
            case HARD_SILU -> x < -SIX ? 0 : x * hardSigmoid(x);
        };
    }

    private static double elu(double x) {
        // Near 0 the difference would lose the digits of x; x^3 / 6 is what the two terms leave out.
        return x > 0 ? x : x > -SMALL ? Math.fma(x * x, 0.5, x) : ExpMath.exp(x) - 1;
    }

    private static double hardSigmoid(double x) {
        return Math.min(Math.max(x + SIX / 2, 0), SIX) / SIX;
    }

    /** {@code x tanh(ln(1 + e))} with e = exp(x) is {@code x n / (n + 2)}, n = e (e + 2). */
    private static double mish(double x) {
        if (x < NOTHING_LEFT) {
            return 0;
        }
        if (x > ALL) {
            return x;
        }
        double e = ExpMath.exp(x);
        double n = e * (e + 2);
        return x * n / (n + 2);
    }

    /** P(X &le; x) for a standard normal X. */
    private static double normal(double x) {
        double tail = 0.5 * erfc(Math.abs(x) * SQRT_HALF);
        return x < 0 ? tail : 1 - tail;
    }

    private static double erfc(double x) {
        double t = 1 / Math.fma(x, 0.5, 1);
        double q = ERFC[ERFC.length - 1];
        for (int i = ERFC.length - 2; i >= 0; i--) {
            q = Math.fma(q, t, ERFC[i]);
        }
        return t * q * ExpMath.exp(-x * x);
    }
}
