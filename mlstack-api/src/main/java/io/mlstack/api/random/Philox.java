package io.mlstack.api.random;

/**
 * Philox4x64-10: a bijection of 256-bit counters under a 128-bit key whose outputs pass as random.
 *
 * <p>Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11, section 3.3; constants and
 * known answers from the authors' Random123.
 */
final class Philox {

    static final int WORDS = 4;

    private static final int ROUNDS = 10;
    private static final long MULTIPLIER_0 = 0xD2E7470EE14C6C93L;
    private static final long MULTIPLIER_1 = 0xCA5A826395121157L;
    private static final long WEYL_0 = 0x9E3779B97F4A7C15L; // golden ratio
    private static final long WEYL_1 = 0xBB67AE8584CAA73BL; // sqrt(3) - 1

    private Philox() {}

    /** Writes the four words of the block at counter (c0, c1, c2, c3) under key (k0, k1) to {@code out}. */
    static void block(long c0, long c1, long c2, long c3, long k0, long k1, long[] out) {
        for (int round = 0; round < ROUNDS; round++) {
            long high0 = unsignedMultiplyHigh(MULTIPLIER_0, c0);
            long low0 = MULTIPLIER_0 * c0;
            long high1 = unsignedMultiplyHigh(MULTIPLIER_1, c2);
            long low1 = MULTIPLIER_1 * c2;
            c0 = high1 ^ c1 ^ k0;
            c1 = low1;
            c2 = high0 ^ c3 ^ k1;
            c3 = low0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        out[0] = c0;
        out[1] = c1;
        out[2] = c2;
        out[3] = c3;
    }

    /** One word of the block, without an array: {@code lane} is 0 to 3. */
    static long word(long c0, long c1, long c2, long c3, long k0, long k1, int lane) {
        for (int round = 0; round < ROUNDS; round++) {
            long high0 = unsignedMultiplyHigh(MULTIPLIER_0, c0);
            long low0 = MULTIPLIER_0 * c0;
            long high1 = unsignedMultiplyHigh(MULTIPLIER_1, c2);
            long low1 = MULTIPLIER_1 * c2;
            c0 = high1 ^ c1 ^ k0;
            c1 = low1;
            c2 = high0 ^ c3 ^ k1;
            c3 = low0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        return lane < 2 ? (lane == 0 ? c0 : c1) : (lane == 2 ? c2 : c3);
    }

    /** The upper 64 bits of the unsigned product; {@code Math.unsignedMultiplyHigh} came with Java 18. */
    static long unsignedMultiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }
}
