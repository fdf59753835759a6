package io.mlstack.serve.predict.internal.compute.tree;

/** The memory that ensembles write to while they run; of one thread at a time. That for slices is taken when one comes. */
public final class TreeScratch {

    private static final long[] NO_MASKS = {};
    private static final float[] NO_SUMS = {};

    private final TreeSize size;

    /** Of a row, by slot. */
    final long[] keys;
    /** Where the trees of a flight end. */
    final long[] found = new long[PackedTrees.FLIGHT];
    /** Ranks of a feature for the rows of a slice. */
    final int[] ranks = new int[SlicedTrees.ROWS];
    /** Keys of a feature for the rows of a slice. */
    final long[] rowKeys = new long[SlicedTrees.ROWS];
    /** Which rows of a slice went left, by depth. */
    final long[] ways = new long[BitNetwork.MAX_DEPTH];
    /** Of a network. */
    final long[] work = new long[1 << BitNetwork.MAX_DEPTH - 4];

    private long[] masks = NO_MASKS;
    private float[] floatSums = NO_SUMS;

    public TreeScratch(TreeSize size) {
        this.size = size;
        this.keys = new long[size.keys()];
        for (int slot = 0; slot < Math.min(Slots.FIRST, keys.length); slot++) {
            keys[slot] = Sortable.HIGHEST;
        }
    }

    /** Of a slice, as {@link SplitMasks} lays them out: at least {@code words}. */
    long[] masks(int words) {
        if (masks.length < words) {
            masks = new long[words];
        }
        return masks;
    }

    /** Of a slice: the rows of an output together. */
    float[] floatSums() {
        if (floatSums.length == 0) {
            floatSums = new float[Math.multiplyExact(size.outputs(), SlicedTrees.ROWS)];
        }
        return floatSums;
    }
}
