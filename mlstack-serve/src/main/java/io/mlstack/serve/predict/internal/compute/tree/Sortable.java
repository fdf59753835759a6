package io.mlstack.serve.predict.internal.compute.tree;

/**
 * Floating-point numbers as integers of the same order, so that a comparison is a subtraction whose sign is the answer and
 * no branch is there to be mispredicted. Both zeros are one key; NaN has none and is looked at before.
 */
final class Sortable {

    /** Below the key of every float, minus infinity included. */
    static final int LOWEST = Integer.MIN_VALUE;

    /** Above the key of every float, infinity included. */
    static final int HIGHEST = Integer.MAX_VALUE;

    private Sortable() {}

    static int key(float x) {
        // Adding 0 turns -0 into 0.
        int bits = Float.floatToRawIntBits(x + 0f);
        return bits ^ (bits >> 31) >>> 1;
    }

    static long key(double x) {
        long bits = Double.doubleToRawLongBits(x + 0.0);
        return bits ^ (bits >> 63) >>> 1;
    }
}
