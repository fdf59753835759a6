package io.mlstack.train.evaluate.internal;

/**
 * What each row costs under one loss; the metric is the weighted mean of these.
 *
 * <p>Probabilities come row by row, {@code [rows, classes]}.
 */
public final class RowLosses {

    /**
     * The smallest probability a log loss looks at, 2^-52 (the spacing of doubles at 1, scikit-learn's choice as well):
     * a certain and wrong prediction then costs 36.04 nats instead of an infinity that hides every other row.
     */
    public static final double LEAST_PROBABILITY = 0x1p-52;

    private RowLosses() {}

    /**
     * Minus the logarithm of the probability given to the true class, in nats; the probability is clipped to
     * {@code [2^-52, 1 - 2^-52]}.
     */
    public static double[] log(int classes, int[] truth, double[] probabilities) {
        double[] losses = new double[truth.length];
        for (int i = 0; i < truth.length; i++) {
            double p = probabilities[i * classes + truth[i]];
            losses[i] = -StrictMath.log(Math.min(1 - LEAST_PROBABILITY, Math.max(LEAST_PROBABILITY, p)));
        }
        return losses;
    }

    /**
     * The score of Brier, Monthly Weather Review 78 (1950): the squared distance between the probabilities and the truth.
     * With two classes it is the squared distance of one probability, in {@code [0, 1]}, which is half of Brier's sum;
     * with more it is the sum over the classes, in {@code [0, 2]}.
     */
    public static double[] brier(int classes, int[] truth, double[] probabilities) {
        double[] losses = new double[truth.length];
        for (int i = 0; i < truth.length; i++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                double distance = probabilities[i * classes + c] - (c == truth[i] ? 1 : 0);
                sum += distance * distance;
            }
            losses[i] = classes == 2 ? sum / 2 : sum;
        }
        return losses;
    }

    /**
     * The cost of each decision.
     *
     * @param costs {@code [classes, classes]}, true class by predicted class
     */
    public static double[] cost(int classes, int[] truth, int[] guess, double[] costs) {
        double[] losses = new double[truth.length];
        for (int i = 0; i < truth.length; i++) {
            losses[i] = costs[truth[i] * classes + guess[i]];
        }
        return losses;
    }

    /** Weighted mean of {@code losses}; NaN without weight. */
    public static double mean(double[] losses, double[] weights) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < losses.length; i++) {
            sum += weights[i] * losses[i];
            total += weights[i];
        }
        return total > 0 ? sum / total : Double.NaN;
    }
}
