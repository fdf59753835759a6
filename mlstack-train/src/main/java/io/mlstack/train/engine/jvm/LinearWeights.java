package io.mlstack.train.engine.jvm;

/**
 * A fitted linear map {@code output k = intercepts[k] + sum over j of weights[k * columns + j] * feature j}.
 *
 * @param weights {@code [outputs, columns]}, output by output
 */
record LinearWeights(int outputs, int columns, double[] weights, double[] intercepts) {
    LinearWeights {
        if (weights.length != outputs * columns || intercepts.length != outputs) {
            throw new IllegalArgumentException("%d x %d weights with %d intercepts do not fit: got %d weights"
                    .formatted(outputs, columns, intercepts.length, weights.length));
        }
    }
}
