package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;

/** What leaves are worth and how they add up, in the type of the trees and their order. Immutable. */
final class LeafSums {

    private final Trees trees;
    private final boolean narrow;
    private final int outputs;
    private final int width;
    private final boolean average;
    private final double[] base;
    private final int[] treeOutputs;
    private final int[] counts;
    private final LinearLeaves linear;

    LeafSums(Trees trees) {
        this.trees = trees;
        this.narrow = trees.type() == Tensor.Type.F32;
        this.outputs = trees.outputs();
        this.width = trees.leafWidth();
        this.average = trees.isAverage();
        this.base = new double[outputs];
        this.counts = new int[outputs];
        this.treeOutputs = new int[trees.trees()];
        this.linear = new LinearLeaves(trees);
        for (int k = 0; k < outputs; k++) {
            base[k] = trees.base(k);
        }
        for (int t = 0; t < treeOutputs.length; t++) {
            treeOutputs[t] = trees.output(t);
            for (int k = 0; k < width; k++) {
                counts[treeOutputs[t] + k]++;
            }
        }
    }

    /** Whether a leaf is one float that can stand for itself. */
    boolean areFloats() {
        return narrow && width == 1 && linear.isEmpty();
    }

    /** Whether a leaf is one double that can stand for itself. */
    boolean areDoubles() {
        return !narrow && width == 1 && outputs == 1 && linear.isEmpty();
    }

    /** Whether one output is all there is. */
    boolean isOne() {
        return outputs == 1;
    }

    int outputs() {
        return outputs;
    }

    /** The output that the leaves of a tree begin with. */
    int output(int tree) {
        return treeOutputs[tree];
    }

    double value(int leaf) {
        return trees.value(leaf, 0);
    }

    float floatValue(int leaf) {
        return (float) trees.value(leaf, 0);
    }

    /** Where the sum of an output begins. */
    double begin(int k) {
        return average ? 0 : base[k];
    }

    /** What becomes of the sum of an output. */
    double end(int k, double sum) {
        if (!average) {
            return sum;
        }
        double mean = counts[k] == 0 ? 0 : round(sum / counts[k]);
        return round(mean + base[k]);
    }

    /** Adds a leaf of a tree to the sums from {@code to} on. */
    void add(int tree, int leaf, double[] in, int from, double[] sums, int to) {
        int at = to + treeOutputs[tree];
        if (linear.isEmpty()) {
            for (int k = 0; k < width; k++) {
                sums[at + k] = round(sums[at + k] + trees.value(leaf, k));
            }
        } else {
            sums[at] = round(sums[at] + round(linear.value(leaf, trees.value(leaf, 0), in, from)));
        }
    }

    /** A sum or quotient of two floats that is rounded to double and then to float is the float that IEEE 754 asks for. */
    double round(double x) {
        return narrow ? (float) x : x;
    }
}
