package io.mlstack.serve.predict;

import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import java.util.Arrays;

/** What {@link Trees} defines, by recursion, in the type of the trees and therefore to the last bit. */
public final class ReferenceTrees {

    /** Outputs, and 0 or infinity as the bound of each: a number that may be on either side of a split proves nothing. */
    record Sums(double[] numbers, double[] bounds) {}

    private final Trees trees;
    private final double[] row;
    private final double[] bounds;
    private boolean unsure;

    private ReferenceTrees(Trees trees, double[] row, double[] bounds) {
        this.trees = trees;
        this.row = row;
        this.bounds = bounds;
    }

    /** The outputs for a row, which in trees of float32 holds floats. */
    public static double[] sums(Trees trees, double[] row) {
        return sums(trees, row, new double[row.length]).numbers;
    }

    /** The node in which a row ends. */
    public static int leafNode(Trees trees, int tree, double[] row) {
        return new ReferenceTrees(trees, row, new double[row.length]).walk(trees.root(tree));
    }

    /**
     * What a row's output is expected to be where only some features are known: at a split of another, both sides count by
     * their cover.
     *
     * @param known bit {@code f} where feature {@code f} is known
     */
    public static double expectation(Trees trees, double[] row, int known, int output) {
        ReferenceTrees reference = new ReferenceTrees(trees, row, new double[row.length]);
        double sum = 0;
        int count = 0;
        for (int t = 0; t < trees.trees(); t++) {
            if (trees.leafWidth() > 1 || trees.output(t) == output) {
                sum += reference.expectation(trees.root(t), known, trees.leafWidth() > 1 ? output : 0);
                count++;
            }
        }
        return trees.base(output) + (trees.isAverage() && count > 0 ? sum / count : sum);
    }

    private double expectation(int node, int known, int k) {
        if (trees.isLeaf(node)) {
            return trees.value(trees.leaf(node), k);
        }
        double left = expectation(trees.left(node), known, k);
        double right = expectation(trees.right(node), known, k);
        if ((known & 1 << trees.feature(node)) != 0) {
            return left(node) ? left : right;
        }
        double cover = trees.cover(node);
        return cover > 0
                ? (trees.cover(trees.left(node)) * left + trees.cover(trees.right(node)) * right) / cover
                : (left + right) / 2;
    }

    static Sums sums(Trees trees, double[] row, double[] bounds) {
        ReferenceTrees reference = new ReferenceTrees(trees, row, bounds);
        double[] numbers = reference.outputs();
        double[] result = new double[numbers.length];
        Arrays.fill(result, reference.unsure ? Double.POSITIVE_INFINITY : 0);
        return new Sums(numbers, result);
    }

    private double[] outputs() {
        double[] sums = new double[trees.outputs()];
        int[] counts = new int[trees.outputs()];
        for (int k = 0; k < sums.length; k++) {
            sums[k] = trees.isAverage() ? 0 : trees.base(k);
        }
        for (int t = 0; t < trees.trees(); t++) {
            int leaf = trees.leaf(walk(trees.root(t)));
            for (int k = 0; k < trees.leafWidth(); k++) {
                int output = trees.output(t) + k;
                counts[output]++;
                sums[output] = typed(sums[output] + value(leaf, k));
            }
        }
        for (int k = 0; trees.isAverage() && k < sums.length; k++) {
            sums[k] = typed((counts[k] == 0 ? 0 : typed(sums[k] / counts[k])) + trees.base(k));
        }
        return sums;
    }

    private double typed(double x) {
        return trees.type() == Tensor.Type.F32 ? (float) x : x;
    }

    private int walk(int node) {
        if (trees.isLeaf(node)) {
            return node;
        }
        return walk(left(node) ? trees.left(node) : trees.right(node));
    }

    private boolean left(int node) {
        double x = row[trees.feature(node)];
        double bound = bounds[trees.feature(node)];
        unsure |= bound > 0
                && (trees.byCategories(node)
                        || trees.missing(node) == Trees.Missing.NAN_OR_ZERO
                        || Math.abs(x - trees.threshold(node)) <= 4 * bound
                        || !Double.isFinite(bound));
        boolean zero = Math.abs(x) <= Trees.ZERO;
        Trees.Missing missing = trees.missing(node);
        if (missing != Trees.Missing.NEVER && Double.isNaN(x) || missing == Trees.Missing.NAN_OR_ZERO && zero) {
            return trees.missingLeft(node);
        }
        double compared = Double.isNaN(x) ? 0 : x;
        if (!trees.byCategories(node)) {
            return compared < trees.threshold(node);
        }
        return member(trees.members(node), compared) == trees.membersLeft(node);
    }

    private boolean member(long[] words, double x) {
        double least = trees.type() == Tensor.Type.F32 ? 0 : Math.nextUp(-1.0);
        for (int c = 0; c < 64 * words.length; c++) {
            boolean set = (words[c / 64] & 1L << c % 64) != 0;
            if (set && x >= least && (c == 0 ? x < 1 : x >= c && x < c + 1)) {
                return true;
            }
        }
        return false;
    }

    private double value(int leaf, int k) {
        if (!trees.hasLinearLeaves()) {
            return trees.value(leaf, k);
        }
        double sum = trees.constant(leaf);
        for (int i = 0; i < trees.termFeatures(leaf).length; i++) {
            int feature = trees.termFeatures(leaf)[i];
            unsure |= bounds[feature] > 0;
            if (Double.isNaN(row[feature])) {
                return trees.value(leaf, k);
            }
            sum += trees.termWeights(leaf)[i] * row[feature];
        }
        return typed(sum);
    }
}
