package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;

/** Decision trees, one after the other, as {@link Trees} defines them. */
final class TreeStep extends Step {

    private final int from;
    private final int to;
    private final Trees trees;
    private final TreeRoute route;
    private final boolean narrow;
    private final int[] counts;

    TreeStep(int from, int to, Trees trees) {
        this.from = from;
        this.to = to;
        this.trees = trees;
        this.route = new TreeRoute(trees);
        this.narrow = trees.type() == Tensor.Type.F32;
        this.counts = new int[trees.outputs()];
        for (int t = 0; t < trees.trees(); t++) {
            for (int k = 0; k < trees.leafWidth(); k++) {
                counts[trees.output(t) + k]++;
            }
        }
    }

    @Override
    void row(double[] registers, int base, Workspace workspace) {
        int outputs = trees.outputs();
        int sums = base + to;
        for (int k = 0; k < outputs; k++) {
            registers[sums + k] = trees.isAverage() ? 0 : trees.base(k);
        }
        for (int t = 0; t < trees.trees(); t++) {
            int leaf = trees.leaf(node(t, registers, base + from));
            for (int k = 0; k < trees.leafWidth(); k++) {
                int sum = sums + trees.output(t) + k;
                registers[sum] = round(registers[sum] + value(leaf, k, registers, base + from));
            }
        }
        for (int k = 0; trees.isAverage() && k < outputs; k++) {
            double mean = counts[k] == 0 ? 0 : round(registers[sums + k] / counts[k]);
            registers[sums + k] = round(mean + trees.base(k));
        }
    }

    /** A sum or quotient of two floats that is rounded to double and then to float is the float that IEEE 754 asks for. */
    private double round(double x) {
        return narrow ? (float) x : x;
    }

    private int node(int tree, double[] registers, int row) {
        int node = trees.root(tree);
        while (!trees.isLeaf(node)) {
            boolean left = route.goesLeft(node, registers[row + trees.feature(node)]);
            node = left ? trees.left(node) : trees.right(node);
        }
        return node;
    }

    private double value(int leaf, int k, double[] registers, int row) {
        if (!trees.hasLinearLeaves()) {
            return trees.value(leaf, k);
        }
        int[] features = trees.termFeatures(leaf);
        double[] weights = trees.termWeights(leaf);
        double sum = trees.constant(leaf);
        for (int i = 0; i < features.length; i++) {
            double x = registers[row + features[i]];
            if (Double.isNaN(x)) {
                return trees.value(leaf, k);
            }
            sum += weights[i] * x;
        }
        return round(sum);
    }
}
