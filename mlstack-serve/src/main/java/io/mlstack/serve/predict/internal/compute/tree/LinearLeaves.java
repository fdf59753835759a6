package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Trees;

/** The linear functions of leaves. Immutable. */
final class LinearLeaves {

    private final int[] starts;
    private final int[] features;
    private final double[] weights;
    private final double[] constants;

    LinearLeaves(Trees trees) {
        int leaves = trees.hasLinearLeaves() ? trees.leaves() : 0;
        this.starts = new int[leaves + 1];
        this.constants = new double[leaves];
        for (int leaf = 0; leaf < leaves; leaf++) {
            constants[leaf] = trees.constant(leaf);
            starts[leaf + 1] = starts[leaf] + trees.termFeatures(leaf).length;
        }
        this.features = new int[starts[leaves]];
        this.weights = new double[starts[leaves]];
        for (int leaf = 0; leaf < leaves; leaf++) {
            int terms = starts[leaf + 1] - starts[leaf];
            System.arraycopy(trees.termFeatures(leaf), 0, features, starts[leaf], terms);
            System.arraycopy(trees.termWeights(leaf), 0, weights, starts[leaf], terms);
        }
    }

    /** Whether no leaf is linear. */
    boolean isEmpty() {
        return constants.length == 0;
    }

    /** What a leaf gives for a row: its function, or its plain value where a number that it weighs is NaN. */
    double value(int leaf, double plain, double[] in, int from) {
        double sum = constants[leaf];
        for (int i = starts[leaf]; i < starts[leaf + 1]; i++) {
            double x = in[from + features[i]];
            if (Double.isNaN(x)) {
                return plain;
            }
            sum += weights[i] * x;
        }
        return sum;
    }
}
