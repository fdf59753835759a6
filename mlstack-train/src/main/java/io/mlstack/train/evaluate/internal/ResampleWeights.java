package io.mlstack.train.evaluate.internal;

import io.mlstack.api.random.KeyedRandom;

/** Poisson(1) counts for the rows of a resample, as a function of seed, resample and row. */
final class ResampleWeights {

    /**
     * Cumulative chances of 0, 1, ... of a Poisson(1) count in units of 2^-16, rounded. A lucky rounding: the mean of the
     * table is exactly 1.
     */
    private static final int[] CUMULATIVE = {24109, 48219, 60273, 64292, 65296, 65497, 65531, 65535, 65536};

    /** One uniform number has 53 bits, a count takes 16. */
    private static final int COUNTS_PER_DRAW = 3;

    private static final byte[] COUNT = new byte[1 << 16];

    static {
        int count = 0;
        for (int u = 0; u < COUNT.length; u++) {
            while (u >= CUMULATIVE[count]) {
                count++;
            }
            COUNT[u] = (byte) count;
        }
    }

    private ResampleWeights() {}

    /** Writes {@code weights[i] = rowWeights[i] * count(seed, resample, i)}. */
    static void fill(long seed, int resample, double[] rowWeights, double[] weights) {
        double[] uniforms = new double[(weights.length + COUNTS_PER_DRAW - 1) / COUNTS_PER_DRAW];
        KeyedRandom.of(seed, "evaluate/bootstrap").at(0, resample).uniforms(0, uniforms);
        int row = 0;
        for (double uniform : uniforms) {
            long bits = (long) (uniform * 0x1p53);
            int end = Math.min(row + COUNTS_PER_DRAW, weights.length);
            for (; row < end; row++) {
                weights[row] = rowWeights[row] * COUNT[(int) (bits & 0xFFFF)];
                bits >>>= 16;
            }
        }
    }
}
