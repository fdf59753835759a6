package io.mlstack.serve.predict.internal.compute.tree;

/**
 * A full tree as a network of bit operations, for 64 rows at once: a bit a row.
 *
 * <p>The way that rows take at depth k is a bit of the mask of one of the {@code 2^k} splits there. Which one, the ways taken
 * before say: pairs of neighbours are narrowed down to one of the two, {@code right ^ ((left ^ right) & wentLeft)}, until one
 * mask is left. Three operations a split for 64 rows, whichever way they go.
 */
final class BitNetwork {

    /** Depths of 0 to 8: the leaf of a row is a byte. */
    static final int MAX_DEPTH = 8;

    private static final long FOURS = 0x0F0F0F0F0F0F0F0FL;
    private static final long TWOS = 0x3333333333333333L;
    private static final long ONES = 0x5555555555555555L;

    private BitNetwork() {}

    /**
     * Writes, for each depth, which rows went left there.
     *
     * @param splits positions of the masks of all splits, from {@code at} on: the root, the two below it, the four below those
     * @param ways room for {@link #MAX_DEPTH} words; those from {@code depth} on become 0
     * @param work room for 16 words
     */
    static void ways(int[] splits, int at, int depth, long[] masks, long[] ways, long[] work) {
        for (int k = 0; k < MAX_DEPTH; k++) {
            ways[k] = k < depth ? way(splits, at + (1 << k) - 1, k, masks, ways, work) : 0;
        }
    }

    private static long way(int[] splits, int at, int depth, long[] masks, long[] ways, long[] work) {
        switch (depth) {
            case 0:
                return masks[splits[at]];
            case 1:
                return either(ways[0], masks[splits[at]], masks[splits[at + 1]]);
            case 2:
                return four(splits, at, masks, ways[0], ways[1]);
            case 3:
                return eight(splits, at, masks, ways[0], ways[1], ways[2]);
            default:
                return deep(splits, at, depth, masks, ways, work);
        }
    }

    private static long deep(int[] splits, int at, int depth, long[] masks, long[] ways, long[] work) {
        int count = 1 << depth - 3;
        long first = ways[depth - 3];
        long second = ways[depth - 2];
        long third = ways[depth - 1];
        for (int i = 0; i < count; i++) {
            work[i] = eight(splits, at + 8 * i, masks, first, second, third);
        }
        for (int k = depth - 4; k >= 0; k--) {
            count >>= 1;
            long left = ways[k];
            for (int i = 0; i < count; i++) {
                work[i] = either(left, work[2 * i], work[2 * i + 1]);
            }
        }
        return work[0];
    }

    private static long eight(int[] splits, int at, long[] masks, long first, long second, long third) {
        return either(first, four(splits, at, masks, second, third), four(splits, at + 4, masks, second, third));
    }

    private static long four(int[] splits, int at, long[] masks, long first, long second) {
        return either(
                first,
                either(second, masks[splits[at]], masks[splits[at + 1]]),
                either(second, masks[splits[at + 2]], masks[splits[at + 3]]));
    }

    private static long either(long wentLeft, long left, long right) {
        return right ^ (left ^ right) & wentLeft;
    }

    /**
     * Turns eight words of 64 bits into 64 bytes: bit {@code 8 j + q} of word k becomes bit k of byte j of word q (H. S.
     * Warren, Hacker's Delight, 2nd edition, section 7-3, on eight squares at once).
     */
    static void transpose(long[] words) {
        for (int k = 0; k < 4; k++) {
            long swap = (words[k] >>> 4 ^ words[k + 4]) & FOURS;
            words[k] ^= swap << 4;
            words[k + 4] ^= swap;
        }
        for (int i = 0; i < 4; i++) {
            int k = i & 1 | (i & 2) << 1;
            long swap = (words[k] >>> 2 ^ words[k + 2]) & TWOS;
            words[k] ^= swap << 2;
            words[k + 2] ^= swap;
        }
        for (int k = 0; k < MAX_DEPTH; k += 2) {
            long swap = (words[k] >>> 1 ^ words[k + 1]) & ONES;
            words[k] ^= swap << 1;
            words[k + 1] ^= swap;
        }
    }
}
