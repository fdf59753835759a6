package io.mlstack.serve.predict.internal.compute.tree;

import java.util.Arrays;

/**
 * A full tree as a network of bit operations, for 64 rows at once: a bit a row.
 *
 * <p>The splits stand in pre-order: the root, everything left of it, everything right of it in the same order. The mask of
 * the root says which way each row goes, so of two splits at the same place of both sides a row meets one:
 * {@code right ^ ((left ^ right) & wentLeft)}. Taking that for all places leaves half a tree, whose root is the next to look
 * at. Three operations a split for 64 rows, whichever way they go, and none waits for another but at the roots.
 */
final class BitNetwork {

    /** Depths of 0 to 8: the leaf of a row is a byte. */
    static final int MAX_DEPTH = 8;

    /** Splits on either side of the root of the deepest tree. */
    static final int MAX_SIDE = (1 << MAX_DEPTH - 1) - 1;

    private static final long FOURS = 0x0F0F0F0F0F0F0F0FL;
    private static final long TWOS = 0x3333333333333333L;
    private static final long ONES = 0x5555555555555555L;

    private BitNetwork() {}

    /**
     * Writes, for each depth, which rows went left there.
     *
     * @param splits positions of the masks of all splits, from {@code at} on, in pre-order
     * @param ways room for {@link #MAX_DEPTH} words; those from {@code depth} on become 0
     * @param work room for {@link #MAX_SIDE} words, {@code spare} for as many
     */
    static void ways(int[] splits, int at, int depth, long[] masks, long[] ways, long[] work, long[] spare) {
        Arrays.fill(ways, depth, MAX_DEPTH, 0);
        if (depth == 0) {
            return;
        }
        ways[0] = masks[splits[at]];
        int side = (1 << depth - 1) - 1;
        gather(splits, at + 1, at + 1 + side, side, masks, ways[0], work);
        long[] from = work;
        long[] to = spare;
        for (int k = 1; k < depth; k++) {
            ways[k] = from[0];
            side >>= 1;
            narrow(from, 1, 1 + side, side, ways[k], to);
            long[] last = from;
            from = to;
            to = last;
        }
    }

    private static void gather(int[] splits, int left, int right, int count, long[] masks, long wentLeft, long[] to) {
        for (int i = 0; i < count; i++) {
            long other = masks[splits[right + i]];
            to[i] = other ^ (masks[splits[left + i]] ^ other) & wentLeft;
        }
    }

    /** From one array to another, because the compiler makes SIMD of that. */
    private static void narrow(long[] from, int left, int right, int count, long wentLeft, long[] to) {
        for (int i = 0; i < count; i++) {
            long other = from[right + i];
            to[i] = other ^ (from[left + i] ^ other) & wentLeft;
        }
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
