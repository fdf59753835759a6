package io.mlstack.api.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Collects {@link Trees} node by node, in pre-order: a split, then all that is left of it, then all that is right of it. Not
 * thread-safe.
 *
 * <pre>{@code
 * Trees trees = Trees.builder(Tensor.Type.F32, 2, 1)
 *         .base(0.5)
 *         .tree(0)
 *         .split(0, 3.5, Trees.Missing.NAN, true)     // x0 < 3.5, or missing
 *         .leaf(-1)
 *         .categories(1, new long[] {0b101}, true, Trees.Missing.NAN, false)   // x1 is 0 or 2
 *         .leaf(2)
 *         .leaf(3)
 *         .build();
 * }</pre>
 */
public final class TreesBuilder {

    private final Tensor.Type type;
    private final int width;
    private final int outputs;
    private final double[] base;
    private boolean average;
    private boolean wide;
    private boolean linear;

    private final Numbers features = new Numbers();
    private final Numbers thresholds = new Numbers();
    private final Numbers flags = new Numbers();
    private final Numbers leaves = new Numbers();
    private final Numbers groups = new Numbers();
    private final Numbers setSizes = new Numbers();
    private final Numbers termCounts = new Numbers();
    private final Numbers termFeatures = new Numbers();
    private final Numbers termWeights = new Numbers();
    private final Numbers constants = new Numbers();
    private final Numbers cover = new Numbers();
    private long[] setWords = new long[64];
    private int setWordCount;

    TreesBuilder(Tensor.Type type, int width, int outputs) {
        if (!type.isFloat() || width < 1 || outputs < 1) {
            throw new IllegalArgumentException("trees of " + type + ", " + width + " features and " + outputs
                    + " outputs: give F32 or F64 and at least one of each");
        }
        this.type = type;
        this.width = width;
        this.outputs = outputs;
        this.base = new double[outputs];
    }

    /** Where the outputs begin: one number for each, or one for all. 0 unless it is called. */
    public TreesBuilder base(double... numbers) {
        if (numbers.length != 1 && numbers.length != outputs) {
            throw new IllegalArgumentException(numbers.length + " numbers to begin " + outputs + " outputs with");
        }
        for (int k = 0; k < outputs; k++) {
            base[k] = numbers.length == 1 ? numbers[0] : numbers[k];
        }
        return this;
    }

    /** Averages the leaves of an output rather than adding them. */
    public TreesBuilder average() {
        this.average = true;
        return this;
    }

    /** Starts a tree whose leaves add to one output; for leaves with a number for each output, any. */
    public TreesBuilder tree(int output) {
        groups.add(output);
        return this;
    }

    /** A split that sends left what is below {@code threshold}. */
    public TreesBuilder split(int feature, double threshold, Trees.Missing missing, boolean missingLeft) {
        // Adding 0 turns -0 into 0, which compares alike.
        thresholds.add(threshold + 0.0);
        return node(feature, flags(missing, missingLeft));
    }

    /**
     * A split by categories.
     *
     * @param members category {@code c} is bit {@code c % 64} of word {@code c / 64}
     * @param membersLeft whether members go left and all others right, or the other way round
     */
    public TreesBuilder categories(
            int feature, long[] members, boolean membersLeft, Trees.Missing missing, boolean missingLeft) {
        thresholds.add(0);
        int words = members.length;
        while (words > 0 && members[words - 1] == 0) {
            words--;
        }
        if (setWordCount + words > setWords.length) {
            setWords = Arrays.copyOf(setWords, Math.max(2 * setWords.length, setWordCount + words));
        }
        System.arraycopy(members, 0, setWords, setWordCount, words);
        setWordCount += words;
        setSizes.add(words);
        int sides = TreeTensors.CATEGORIES | (membersLeft ? TreeTensors.MEMBERS_LEFT : 0);
        return node(feature, flags(missing, missingLeft) | sides);
    }

    private static int flags(Trees.Missing missing, boolean missingLeft) {
        boolean left = missingLeft && missing != Trees.Missing.NEVER;
        return missing.ordinal() << TreeTensors.MISSING_SHIFT | (left ? TreeTensors.MISSING_LEFT : 0);
    }

    private TreesBuilder node(int feature, int bits) {
        features.add(feature);
        flags.add(bits);
        return this;
    }

    /** A leaf: one number, or one for each output. */
    public TreesBuilder leaf(double... numbers) {
        return leaf(0, new int[0], new double[0], false, numbers);
    }

