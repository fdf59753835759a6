package io.mlstack.train.engine.jvm;

import java.util.Arrays;

/** Logistic regression solved to its one optimum: the largest gradient component is at most 1e-8. */
final class LogisticRegression {
    static final double TOLERANCE = 1e-8;
    static final int MAX_ITERATIONS = 10_000;

    /**
     * @param loss the objective at the end: weighted log losses plus penalty
     * @param gradientNorm the largest absolute gradient component there
     * @param converged false when the iterations ran out or rounding left no descent above the tolerance
     */
    record Fit(LinearWeights model, double loss, double gradientNorm, int iterations, boolean converged) {}

    private LogisticRegression() {}

    /**
     * Fits one weight vector with a sigmoid for two classes, one vector per class with a softmax for more.
     *
     * @param labels the class of each row, 0 to {@code classes - 1}
     * @param l2 the penalty is half of {@code l2} times the squared weights, against the sum (not the mean) of losses
     */
    static Fit fit(
            Design design, int[] labels, int classes, double l2, int maxIterations, Tasks tasks, Lbfgs.Watch watch) {
        int outputs = classes == 2 ? 1 : classes;
        Objective objective = new LogisticObjective(design, labels, outputs, l2, tasks);
        Lbfgs.Result result =
                Lbfgs.minimise(objective, new double[objective.dimension()], TOLERANCE, maxIterations, watch);
        int weights = outputs * design.columns();
        double[] point = result.point();
        LinearWeights model = new LinearWeights(
                outputs,
                design.columns(),
                Arrays.copyOf(point, weights),
                Arrays.copyOfRange(point, weights, point.length));
        return new Fit(model, result.value(), result.gradientNorm(), result.iterations(), result.converged());
    }
}
