package io.mlstack.train.evaluate.internal;

/**
 * Two areas under ROC curves on the same rows, their difference and its standard error.
 *
 * <p>DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988), with the mid-rank computation of Sun and Xu, IEEE Signal
 * Processing Letters 21 (2014): {@code O(n log n)} instead of all pairs. Rows count once, whatever their weight.
 *
 * @param first area of the first scores
 * @param second area of the second scores
 * @param firstError standard error of {@code first}
 * @param differenceError standard error of {@code first - second}; 0 when both rank all pairs alike
 */
public record DeLong(double first, double second, double firstError, double differenceError) {

    /**
     * Compares two scores.
     *
     * @throws IllegalArgumentException with fewer than two rows of either class: a variance needs two
     */
    public static DeLong of(boolean[] positive, double[] firstScores, double[] secondScores) {
        int positives = 0;
        for (boolean p : positive) {
            positives += p ? 1 : 0;
        }
        int negatives = positive.length - positives;
        if (positives < 2 || negatives < 2) {
            throw new IllegalArgumentException("the variance of an area needs two rows of each class, got " + positives
                    + " positive and " + negatives + " negative");
        }
        double[] a = placements(positive, firstScores, positives, negatives);
        double[] b = placements(positive, secondScores, positives, negatives);
        double areaA = mean(positive, a, positives);
        double areaB = mean(positive, b, positives);
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return new DeLong(
                areaA,
                areaB,
                Math.sqrt(variance(positive, a, positives, negatives)),
                Math.sqrt(variance(positive, difference, positives, negatives)));
    }

    /** The area of the first minus the area of the second. */
    public double difference() {
        return first - second;
    }

    /** The chance of a difference at least this large between two equal areas, both sides. */
    public double pValue() {
        if (differenceError == 0) {
            return first == second ? 1 : 0;
        }
        return Normal.twoSided(difference() / differenceError);
    }

    /** For each row, the share of the rows of the other class that it is on the right side of, ties half. */
    private static double[] placements(boolean[] positive, double[] scores, int positives, int negatives) {
        int[] order = SortedRows.descending(scores);
        double[] placement = new double[scores.length];
        int positivesAbove = 0;
        int negativesAbove = 0;
        int start = 0;
        while (start < order.length) {
            int end = start;
            int stepPositives = 0;
            while (end < order.length && scores[order[end]] == scores[order[start]]) {
                stepPositives += positive[order[end]] ? 1 : 0;
                end++;
            }
            int stepNegatives = end - start - stepPositives;
            for (int i = start; i < end; i++) {
                placement[order[i]] = positive[order[i]]
                        ? (negatives - negativesAbove - 0.5 * stepNegatives) / negatives
                        : (positivesAbove + 0.5 * stepPositives) / positives;
            }
            positivesAbove += stepPositives;
            negativesAbove += stepNegatives;
            start = end;
        }
        return placement;
    }

    private static double mean(boolean[] positive, double[] placement, int positives) {
        double sum = 0;
        for (int i = 0; i < positive.length; i++) {
            sum += positive[i] ? placement[i] : 0;
        }
        return sum / positives;
    }

    /**
     * Sums run over distances from one placement of the class, so that a class whose placements are all alike has a variance of
     * exactly 0 and not what rounding left.
     */
    private static double variance(boolean[] positive, double[] placement, int positives, int negatives) {
        return spread(positive, true, placement, positives) / (positives - 1) / positives
                + spread(positive, false, placement, negatives) / (negatives - 1) / negatives;
    }

    /** Sum of squared distances from the mean of the rows of one class. */
    private static double spread(boolean[] positive, boolean wanted, double[] placement, int rows) {
        double base = Double.NaN;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < positive.length; i++) {
            if (positive[i] == wanted) {
                base = Double.isNaN(base) ? placement[i] : base;
                double off = placement[i] - base;
                sum += off;
                squares += off * off;
            }
        }
        return Math.max(0, squares - sum * sum / rows);
    }
}
