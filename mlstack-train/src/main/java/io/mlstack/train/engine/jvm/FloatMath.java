package io.mlstack.train.engine.jvm;

/**
 * exp, sigmoid and tanh in float, made of fused multiply-adds in a fixed order, so the bits are the same everywhere
 * ({@link Math#tanh} differs between JDK 17 and 25). NaN stays NaN.
 *
 * <p>Source: the range reduction and polynomials of S. Moshier's Cephes library, {@code expf.c} and {@code tanhf.c}.
 */
final class FloatMath {
    private static final float LOG2_E = 1.442695041f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    /** 1.5 * 2^23: added and taken away again, it rounds to the nearest integer. */
    private static final float ROUND = 12_582_912f;

    private static final float EXP_MIN = -87.3f;
    private static final float EXP_MAX = 88f;
    private static final float TANH_POLYNOMIAL = 0.625f;

    private FloatMath() {}

    /** e to the x, within 2e-7 of it relatively; x is held between -87.3 and 88, where float's exponents end. */
    static float exp(float x) {
        float held = Math.min(Math.max(x, EXP_MIN), EXP_MAX);
        float power = Math.fma(held, LOG2_E, ROUND) - ROUND;
        float r = Math.fma(-power, LN2_HIGH, held);
        r = Math.fma(-power, LN2_LOW, r);
        float p = Math.fma(r, 1.9875691500e-4f, 1.3981999507e-3f);
        p = Math.fma(p, r, 8.3334519073e-3f);
        p = Math.fma(p, r, 4.1665795894e-2f);
        p = Math.fma(p, r, 1.6666665459e-1f);
        p = Math.fma(p, r, 5.0000001201e-1f);
        p = Math.fma(p, r * r, r) + 1f;
        return p * Float.intBitsToFloat((int) power + 127 << 23);
    }

    /** 1 / (1 + e to the minus x), within 2e-7. */
    static float sigmoid(float x) {
        float small = exp(-Math.abs(x));
        float low = small / (1f + small);
        return x >= 0f ? 1f / (1f + small) : low;
    }

    /** The hyperbolic tangent, within 3e-7 relatively. */
    static float tanh(float x) {
        float size = Math.abs(x);
        if (size < TANH_POLYNOMIAL) {
            float square = x * x;
            float p = Math.fma(square, -5.70498872745e-3f, 2.06390887954e-2f);
            p = Math.fma(p, square, -5.37397155531e-2f);
            p = Math.fma(p, square, 1.33314422036e-1f);
            p = Math.fma(p, square, -3.33332819422e-1f);
            return Math.fma(p * square, x, x);
        }
        return Math.copySign(1f - 2f / (exp(2f * size) + 1f), x);
    }
}
