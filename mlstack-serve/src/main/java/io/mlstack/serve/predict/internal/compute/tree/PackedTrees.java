package io.mlstack.serve.predict.internal.compute.tree;

/**
 * Trees as arrays of one {@code long} a node, walked eight at a time, for one row.
 *
 * <p><b>A node</b> holds in its upper half what a key must be below to go left, in its lower half the {@linkplain Slots
 * slot} of that key above the position of its right child, which the left child follows. A step is a subtraction whose sign
 * bit is added to that position: no branch. <b>A leaf</b> is its own child, and its slot has a key that no other is above,
 * so rows stay in it while others go on; its upper half is free for what it is worth. <b>A stop</b>, a split by categories
 * without a key, is built like a leaf: there the walk pauses, looks the category up, and goes on.
 *
 * <p>Eight trees share an array, whose first eight nodes are their roots: eight walks at once hide what each of them waits
 * for. 8 bytes a node. Immutable.
 */
final class PackedTrees {

    /** Trees that are walked at once. */
    static final int FLIGHT = 8;

    /** Up to this depth a walk goes all the way without a look whether it has ended. */
    private static final int SHALLOW = 10;

    /** Steps of a walk through deeper trees before the first look, and between two. */
    private static final int FIRST_STEPS = 6;

    private static final int STEPS = 4;

    private final long[][] flights;
    private final int[] depths;
    private final int shift;
    private final int mask;
    private final CategorySets sets;
    private final int[] stopSets;
    private final int[] stopChildren;

    PackedTrees(PackedTreesBuilder builder, CategorySets sets) {
        this.flights = builder.flights();
        this.depths = builder.depths();
        this.shift = builder.shift();
        this.mask = (1 << shift) - 1;
        this.sets = sets;
        this.stopSets = builder.stopSets();
        this.stopChildren = builder.stopChildren();
    }

    int flights() {
        return flights.length;
    }

    /**
     * Walks the trees of a flight to where a row ends in each.
     *
     * @param in the row from {@code from} on, for stops
     * @param found room for the leaves, as nodes
     */
    void walk(int flight, double[] in, int from, int[] keys, long[] found) {
        long[] nodes = flights[flight];
        int depth = depths[flight];
        System.arraycopy(nodes, 0, found, 0, FLIGHT);
        if (depth <= SHALLOW && stopSets.length == 0) {
            steps(depth, nodes, keys, shift, mask, found);
            return;
        }
        steps(FIRST_STEPS, nodes, keys, shift, mask, found);
        while (goesOn(nodes, in, from, found)) {
            steps(STEPS, nodes, keys, shift, mask, found);
        }
    }

    private static void steps(int count, long[] nodes, int[] keys, int shift, int mask, long[] found) {
        long a = found[0];
        long b = found[1];
        long c = found[2];
        long d = found[3];
        long e = found[4];
        long f = found[5];
        long g = found[6];
        long h = found[7];
        for (int i = 0; i < count; i++) {
            a = nodes[child(a, keys, shift, mask)];
            b = nodes[child(b, keys, shift, mask)];
            c = nodes[child(c, keys, shift, mask)];
            d = nodes[child(d, keys, shift, mask)];
            e = nodes[child(e, keys, shift, mask)];
            f = nodes[child(f, keys, shift, mask)];
            g = nodes[child(g, keys, shift, mask)];
            h = nodes[child(h, keys, shift, mask)];
        }
        found[0] = a;
        found[1] = b;
        found[2] = c;
        found[3] = d;
        found[4] = e;
        found[5] = f;
        found[6] = g;
        found[7] = h;
    }

    private static int child(long node, int[] keys, int shift, int mask) {
        int low = (int) node;
        return (low & mask) + (int) (keys[low >>> shift] - (node >> 32) >>> 63);
    }

    /** Looks up the categories that walks have stopped for; false once all have ended in leaves. */
    private boolean goesOn(long[] nodes, double[] in, int from, long[] found) {
        boolean on = false;
        for (int i = 0; i < FLIGHT; i++) {
            int slot = (int) found[i] >>> shift;
            if (slot == Slots.STOP) {
                int stop = (int) (found[i] >> 32);
                int set = stopSets[stop];
                boolean left = sets.left(set, in[from + sets.feature(set)]);
                found[i] = nodes[stopChildren[stop] + (left ? 1 : 0)];
            }
            on |= slot != Slots.LEAF;
        }
        return on;
    }
}
