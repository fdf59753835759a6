package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Trees;
import java.util.function.IntUnaryOperator;

/**
 * A tree ensemble in the layout that wins for its size and batch, bit-equal to what {@link Trees} defines. Immutable and safe
 * for use by several threads; allocates nothing but, with the first batch, its layout and the scratch of a slice.
 *
 * <p><b>A row</b>, and a batch too small for a slice, goes through {@link PackedTrees}; only trees of more nodes and features
 * than 32 bits can tell apart through {@link HugeTrees}. <b>A batch</b> goes through {@link SlicedTrees}, 64 rows at a time,
 * where no tree is deeper than {@link BitNetwork#MAX_DEPTH}, the full trees are not mostly empty, and sets of categories are
 * few.
 *
 * <p><b>Memory.</b> 8 bytes a node and 8 a leaf number for single rows; 4 bytes a split and up to 8 a leaf of the full trees
 * for batches; some 40 bytes a different cut for its search.
 */
public final class CompiledTrees {

    /** To look a category up on the way, where a walk must stop for it, costs as much as that many looks in advance. */
    private static final int STOP_COST = 5;

    /** Rows from which on a slice is faster than one by one, whatever the number of trees: measured. */
    private static final int ENOUGH = 32;

    private final TreeSize size;
    private final RowTrees single;
    private final LazySlices slices;

    private CompiledTrees(TreeSize size, RowTrees single, LazySlices slices) {
        this.size = size;
        this.single = single;
        this.slices = slices;
    }

    /** Compiles an ensemble, in time that grows with its nodes. */
    public static CompiledTrees of(Trees trees) {
        CategorySets sets = new CategorySets(trees);
        Slots slots = new Slots(trees, sets, sets.count() <= STOP_COST * sets.met());
        LeafSums sums = new LeafSums(trees);
        CutOrder order = new CutOrder(trees);
        Cuts cuts = new Cuts(order, trees.type());
        // A slice looks every set up for all its rows, which is too much where rows come by few of them.
        LazySlices slices = slots.setsHaveKeys() ? LazySlices.of(trees, order, cuts, sets, sums) : LazySlices.none();
        TreeSize size = new TreeSize(slots.count(), trees.outputs());
        return new CompiledTrees(size, single(trees, slots, order, cuts, sums), slices);
    }

    private static RowTrees single(Trees trees, Slots slots, CutOrder order, Cuts cuts, LeafSums sums) {
        if (!PackedTreesBuilder.fits(trees, slots)) {
            return new HugeTrees(trees, slots.sets(), sums);
        }
        IntUnaryOperator payload =
                sums.areFloats() ? leaf -> Float.floatToRawIntBits(sums.floatValue(leaf)) : leaf -> leaf;
        PackedTreesBuilder builder = new PackedTreesBuilder(trees, slots, RowKeys.thresholds(trees, order), payload);
        PackedTrees packed = new PackedTrees(builder, slots.sets());
        return new PackedRow(RowKeys.of(trees.type(), slots, cuts), packed, sums, trees.trees());
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
        single.score(in, from, out, to, scratch);
    }

    /**
     * Scores rows that lie {@code stride} apart, each with its outputs.
     *
     * @param registers the first row's features from {@code from} on, room for its outputs from {@code to} on
     * @param scratch of at least {@link #size}
     */
    public void rows(double[] registers, int from, int stride, int rows, int to, TreeScratch scratch) {
        int done = 0;
        SlicedTrees sliced = rows >= ENOUGH ? slices.trees() : null;
        while (sliced != null && rows - done >= ENOUGH) {
            int count = Math.min(SlicedTrees.ROWS, rows - done);
            sliced.score(registers, done * stride + from, stride, count, done * stride + to, scratch);
            done += count;
        }
        for (int r = done; r < rows; r++) {
            single.score(registers, r * stride + from, registers, r * stride + to, scratch);
        }
    }
}
