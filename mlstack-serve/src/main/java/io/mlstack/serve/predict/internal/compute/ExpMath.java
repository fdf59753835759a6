package io.mlstack.serve.predict.internal.compute;

/**
 * e to the x and what is made of it, from fused multiply-adds in a fixed order, so that the bits are the same on every JDK
 * and machine ({@link Math#exp} promises no such thing).
 *
 * <p>Range reduction to |r| &le; ln 2 / 2 with ln 2 in two parts (W. J. Cody and W. Waite, Software Manual for the
 * Elementary Functions, 1980), then the Taylor polynomial to r^13, whose remainder is below 5e-18, in Estrin's order.
 */
public final class ExpMath {

    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 6.93147180369123816490e-01;
    private static final double LN2_LOW = 1.90821492927058770002e-10;
    /** 1.5 * 2^52: added and taken away again, it rounds to the nearest integer. */
    private static final double ROUND = 6_755_399_441_055_744.0;

    private static final double LOWEST = -708;
    private static final double HIGHEST = 709;
    private static final int EXPONENT_BIAS = 1023;
    private static final int EXPONENT_SHIFT = 52;

    private static final double F4 = 1.0 / 24;
    private static final double F5 = 1.0 / 120;
    private static final double F6 = 1.0 / 720;
    private static final double F7 = 1.0 / 5040;
    private static final double F8 = 1.0 / 40_320;
    private static final double F9 = 1.0 / 362_880;
    private static final double F10 = 1.0 / 3_628_800;
    private static final double F11 = 1.0 / 39_916_800;
    private static final double F12 = 1.0 / 479_001_600;
    private static final double F13 = 1.0 / 6_227_020_800.0;

    private static final double TANH_SMALL = 1e-3;
    private static final double TANH_ONE = 20;

    private ExpMath() {}

    /**
     * e to the x, within 1 ulp for -708 &lt; x &lt; 709; 0 below, infinity above, NaN for NaN.
     */
    public static double exp(double x) {
        if (!(x > LOWEST && x < HIGHEST)) {
            return outside(x);
        }
        double shifted = Math.fma(x, LOG2_E, ROUND);
        double n = shifted - ROUND;
        double r = Math.fma(-n, LN2_LOW, Math.fma(-n, LN2_HIGH, x));
        double r2 = r * r;
        double r4 = r2 * r2;
        double low = Math.fma(Math.fma(F5, r, F4), r2, Math.fma(1.0 / 6, r, 0.5));
        double middle = Math.fma(Math.fma(F9, r, F8), r2, Math.fma(F7, r, F6));
        double high = Math.fma(Math.fma(F13, r, F12), r2, Math.fma(F11, r, F10));
        double tail = Math.fma(Math.fma(high, r4, middle), r4, low);
        double p = 1.0 + Math.fma(tail, r2, r);
        return p * Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) + EXPONENT_BIAS) << EXPONENT_SHIFT);
    }

    private static double outside(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        return x < 0 ? 0 : Double.POSITIVE_INFINITY;
    }

    /** 1 / (1 + e to the minus x), within 2 ulp for x above -709; 0 below. */
    public static double sigmoid(double x) {
        return 1.0 / (1.0 + exp(-x));
    }

    /** The hyperbolic tangent, within 1e-12 relatively. */
    public static double tanh(double x) {
        double size = Math.abs(x);
        if (size < TANH_SMALL) {
            double square = x * x;
            return Math.fma(x * square, Math.fma(square, 2.0 / 15, -1.0 / 3), x);
        }
        return size > TANH_ONE ? Math.copySign(1, x) : Math.copySign(1 - 2 / (exp(2 * size) + 1), x);
    }
}
