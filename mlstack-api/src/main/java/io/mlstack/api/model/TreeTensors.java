package io.mlstack.api.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers of {@link Trees} as they are stored; nodes in pre-order, splits and leaves each in the order of nodes.
 *
 * @param width features a row
 * @param average whether leaves are averaged
 * @param features I32[nodes], -1 for a leaf
 * @param thresholds of the type of the trees, [splits]; 0 for a split by categories
 * @param flags U8[splits], the bits below
 * @param leaves F32 or F64 [leaves], or [leaves, outputs]
 * @param base of the same type, [outputs]
 * @param groups I32[trees], the output of each tree; empty where a leaf has a number for each output
 * @param setSizes I32[splits by categories], words of each set
 * @param setWords I64[words]
 * @param termCounts I32[leaves], terms of each linear leaf; empty where none is linear
 * @param termFeatures I32[terms]
 * @param termWeights F64[terms]
 * @param constants F64[leaves]; empty where none is linear
 * @param cover F64[nodes]; empty where it is not known
 */
record TreeTensors(
        int width,
        boolean average,
        Tensor features,
        Tensor thresholds,
        Tensor flags,
        Tensor leaves,
        Tensor base,
        Tensor groups,
        Tensor setSizes,
        Tensor setWords,
        Tensor termCounts,
        Tensor termFeatures,
        Tensor termWeights,
        Tensor constants,
        Tensor cover) {

    /** What {@link #byName} may hold. */
    static final List<String> NAMES = List.of(
            "features",
            "thresholds",
            "flags",
            "leaves",
            "base",
            "groups",
            "set-sizes",
            "set-words",
            "term-counts",
            "term-features",
            "term-weights",
            "constants",
            "cover");

    static final int MISSING_LEFT = 1;
    static final int MISSING_SHIFT = 1;
    static final int MISSING_MASK = 3 << MISSING_SHIFT;
    static final int CATEGORIES = 8;
    static final int MEMBERS_LEFT = 16;
    static final int ALL_FLAGS = MISSING_LEFT | MISSING_MASK | CATEGORIES | MEMBERS_LEFT;

    private static final Trees.Missing[] MISSING = Trees.Missing.values();
    private static final Tensor NO_INTS = Tensor.of(new int[0], 0);
    private static final Tensor NO_LONGS = Tensor.of(new long[0], 0);
    private static final Tensor NO_DOUBLES = Tensor.of(new double[0], 0);

    static TreeTensors of(int width, boolean average, Map<String, Tensor> named) {
        Map<String, Tensor> left = new TreeMap<>(named);
        TreeTensors tensors = new TreeTensors(
                width,
                average,
                required(left, "features"),
                required(left, "thresholds"),
                required(left, "flags"),
                required(left, "leaves"),
                required(left, "base"),
                optional(left, "groups", NO_INTS),
                optional(left, "set-sizes", NO_INTS),
                optional(left, "set-words", NO_LONGS),
                optional(left, "term-counts", NO_INTS),
                optional(left, "term-features", NO_INTS),
                optional(left, "term-weights", NO_DOUBLES),
                optional(left, "constants", NO_DOUBLES),
                optional(left, "cover", NO_DOUBLES));
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("trees have no numbers called " + left.keySet());
        }
        tensors.types();
        return tensors;
    }

    private static Tensor required(Map<String, Tensor> named, String name) {
        Tensor tensor = named.remove(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the " + name + " of the trees are missing");
        }
        return tensor;
    }

    private static Tensor optional(Map<String, Tensor> named, String name, Tensor none) {
        Tensor tensor = named.remove(name);
        if (tensor != null && tensor.size() == 0) {
            throw new IllegalArgumentException(name + " are empty and must be left out");
        }
        return tensor == null ? none : tensor;
    }

    Map<String, Tensor> byName() {
        Map<String, Tensor> named = new TreeMap<>();
        named.put("features", features);
        named.put("thresholds", thresholds);
        named.put("flags", flags);
        named.put("leaves", leaves);
        named.put("base", base);
        putUnlessEmpty(named, "groups", groups);
        putUnlessEmpty(named, "set-sizes", setSizes);
        putUnlessEmpty(named, "set-words", setWords);
        putUnlessEmpty(named, "term-counts", termCounts);
        putUnlessEmpty(named, "term-features", termFeatures);
        putUnlessEmpty(named, "term-weights", termWeights);
        putUnlessEmpty(named, "constants", constants);
        putUnlessEmpty(named, "cover", cover);
        return Collections.unmodifiableMap(named);
    }

    private static void putUnlessEmpty(Map<String, Tensor> named, String name, Tensor tensor) {
        if (tensor.size() > 0) {
            named.put(name, tensor);
        }
    }

    private void types() {
        Tensor.Type type = leaves.type();
        if (!type.isFloat() || leaves.shape().isEmpty() || leaves.shape().size() > 2) {
            throw new IllegalArgumentException("leaves are " + leaves + ", not F32 or F64 [n] or [n, outputs]");
        }
        of(features, "features", Tensor.Type.I32);
        of(thresholds, "thresholds", type);
        of(flags, "flags", Tensor.Type.U8);
        of(base, "base", type);
        of(groups, "groups", Tensor.Type.I32);
        of(setSizes, "set-sizes", Tensor.Type.I32);
        of(setWords, "set-words", Tensor.Type.I64);
        of(termCounts, "term-counts", Tensor.Type.I32);
        of(termFeatures, "term-features", Tensor.Type.I32);
        of(termWeights, "term-weights", Tensor.Type.F64);
        of(constants, "constants", Tensor.Type.F64);
        of(cover, "cover", Tensor.Type.F64);
    }

    private static void of(Tensor tensor, String name, Tensor.Type type) {
        if (tensor.type() != type || tensor.shape().size() != 1) {
            throw new IllegalArgumentException(name + " are " + tensor + ", not " + type + "[n]");
        }
    }

    int leafWidth() {
        return leaves.shape().size() == 2 ? leaves.shape().get(1) : 1;
    }

    static Trees.Missing missing(int flags) {
        return MISSING[(flags & MISSING_MASK) >> MISSING_SHIFT];
    }
}
