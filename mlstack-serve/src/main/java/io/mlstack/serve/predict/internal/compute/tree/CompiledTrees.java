package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Trees;

/**
 * A tree ensemble in the layout that wins for its size and batch, bit-equal to what {@link Trees} defines. Immutable to
 * those who use it, and safe for use by several threads; allocates nothing but its layouts, when first rows and a first batch
 * come, and what they need of the scratch.
 *
 * <p><b>A row</b>, and a batch too small for a slice, goes through {@link RankedTrees} where trees are shallow and nearly
 * full, otherwise through {@link PackedTrees}; the very first rows, and all through trees of more nodes and features than 32
 * bits can tell apart, go through {@link PlainTrees}. <b>A batch</b> goes through {@link SlicedTrees}, 64 rows at a time,
 * where no tree is deeper than {@link BitNetwork#MAX_DEPTH}, the full trees are not mostly empty, and sets of categories are
 * few.
 *
 * <p><b>Memory.</b> For single rows 4 bytes a split and 4 or 8 a leaf of the full trees, or 8 bytes a node; for batches 4
 * bytes a split and up to 8 a leaf of the full trees; for either some 40 bytes a different cut for its search.
 */
public final class CompiledTrees {

    /** To look a category up on the way, where a walk must stop for it, costs as much as that many looks in advance. */
    private static final int STOP_COST = 5;

    /** Rows from which on a slice is faster than one by one, whatever the number of trees: measured. */
    private static final int ENOUGH = 32;

    private final TreeSize size;
    private final LazyRows rows;
    private final LazySlices slices;

    private CompiledTrees(TreeSize size, LazyRows rows, LazySlices slices) {
        this.size = size;
        this.rows = rows;
        this.slices = slices;
    }

    /** Takes an ensemble; what takes long waits until rows come. */
    public static CompiledTrees of(Trees trees) {
        CategorySets sets = new CategorySets(trees);
        // To look every set up in advance is too much where rows come by few of them, in slices above all.
        boolean setsHaveKeys = sets.count() <= STOP_COST * sets.met();
        LeafSums sums = new LeafSums(trees);
        LazySlices slices = setsHaveKeys ? LazySlices.of(trees, sets, sums) : LazySlices.none();
        LazyRows rows = new LazyRows(new RowLayout(trees, sets, setsHaveKeys, sums));
        return new CompiledTrees(new TreeSize(trees.outputs()), rows, slices);
    }

    /** What it needs to write to. */
    public TreeSize size() {
        return size;
    }

    /**
     * Scores a row.
     *
     * @param in the features from {@code from} on; floats, for trees of float32
     * @param out room for the outputs from {@code to} on; may be the same array where the two do not overlap
     * @param scratch of at least {@link #size}
     */
    public void row(double[] in, int from, double[] out, int to, TreeScratch scratch) {
        rows.next().score(in, from, out, to, scratch);
    }

    /**
     * Scores rows that lie {@code stride} apart, each with its outputs.
     *
     * @param registers the first row's features from {@code from} on, room for its outputs from {@code to} on
     * @param scratch of at least {@link #size}
     */
    public void rows(double[] registers, int from, int stride, int count, int to, TreeScratch scratch) {
        int done = 0;
        SlicedTrees sliced = count >= ENOUGH ? slices.trees() : null;
        while (sliced != null && count - done >= ENOUGH) {
            int next = Math.min(SlicedTrees.ROWS, count - done);
            sliced.score(registers, done * stride + from, stride, next, done * stride + to, scratch);
            done += next;
        }
        for (int r = done; r < count; r++) {
            row(registers, r * stride + from, registers, r * stride + to, scratch);
        }
    }
}
