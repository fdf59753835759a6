package io.mlstack.api.model;

import java.util.Arrays;

/** Refuses numbers that are no trees, or that the same trees could also be written without. */
final class TreeCheck {

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
        for (int group : tensors.groups().toInts()) {
            require(group >= 0 && group < outputs, "a tree adds to output " + group + " of " + outputs);
        }
    }

    private void thresholds() {
        double[] thresholds = tensors.thresholds().toDoubles();
        int[] flags = tensors.flags().toInts();
        int kinds = Trees.Missing.values().length;
        for (int s = 0; s < flags.length; s++) {
            split((flags[s] & ~TreeTensors.ALL_FLAGS) == 0, s, "has unknown flags");
            int missing = (flags[s] & TreeTensors.MISSING_MASK) >> TreeTensors.MISSING_SHIFT;
            split(missing < kinds, s, "has an unknown kind of missing");
            boolean never = missing == Trees.Missing.NEVER.ordinal();
            split(!never || (flags[s] & TreeTensors.MISSING_LEFT) == 0, s, "sends left what never is");
            split(!Double.isNaN(thresholds[s]), s, "has the threshold NaN");
            if ((flags[s] & TreeTensors.CATEGORIES) != 0) {
                split(Double.doubleToRawLongBits(thresholds[s]) == 0, s, "is by categories and has a threshold");
            } else {
                split((flags[s] & TreeTensors.MEMBERS_LEFT) == 0, s, "has no members");
            }
        }
    }

    /** There are a hundred thousand splits and mostly nothing to say of them: the text is made when it is needed. */
    private static void split(boolean right, int split, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException("split " + split + " " + otherwise);
        }
    }

    private void sets() {
        long byCategories = Arrays.stream(tensors.flags().toInts())
                .filter(f -> (f & TreeTensors.CATEGORIES) != 0)
                .count();
        int[] sizes = tensors.setSizes().toInts();
        long[] words = tensors.setWords().toLongs();
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
        int[] counts = tensors.termCounts().toInts();
        int[] features = tensors.termFeatures().toInts();
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
