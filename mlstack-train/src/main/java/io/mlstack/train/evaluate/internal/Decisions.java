package io.mlstack.train.evaluate.internal;

import io.mlstack.api.problem.Problem;
import java.util.List;

/** From probabilities to answers. */
public final class Decisions {

    private Decisions() {}

    /** What each mistake costs under the problem, {@code [classes, classes]}, true class by predicted class. */
    public static double[] costs(Problem problem, List<String> classes) {
        int k = classes.size();
        double[] costs = new double[k * k];
        for (int truth = 0; truth < k; truth++) {
            for (int said = 0; said < k; said++) {
                costs[truth * k + said] = problem.costOf(classes.get(truth), classes.get(said));
            }
        }
        return costs;
    }

    /**
     * The answer of least expected cost in each row; of equals the positive class, then the first.
     *
     * @param positive the positive class, or -1
     * @param probabilities {@code [rows, classes]}
     */
    public static int[] cheapest(int classes, int positive, double[] probabilities, double[] costs) {
        int[] answers = new int[probabilities.length / classes];
        for (int row = 0; row < answers.length; row++) {
            double least = Double.POSITIVE_INFINITY;
            for (int said = 0; said < classes; said++) {
                double expected = 0;
                for (int truth = 0; truth < classes; truth++) {
                    expected += probabilities[row * classes + truth] * costs[truth * classes + said];
                }
                if (expected < least || expected == least && said == positive) {
                    least = expected;
                    answers[row] = said;
                }
            }
        }
        return answers;
    }
}
