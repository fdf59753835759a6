package io.mlstack.api.model;

import java.util.Arrays;
import java.util.Map;

/**
 * Decision trees in flat arrays: what a {@link Node.TreeEnsemble} adds up. Immutable.
 *
 * <p><b>Order.</b> Nodes stand in pre-order, one tree after the other: a split, everything left of it, everything right of
 * it. So the left child of node {@code n} is {@code n + 1}, and which nodes are leaves says where trees and subtrees end.
 *
 * <p><b>A row</b> is {@link #features} numbers of {@link #type}. A numeric split sends it left where {@code x < threshold},
 * compared in that type; a model that compares {@code x <= t} has the next number above {@code t} as its threshold. A split
 * by categories looks up whether the category, {@code x} without its fraction, is a member of its set; what is below 0 (as
 * float64, what is -1 or less) or above the largest member is none. What counts as {@linkplain Missing missing} goes where
 * the split says.
 *
 * <p><b>Sums.</b> Each output begins with its {@link #base} and adds the leaves of its trees in their order, in
 * {@link #type}; an {@linkplain #isAverage average} is divided by the number of those trees before the base is added. A leaf
 * holds one number for the output of its tree ({@link #output}), or one for each output ({@link #leafWidth}).
 *
 * <p><b>Linear leaves</b> give {@code constant + sum of weight * x}, summed in order, or their plain value where one of those
 * {@code x} is NaN (Y. Shi et al., Gradient Boosting with Piece-Wise Linear Regression Trees, IJCAI 2019).
 */
public final class Trees {

    /** What counts as missing at a split. */
    public enum Missing {
        /** NaN. */
        NAN,
        /** NaN and what lies between -{@link #ZERO} and {@link #ZERO}. */
        NAN_OR_ZERO,
        /** Nothing: NaN counts as 0. */
        NEVER
    }

    /** The number that LightGBM takes for zero: 1e-35 as float32. */
    public static final double ZERO = 1e-35f;

    /** Splits on the way to the deepest leaf that a tree may have. */
    public static final int MAX_DEPTH = 4096;

    private static final float[] NO_FLOATS = {};
    private static final double[] NO_DOUBLES = {};

    private final TreeTensors tensors;
    private final TreeShape shape;
    private final Reals thresholds;
    private final byte[] flags;
    private final Reals leaves;
    private final int leafWidth;
    private final double[] base;
    private final int[] groups;
    private final int[] setStarts;
    private final long[] setWords;
    private final int[] termStarts;
    private final int[] termFeatures;
    private final double[] termWeights;
    private final double[] constants;
    private final double[] cover;

    private Trees(TreeTensors tensors) {
        this.tensors = tensors;
        this.shape = TreeShape.of(tensors.features().ints(), tensors.width());
        this.thresholds = Reals.of(tensors.thresholds());
        this.flags = tensors.flags().bytes();
        this.leaves = Reals.of(tensors.leaves());
        this.leafWidth = tensors.leafWidth();
        this.base = tensors.base().toDoubles();
        this.groups = tensors.groups().ints();
        this.setWords = tensors.setWords().longs();
        this.termStarts = starts(tensors.termCounts().ints());
        this.termFeatures = tensors.termFeatures().ints();
        this.termWeights = tensors.termWeights().doubles();
        this.constants = tensors.constants().doubles();
        this.cover = tensors.cover().doubles();
        new TreeCheck(tensors, shape).all();
        this.setStarts = setStarts(flags, tensors.setSizes().ints());
    }

    /** Starts an ensemble of no trees; see {@link TreesBuilder}. */
    public static TreesBuilder builder(Tensor.Type type, int features, int outputs) {
        return new TreesBuilder(type, features, outputs);
    }

    /**
     * Reads what {@link #tensors} gave.
     *
     * @param features numbers of a row
     * @param average whether leaves are averaged
     * @throws IllegalArgumentException if the tensors are no trees, or not in the one form that trees have
     */
    public static Trees of(int features, boolean average, Map<String, Tensor> tensors) {
        return new Trees(TreeTensors.of(features, average, tensors));
    }

    private static int[] starts(int[] counts) {
        int[] starts = new int[counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            // Negative counts are found by the check, which needs no sum of them.
            starts[i + 1] = starts[i] + counts[i];
        }
        return starts;
    }

    /** Where the set of each split begins; empty where no split is by categories. */
    private static int[] setStarts(byte[] flags, int[] sizes) {
        if (sizes.length == 0) {
            return sizes;
        }
        int[] starts = new int[flags.length + 1];
        int next = 0;
        for (int s = 0; s < flags.length; s++) {
            boolean categories = (flags[s] & TreeTensors.CATEGORIES) != 0;
            starts[s + 1] = starts[s] + (categories ? sizes[next++] : 0);
        }
        return starts;
    }

    /** The numbers by parameter name; parts that no tree uses are left out. */
    public Map<String, Tensor> tensors() {
        return tensors.byName();
    }

    /** The numbers of a tensor as they are kept, in one of two arrays. */
    private record Reals(float[] narrow, double[] wide) {
        static Reals of(Tensor tensor) {
            return tensor.type() == Tensor.Type.F32
                    ? new Reals(tensor.floats(), NO_DOUBLES)
                    : new Reals(NO_FLOATS, tensor.doubles());
        }