    /**
     * A linear leaf.
     *
     * @param plain its value where one of the terms is NaN
     */
    public TreesBuilder linearLeaf(double plain, double constant, int[] terms, double[] weights) {
        if (terms.length != weights.length) {
            throw new IllegalArgumentException(terms.length + " terms with " + weights.length + " weights");
        }
        return leaf(constant, terms, weights, true, plain);
    }

    private TreesBuilder leaf(double constant, int[] terms, double[] weights, boolean isLinear, double... numbers) {
        wide |= numbers.length > 1;
        linear |= isLinear;
        features.add(-1);
        for (double number : numbers) {
            leaves.add(number);
        }
        constants.add(isLinear ? constant : numbers[0]);
        termCounts.add(terms.length);
        for (int i = 0; i < terms.length; i++) {
            termFeatures.add(terms[i]);
            termWeights.add(weights[i]);
        }
        return this;
    }

    /** Training rows (or the sum of their Hessians) that came by the node added last; for all nodes or for none. */
    public TreesBuilder cover(double weight) {
        cover.add(weight);
        return this;
    }

    /**
     * The trees.
     *
     * @throws IllegalArgumentException if a split lacks a side, a feature or an output does not exist, leaves differ in
     *     width, a number is NaN, a leaf is infinite, or trees of float32 were given a number that float32 does not hold
     */
    public Trees build() {
        Map<String, Tensor> named = new HashMap<>();
        named.put("features", features.ints());
        named.put("thresholds", floats(thresholds));
        named.put("flags", flags.bytes());
        int count = (int) Arrays.stream(features.all()).filter(f -> f == -1).count();
        if (wide && leaves.size != count * outputs) {
            throw new IllegalArgumentException(
                    leaves.size + " numbers in " + count + " leaves: give each leaf " + outputs);
        }
        named.put("leaves", wide ? matrix(leaves, count) : floats(leaves));
        named.put("base", floats(base));
        if (!wide) {
            groups.put(named, "groups", groups.ints());
        }
        setSizes.put(named, "set-sizes", setSizes.ints());
        if (setWordCount > 0) {
            named.put("set-words", Tensor.of(Arrays.copyOf(setWords, setWordCount), setWordCount));
        }
        if (linear) {
            named.put("term-counts", termCounts.ints());
            termFeatures.put(named, "term-features", termFeatures.ints());
            termWeights.put(named, "term-weights", termWeights.doubles());
            named.put("constants", constants.doubles());
        }
        cover.put(named, "cover", cover.doubles());
        Trees trees = Trees.of(width, average, named);
        if (trees.trees() != groups.size) {
            throw new IllegalArgumentException(groups.size + " trees were started, " + trees.trees() + " grew");
        }
        return trees;
    }

    private Tensor floats(Numbers numbers) {
        return floats(numbers.all());
    }

    private Tensor floats(double[] numbers) {
        return tensor(numbers, numbers.length);
    }

    private Tensor matrix(Numbers numbers, int rows) {
        return tensor(numbers.all(), rows, outputs);
    }

    private Tensor tensor(double[] numbers, int... shape) {
        if (type == Tensor.Type.F64) {
            return Tensor.of(numbers, shape);
        }
        float[] narrow = new float[numbers.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) numbers[i];
            if (narrow[i] != numbers[i] && !Double.isNaN(numbers[i])) {
                throw new IllegalArgumentException(numbers[i] + " is no float32: round it, or build trees of F64");
            }
        }
        return Tensor.of(narrow, shape);
    }

    /** Numbers that grow in number. */
    private static final class Numbers {
        private double[] numbers = new double[64];
        private int size;

        void add(double number) {
            numbers = size == numbers.length ? Arrays.copyOf(numbers, 2 * size) : numbers;
            numbers[size++] = number;
        }

        double[] all() {
            return Arrays.copyOf(numbers, size);
        }

        void put(Map<String, Tensor> named, String name, Tensor tensor) {
            if (size > 0) {
                named.put(name, tensor);
            }
        }

        Tensor doubles() {
            return Tensor.of(all(), size);
        }

        Tensor ints() {
            return Tensor.of(Arrays.stream(all()).mapToInt(x -> (int) x).toArray(), size);
        }

        Tensor bytes() {
            byte[] bytes = new byte[size];
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) numbers[i];
            }
            return Tensor.of(bytes, size);
        }
    }
}
