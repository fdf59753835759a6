package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Trees;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Trees for 64 rows at once by {@link BitNetwork}. Immutable.
 *
 * <p>Every tree is filled up to a full one: a leaf that lies higher stands for all below it. 4 bytes a split, and a float,
 * double or int a leaf, of those full trees; 8 bytes a different split in the scratch.
 */
final class SlicedTrees {

    /** Rows of a slice: bits of a word. */
    static final int ROWS = 64;

    /** How many times as many splits the full trees may have. */
    private static final int MOST_FILL = 6;

    private final SplitMasks masks;
    private final LeafSums sums;
    private final int[] depths;
    private final int[] leafStarts;
    private final int[] splits;
    private final float[] floats;
    private final int[] leaves;

    private SlicedTrees(Trees trees, CutOrder order, SplitMasks masks, LeafSums sums) {
        this.masks = masks;
        this.sums = sums;
        this.depths = TreeDepths.of(trees);
        this.leafStarts = new int[depths.length + 1];
        for (int tree = 0; tree < depths.length; tree++) {
            leafStarts[tree + 1] = Math.addExact(leafStarts[tree], 1 << depths[tree]);
        }
        int leafCount = leafStarts[depths.length];
        this.leaves = new int[leafCount];
        this.splits = new int[leafCount - depths.length];
        for (int tree = 0; tree < depths.length; tree++) {
            new Filling(trees, order, leafStarts[tree] - tree, leafStarts[tree], depths[tree])
                    .fill(trees.root(tree), 0, 0, 0);
        }
        this.floats = new float[sums.areFloats() ? leafCount : 0];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = sums.floatValue(leaves[i]);
        }
    }

    /** The trees, or null where full ones would be too deep or too empty. */
    static @Nullable SlicedTrees of(Trees trees, CategorySets sets, LeafSums sums) {
        if (trees.depth() > BitNetwork.MAX_DEPTH) {
            return null;
        }
        long full = TreeDepths.full(TreeDepths.of(trees)) - trees.trees();
        boolean tooEmpty = full > (long) MOST_FILL * trees.splits() + trees.trees();
        if (tooEmpty) {
            return null;
        }
        CutOrder order = new CutOrder(trees);
        SplitMasks masks = new SplitMasks(trees, order, new Cuts(order, trees.type()), sets);
        return new SlicedTrees(trees, order, masks, sums);
    }

    /** One tree on its way into the arrays. */
    private final class Filling {
        private final Trees trees;
        private final CutOrder order;
        private final int firstSplit;
        private final int firstLeaf;
        private final int depth;

        Filling(Trees trees, CutOrder order, int firstSplit, int firstLeaf, int depth) {
            this.trees = trees;
            this.order = order;
            this.firstSplit = firstSplit;
            this.firstLeaf = firstLeaf;
            this.depth = depth;
        }

        /**
         * @param place of a node in the pre-order of the full tree
         * @param code bit k is set where the way to it went left at depth k
         */
        void fill(int node, int level, int place, int code) {
            if (trees.isLeaf(node)) {
                for (int below = 0; below < 1 << depth - level; below++) {
                    leaves[firstLeaf + (code | below << level)] = trees.leaf(node);
                }
                return;
            }
            splits[firstSplit + place] = masks.position(trees, node, order);
            fill(trees.left(node), level + 1, place + 1, code | 1 << level);
            fill(trees.right(node), level + 1, place + (1 << depth - level - 1), code);
        }
    }

    /** Scores up to 64 rows that lie {@code stride} apart. */
    void score(double[] registers, int from, int stride, int rows, int to, TreeScratch scratch) {
        long[] words = scratch.masks(masks.count());
        masks.fill(registers, from, stride, rows, words, scratch.ranks, scratch.rowKeys);
        if (sums.areFloats()) {
            floats(registers, stride, rows, to, words, scratch);
        } else {
            any(registers, from, stride, rows, to, words, scratch);
        }
    }

    private void floats(double[] registers, int stride, int rows, int to, long[] words, TreeScratch scratch) {
        float[] rowSums = scratch.floatSums();
        long[] ways = scratch.ways;
        for (int k = 0; k < sums.outputs(); k++) {
            Arrays.fill(rowSums, k * ROWS, (k + 1) * ROWS, (float) sums.begin(k));
        }
        for (int tree = 0; tree < depths.length; tree++) {
            walk(tree, words, ways, scratch);
            addFloats(ways, floats, leafStarts[tree], rowSums, sums.output(tree) * ROWS);
        }
        for (int k = 0; k < sums.outputs(); k++) {
            for (int r = 0; r < rows; r++) {
                registers[r * stride + to + k] = sums.end(k, rowSums[k * ROWS + place(r)]);
            }
        }
    }

    /** Writes where the rows of a slice end in a tree: byte j of word q is the leaf of row {@code 8 j + q}. */
    private void walk(int tree, long[] words, long[] ways, TreeScratch scratch) {
        // A full tree of n leaves has n - 1 splits.
        BitNetwork.ways(splits, leafStarts[tree] - tree, depths[tree], words, ways, scratch.work, scratch.spare);
        BitNetwork.transpose(ways);
    }

    /** Where the sum of a row lies: its leaf is byte r / 8 of word r % 8. */
    private static int place(int row) {
        return row % 8 * 8 + row / 8;
    }

    private static void addFloats(long[] codes, float[] leaves, int from, float[] sums, int to) {
        for (int q = 0; q < 8; q++) {
            long word = codes[q];
            int at = to + 8 * q;
            for (int j = 0; j < 8; j++) {
                sums[at + j] += leaves[from + ((int) word & 0xFF)];
                word >>>= 8;
            }
        }
    }

    private void any(double[] registers, int from, int stride, int rows, int to, long[] words, TreeScratch scratch) {
        long[] ways = scratch.ways;
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < sums.outputs(); k++) {
                registers[r * stride + to + k] = sums.begin(k);
            }
        }
        for (int tree = 0; tree < depths.length; tree++) {
            walk(tree, words, ways, scratch);
            for (int r = 0; r < rows; r++) {
                int code = (int) (ways[r % 8] >>> r / 8 * 8) & 0xFF;
                sums.add(
                        tree,
                        leaves[leafStarts[tree] + code],
                        registers,
                        r * stride + from,
                        registers,
                        r * stride + to);
            }
        }
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < sums.outputs(); k++) {
                int at = r * stride + to + k;
                registers[at] = sums.end(k, registers[at]);
            }
        }
    }
}
