package io.mlstack.train.engine.jvm;

/** Straightforward versions of what the engine computes fast. */
final class Naive {
    private Naive() {}

    static double[] scores(LinearWeights model, double[] row) {
        double[] z = new double[model.outputs()];
        for (int k = 0; k < z.length; k++) {
            z[k] = model.intercepts()[k];
            for (int j = 0; j < row.length; j++) {
                z[k] += model.weights()[k * row.length + j] * row[j];
            }
        }
        return z;
    }

    /** Of all classes: two for a single output. */
    static double[] probabilities(LinearWeights model, double[] row) {
        double[] z = scores(model, row);
        if (z.length == 1) {
            double p = 1 / (1 + Math.exp(-z[0]));
            return new double[] {1 - p, p};
        }
        return softmax(z);
    }

    static double[] softmax(double[] z) {
        double max = java.util.Arrays.stream(z).max().orElseThrow();
        double total = 0;
        double[] p = new double[z.length];
        for (int k = 0; k < z.length; k++) {
            p[k] = Math.exp(z[k] - max);
            total += p[k];
        }
        for (int k = 0; k < z.length; k++) {
            p[k] /= total;
        }
        return p;
    }

    static int argMax(double[] values) {
        int best = 0;
        for (int k = 1; k < values.length; k++) {
            best = values[k] > values[best] ? k : best;
        }
        return best;
    }
}