        double get(int i) {
            return wide == NO_DOUBLES ? narrow[i] : wide[i];
        }
    }

    // ---- the ensemble

    /** In which numbers are compared and added: {@link Tensor.Type#F32} or {@link Tensor.Type#F64}. */
    public Tensor.Type type() {
        return tensors.leaves().type();
    }

    /** Numbers of a row. */
    public int features() {
        return tensors.width();
    }

    /** Numbers that come out. */
    public int outputs() {
        return base.length;
    }

    /** Whether the leaves of an output are averaged, as in a random forest, rather than added. */
    public boolean isAverage() {
        return tensors.average();
    }

    /** Where output {@code k} begins. */
    public double base(int k) {
        return base[k];
    }

    /** How many trees. */
    public int trees() {
        return shape.trees();
    }

    /** How many nodes in all trees together. */
    public int nodes() {
        return shape.nodes();
    }

    /** How many leaves in all trees together. */
    public int leaves() {
        return shape.leaves();
    }

    /** How many splits in all trees together. */
    public int splits() {
        return flags.length;
    }

    /** Numbers of a leaf: 1, or {@link #outputs}. */
    public int leafWidth() {
        return leafWidth;
    }

    /** Splits on the way to the deepest leaf; 0 where all trees are a leaf each. */
    public int depth() {
        return shape.depth();
    }

    // ---- a tree

    /** First node of a tree; that of tree {@link #trees} is the number of nodes. */
    public int root(int tree) {
        return shape.root(tree);
    }

    /** Which output the leaves of a tree add to; 0 where a leaf has a number for each. */
    public int output(int tree) {
        return groups.length == 0 ? 0 : groups[tree];
    }

    // ---- a node

    /** Whether a node is a leaf. */
    public boolean isLeaf(int node) {
        return shape.feature(node) < 0;
    }

    /** Where rows go that a split sends left. */
    public int left(int node) {
        return node + 1;
    }

    /** Where rows go that a split sends right. */
    public int right(int node) {
        return shape.right(node);
    }

    /** Position in a row of the number that a split looks at. */
    public int feature(int node) {
        return shape.feature(node);
    }

    /** What a row's number must be below to go left; 0 for a split by categories. */
    public double threshold(int node) {
        return thresholds.get(shape.index(node));
    }

    /** What counts as missing at a split. */
    public Missing missing(int node) {
        return TreeTensors.missing(flags[shape.index(node)]);
    }

    /** Whether a split sends what is missing left. */
    public boolean missingLeft(int node) {
        return (flags[shape.index(node)] & TreeTensors.MISSING_LEFT) != 0;
    }

    /** Whether any split is by categories. */
    public boolean hasCategories() {
        return setStarts.length > 0;
    }

    /** Whether a split looks up a set rather than comparing. */
    public boolean byCategories(int node) {
        return (flags[shape.index(node)] & TreeTensors.CATEGORIES) != 0;
    }

    /** Whether a split by categories sends the members of its set left, and all other categories right. */
    public boolean membersLeft(int node) {
        return (flags[shape.index(node)] & TreeTensors.MEMBERS_LEFT) != 0;
    }

    /** The set of a split by categories: category {@code c} is bit {@code c % 64} of word {@code c / 64}. */
    public long[] members(int node) {
        int split = shape.index(node);
        return Arrays.copyOfRange(setWords, setStarts[split], setStarts[split + 1]);
    }

    /** Training rows (or the sum of their Hessians) that came by a node, for explanations; NaN where it is not known. */
    public double cover(int node) {
        return cover.length == 0 ? Double.NaN : cover[node];
    }

    /** Whether {@link #cover} is known. */
    public boolean hasCover() {
        return cover.length > 0;
    }

    // ---- a leaf

    /** Number of a leaf among all leaves, in the order of nodes. */
    public int leaf(int node) {
        return shape.index(node);
    }

    /** Number {@code k} of a leaf, {@code 0 <= k < leafWidth()}. */
    public double value(int leaf, int k) {
        return leaves.get(leaf * leafWidth + k);
    }

    /** Whether any leaf is linear. */
    public boolean hasLinearLeaves() {
        return constants.length > 0;
    }

    /** What a linear leaf begins with. */
    public double constant(int leaf) {
        return constants[leaf];
    }

    /** Positions in a row of the numbers that a leaf weighs; none for a constant leaf. */
    public int[] termFeatures(int leaf) {
        return hasLinearLeaves()
                ? Arrays.copyOfRange(termFeatures, termStarts[leaf], termStarts[leaf + 1])
                : new int[0];
    }

    /** The weights of those numbers. */
    public double[] termWeights(int leaf) {
        return hasLinearLeaves()
                ? Arrays.copyOfRange(termWeights, termStarts[leaf], termStarts[leaf + 1])
                : new double[0];
    }

    /** Equal structure and bits. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Trees trees && tensors.equals(trees.tensors);
    }

    @Override
    public int hashCode() {
        return tensors.hashCode();
    }

    /** {@code 100 trees of depth 6, 6,300 splits, 30 features -> 1 output}. */
    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "%,d %s of depth %d, %,d splits, %,d features -> %d %s",
                trees(),
                trees() == 1 ? "tree" : "trees",
                depth(),
                splits(),
                features(),
                outputs(),
                outputs() == 1 ? "output" : "outputs");
    }
}
