package io.mlstack.api.model;

import org.jspecify.annotations.Nullable;

/** Refuses numbers that are no trees, or that the same trees could also be written without. */
final class TreeCheck {

    /** Whether a split of these flags compares, and nothing is wrong with them. */
    private static final boolean[] PLAIN = new boolean[1 << Byte.SIZE];

    static {
        for (int flags = 0; flags < PLAIN.length; flags++) {
            PLAIN[flags] = (flags & TreeTensors.CATEGORIES) == 0 && problem(flags) == null;
        }
    }

    private final TreeTensors tensors;
    private final TreeShape shape;

    TreeCheck(TreeTensors tensors, TreeShape shape) {
        this.tensors = tensors;
        this.shape = shape;
    }

    /** @throws IllegalArgumentException if anything is wrong */
    void all() {
        int splits = shape.nodes() - shape.leaves();
        require(tensors.width() > 0, "a row has " + tensors.width() + " features");
        sized(tensors.thresholds(), splits, "thresholds", "split");
        sized(tensors.flags(), splits, "flags", "split");
        outputs();
        thresholds();
        sets();
        linear();
        finite(tensors.leaves(), "a leaf");
        finite(tensors.base(), "the base");
        if (tensors.cover().size() > 0) {
            sized(tensors.cover(), shape.nodes(), "covers", "node");
            finite(tensors.cover(), "the cover");
        }
    }

    private void outputs() {
        int outputs = tensors.base().size();
        int width = tensors.leafWidth();
        require(outputs > 0, "there is no output");
        require(
                tensors.leaves().shape().get(0) == shape.leaves(),
                "leaves are " + tensors.leaves() + " for " + shape.leaves() + " leaves");
        if (tensors.leaves().shape().size() == 2) {
            require(
                    width == outputs && width > 1,
                    "leaves have " + width + " numbers each for " + outputs + " outputs: give 1, or one an output");
            require(tensors.groups().size() == 0, "trees whose leaves have all outputs belong to none");
            return;
        }
        sized(tensors.groups(), shape.trees(), "groups", "tree");
        for (int group : tensors.groups().ints()) {
            require(group >= 0 && group < outputs, "a tree adds to output " + group + " of " + outputs);
        }
    }

    /** Nearly always all splits are numeric and right, which one look at each tells; else split by split. */
    private void thresholds() {
        byte[] flags = tensors.flags().bytes();
        boolean plain = true;
        for (byte flag : flags) {
            plain &= PLAIN[flag & 0xff];
        }
        if (!plain || !tensors.thresholds().isFinite()) {
            double[] thresholds = tensors.thresholds().toDoubles();
            for (int s = 0; s < flags.length; s++) {
                String problem = problem(flags[s], thresholds[s]);
                if (problem != null) {
                    throw new IllegalArgumentException("split " + s + " " + problem);
                }
            }
        }
    }

    private static @Nullable String problem(int flags, double threshold) {
        String problem = problem(flags);
        if (problem == null && Double.isNaN(threshold)) {
            return "has the threshold NaN";
        }
        boolean numeric = (flags & TreeTensors.CATEGORIES) == 0;
        return problem != null || numeric || Double.doubleToRawLongBits(threshold) == 0
                ? problem
                : "is by categories and has a threshold";
    }

    private static @Nullable String problem(int flags) {
        int missing = (flags & TreeTensors.MISSING_MASK) >> TreeTensors.MISSING_SHIFT;
        if ((flags & ~TreeTensors.ALL_FLAGS) != 0) {
            return "has unknown flags";
        }
        if (missing >= Trees.Missing.values().length) {
            return "has an unknown kind of missing";
        }
        if (missing == Trees.Missing.NEVER.ordinal() && (flags & TreeTensors.MISSING_LEFT) != 0) {
            return "sends left what never is";
        }
        boolean members = (flags & TreeTensors.MEMBERS_LEFT) != 0;
        return members && (flags & TreeTensors.CATEGORIES) == 0 ? "has no members" : null;
    }

    private void sets() {
        int byCategories = 0;
        for (byte flag : tensors.flags().bytes()) {
            byCategories += (flag & TreeTensors.CATEGORIES) / TreeTensors.CATEGORIES;
        }
        int[] sizes = tensors.setSizes().ints();
        long[] words = tensors.setWords().longs();
        require(sizes.length == byCategories, sizes.length + " sets for " + byCategories + " splits by categories");
        long at = 0;
        for (int size : sizes) {
            require(size >= 0 && at + size <= words.length, "a set of " + size + " words reaches beyond all sets");
            at += size;
            require(size == 0 || words[(int) at - 1] != 0, "a set ends with a word of no member");
        }
        require(at == words.length, (words.length - at) + " words belong to no set");
    }

    private void linear() {
        int[] counts = tensors.termCounts().ints();
        int[] features = tensors.termFeatures().ints();
        if (counts.length == 0) {
            require(
                    features.length == 0
                            && tensors.termWeights().size() == 0
                            && tensors.constants().size() == 0,
                    "there are terms, but no leaf has any");
            return;
        }
        require(tensors.leafWidth() == 1, "linear leaves have one number each");
        sized(tensors.termCounts(), shape.leaves(), "term counts", "leaf");
        sized(tensors.constants(), shape.leaves(), "constants", "leaf");
        finite(tensors.termWeights(), "a weight");
        finite(tensors.constants(), "a constant");
        long terms = 0;
        for (int count : counts) {
            require(count >= 0, "a leaf has " + count + " terms");
            terms += count;
        }
        require(
                terms == features.length && terms == tensors.termWeights().size(),
                "leaves have " + terms + " terms, but there are " + features.length + " features and "
                        + tensors.termWeights().size() + " weights");
        for (int feature : features) {
            require(feature >= 0 && feature < tensors.width(), "a leaf weighs feature " + feature);
        }
    }

    private static void finite(Tensor tensor, String what) {
        require(tensor.isFinite(), what + " is NaN or infinite");
    }

    private static void sized(Tensor tensor, int size, String what, String one) {
        require(tensor.size() == size, "there are " + tensor.size() + " " + what + ", one a " + one + " is " + size);
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
