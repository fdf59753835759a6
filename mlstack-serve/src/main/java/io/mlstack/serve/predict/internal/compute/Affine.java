package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Node;

/** {@code factor (x - mean) + shift}, a batch norm with its moments worked out. */
record Affine(double[] mean, double[] factor, double[] shift) {

    static Affine of(Node.BatchNorm node) {
        double[] variance = node.variance().toDoubles();
        double[] factor = node.gamma().toDoubles();
        for (int i = 0; i < factor.length; i++) {
            factor[i] /= Math.sqrt(variance[i] + node.epsilon());
        }
        return new Affine(node.mean().toDoubles(), factor, node.beta().toDoubles());
    }

    double apply(double x, int i) {
        return Math.fma(factor[i], x - mean[i], shift[i]);
    }
}
