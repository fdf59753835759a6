package io.mlstack.serve.predict.internal.explain;

import java.util.Arrays;

/** Trees whose outputs are added with weights afterwards; Shapley values are linear, so theirs are added alike. */
final class WeighedTrees implements Attribution {

    private final Attribution trees;
    private final double[][] weights;
    private final double[] bias;

    /**
     * @param weights {@code [outputs][outputs of the trees]}
     * @param bias {@code [outputs]}
     */
    WeighedTrees(Attribution trees, double[][] weights, double[] bias) {
        this.trees = trees;
        this.weights = weights;
        this.bias = bias;
    }

    @Override
    public int features() {
        return trees.features();
    }

    @Override
    public int outputs() {
        return bias.length;
    }

    @Override
    public double attribute(double[] x, int output, double[] shares) {
        double base = bias[output];
        double[] part = new double[shares.length];
        for (int k = 0; k < trees.outputs(); k++) {
            double weight = weights[output][k];
            if (weight != 0) {
                Arrays.fill(part, 0);
                base += weight * trees.attribute(x, k, part);
                for (int i = 0; i < part.length; i++) {
                    shares[i] += weight * part[i];
                }
            }
        }
        return base;
    }
}
