package io.mlstack.train.evaluate.internal;

/** The standard normal distribution. */
public final class Normal {

    /** The 97.5 % point: half the width of a 95 % interval in standard errors. */
    public static final double Z95 = 1.959963984540054;

    private static final double ROOT_TWO_PI = 2.5066282746310002;

    private Normal() {}

    /**
     * The chance of a value beyond {@code |z|} on either side, to a relative error below 1e-11.
     *
     * <p>Below 3 the series of Marsaglia, Journal of Statistical Software 11(4), 2004; above it the continued fraction of
     * the tail (Abramowitz and Stegun 26.2.14), which keeps its digits where the series cancels.
     */
    public static double twoSided(double z) {
        double x = Math.abs(z);
        return x < 3 ? 1 - 2 * central(x) : 2 * tail(x);
    }

    private static double density(double x) {
        return StrictMath.exp(-0.5 * x * x) / ROOT_TWO_PI;
    }

    /** The chance of a value between 0 and {@code x}. */
    private static double central(double x) {
        double term = x;
        double sum = x;
        for (int odd = 3; term > sum * 1e-17 && term > 0; odd += 2) {
            term *= x * x / odd;
            sum += term;
        }
        return sum * density(x);
    }

    private static double tail(double x) {
        double fraction = x;
        for (int k = 120; k >= 1; k--) {
            fraction = x + k / fraction;
        }
        return density(x) / fraction;
    }
}
