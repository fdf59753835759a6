package io.mlstack.serve.predict.internal.compute.tree;

/** The memory that ensembles write to while they run; of one thread at a time. Taken when a layout first asks for it. */
public final class TreeScratch {

    private static final int[] NO_NUMBERS = {};
    private static final long[] NO_MASKS = {};
    private static final float[] NO_SUMS = {};

    private final TreeSize size;

    /** Where the trees of a flight end. */
    final long[] found = new long[PackedTrees.FLIGHT];
    /** Ranks of a feature for the rows of a slice. */
    final int[] ranks = new int[SlicedTrees.ROWS];
    /** Keys of a feature for the rows of a slice. */
    final long[] rowKeys = new long[SlicedTrees.ROWS];
    /** Which rows of a slice went left, by depth. */
    final long[] ways = new long[BitNetwork.MAX_DEPTH];
    /** Of a network. */
    final long[] work = new long[BitNetwork.MAX_SIDE];
    /** Likewise. */
    final long[] spare = new long[BitNetwork.MAX_SIDE];

    private int[] keys = NO_NUMBERS;
    private int[] searched = NO_NUMBERS;
    private int[] numbers = NO_NUMBERS;
    private int[] places = NO_NUMBERS;
    private long[] masks = NO_MASKS;
    private float[] floatSums = NO_SUMS;

    public TreeScratch(TreeSize size) {
        this.size = size;
    }

    /** Of a row, by slot. */
    int[] keys(int slots) {
        if (keys.length < slots) {
            keys = new int[slots];
            keys[Slots.LEAF] = Sortable.HIGHEST;
            keys[Slots.STOP] = Sortable.HIGHEST;
        }
        return keys;
    }

    /** Of a row, by feature. */
    int[] searched(int features) {
        if (searched.length < features) {
            searched = new int[features];
        }
        return searched;
    }

    /** Of a row, by feature. */
    int[] numbers(int features) {
        if (numbers.length < features) {
            numbers = new int[features];
        }
        return numbers;
    }

    /** Where a row is in each tree of a band. */
    int[] places() {
        if (places.length == 0) {
            places = new int[RankedTrees.BAND];
        }
        return places;
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
