package io.mlstack.serve.predict;

/** The error function by its series near 0, its complement by the continued fraction elsewhere, in doubles. */
public final class NaiveErf {

    private NaiveErf() {}

    /** 1 - erf(x). */
    public static double erfc(double x) {
        if (x > 2.5) {
            return fraction(x);
        }
        return x < -2.5 ? 2 - fraction(-x) : 1 - series(x);
    }

    /** M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 7.1.6. */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }

    /** Handbook of Mathematical Functions, 7.1.14. */
    private static double fraction(double x) {
        double fraction = 0;
        for (int n = 200; n > 0; n--) {
            fraction = n / 2.0 / (x + fraction);
        }
        return StrictMath.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
    }
}
