package io.mlstack.serve.importer.internal.xgboost;

/**
 * The natural logarithm in float32, bit by bit that of the C library which XGBoost's Linux builds call (glibc 2.28 and
 * later). Base margins are computed with it, so each margin depends on its last bit; a correctly rounded logarithm differs
 * in five of a thousand.
 *
 * <p>The method is Tang's (P. T. P. Tang, Table-driven implementation of the logarithm function in IEEE floating-point
 * arithmetic, ACM TOMS 16, 1990): {@code x = 2^k z}, {@code z} lies near one of 16 centres {@code c}, and {@code log x = k
 * log 2 + log c + log(1 + r)} with {@code r = z / c - 1} and a polynomial in {@code r}, all in float64. The table and the
 * coefficients are those of Arm's optimized routines, which glibc uses.
 */
final class FloatLog {

    private static final int OFFSET = 0x3f330000;
    private static final double LOG_2 = 0x1.62e42fefa39efp-1;

    private static final double[] INVERSE_CENTRE = {
        0x1.661ec79f8f3bep+0, 0x1.571ed4aaf883dp+0, 0x1.49539f0f010bp+0, 0x1.3c995b0b80385p+0,
        0x1.30d190c8864a5p+0, 0x1.25e227b0b8eap+0, 0x1.1bb4a4a1a343fp+0, 0x1.12358f08ae5bap+0,
        0x1.0953f419900a7p+0, 0x1p+0, 0x1.e608cfd9a47acp-1, 0x1.ca4b31f026aap-1,
        0x1.b2036576afce6p-1, 0x1.9c2d163a1aa2dp-1, 0x1.886e6037841edp-1, 0x1.767dcf5534862p-1
    };

    private static final double[] LOG_CENTRE = {
        -0x1.57bf7808caadep-2,
        -0x1.2bef0a7c06ddbp-2,
        -0x1.01eae7f513a67p-2,
        -0x1.b31d8a68224e9p-3,
        -0x1.6574f0ac07758p-3,
        -0x1.1aa2bc79c81p-3,
        -0x1.a4e76ce8c0e5ep-4,
        -0x1.1973c5a611cccp-4,
        -0x1.252f438e10c1ep-5,
        0x0p+0,
        0x1.aa5aa5df25984p-5,
        0x1.c5e53aa362eb4p-4,
        0x1.526e57720db08p-3,
        0x1.bc2860d224770p-3,
        0x1.1058bc8a07ee1p-2,
        0x1.4043057b6ee09p-2
    };

    private static final double A0 = -0x1.00ea348b88334p-2;
    private static final double A1 = 0x1.5575b0be00b6ap-2;
    private static final double A2 = -0x1.ffffef20a4123p-2;

    private FloatLog() {}

    static float log(float x) {
        if (!(x > 0) || x == Float.POSITIVE_INFINITY) {
            return (float) Math.log(x);
        }
        // Below the normal numbers, the exponent is brought up by 23 and taken off again.
        boolean tiny = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(tiny ? x * 0x1p23f : x) - (tiny ? 23 << 23 : 0);
        if (bits == Float.floatToRawIntBits(1)) {
            return 0;
        }
        int shifted = bits - OFFSET;
        int centre = shifted >> 19 & 15;
        int exponent = shifted >> 23;
        double z = Float.intBitsToFloat(bits - (shifted & 0xff800000));
        double r = z * INVERSE_CENTRE[centre] - 1;
        double head = LOG_CENTRE[centre] + exponent * LOG_2;
        double r2 = r * r;
        double tail = (A1 * r + A2) + A0 * r2;
        return (float) (tail * r2 + (head + r));
    }
}
