package io.mlstack.train.engine.jvm;

/**
 * Minimises the sum of weight times half the squared error plus half of {@code l2} times the squared weights; the
 * intercept is free.
 *
 * <p>Features and target are centred on their weighted means first, which takes the intercept out of the problem; the
 * penalty becomes {@code columns} more rows {@code sqrt(l2) * identity}, so no normal equations square the condition.
 */
final class LeastSquares {
    /**
     * @param dependent columns that are a combination of others and got the weight 0; empty with {@code l2 > 0}
     * @param squares sum of weight times squared error
     */
    record Fit(LinearWeights model, int[] dependent, double squares) {}

    private LeastSquares() {}

    /**
     * @param target one value per row; left as it is
     * @param beforeColumn called before each step of the factorisation; what it throws ends the fit
     */
    static Fit fit(Design design, double[] target, double l2, Runnable beforeColumn) {
        int n = design.rows();
        int p = design.columns();
        int rows = l2 > 0 ? n + p : n;
        double total = design.totalWeight();
        double[] ones = unitWeights(design);
        double[] means = new double[p];
        double[] a = new double[Math.multiplyExact(rows, p)];
        for (int j = 0; j < p; j++) {
            means[j] = Reductions.dot(design.values(), j * n, ones, 0, n) / total;
            for (int i = 0; i < n; i++) {
                a[j * rows + i] = Math.sqrt(ones[i]) * (design.values()[j * n + i] - means[j]);
            }
            if (l2 > 0) {
                a[j * rows + n + j] = Math.sqrt(l2);
            }
        }
        double targetMean = Reductions.dot(target, 0, ones, 0, n) / total;
        double[] b = new double[rows];
        for (int i = 0; i < n; i++) {
            b[i] = Math.sqrt(ones[i]) * (target[i] - targetMean);
        }
        HouseholderQr.Solution solution = HouseholderQr.solve(rows, p, a, b, beforeColumn);
        double[] weights = solution.coefficients();
        double intercept = targetMean - Reductions.dot(weights, 0, means, 0, p);
        LinearWeights model = new LinearWeights(1, p, weights, new double[] {intercept});
        return new Fit(model, solution.dependent(), squares(design, target, model));
    }

    private static double squares(Design design, double[] target, LinearWeights model) {
        int n = design.rows();
        double[] errors = new double[n];
        for (int i = 0; i < n; i++) {
            errors[i] = model.intercepts()[0] - target[i];
        }
        for (int j = 0; j < design.columns(); j++) {
            Reductions.addScaled(model.weights()[j], design.values(), j * n, errors, 0, n);
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += design.weight(i) * errors[i] * errors[i];
        }
        return sum;
    }

    private static double[] unitWeights(Design design) {
        double[] weights = new double[design.rows()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = design.weight(i);
        }
        return weights;
    }
}
