package io.mlstack.train.evaluate.internal;

import io.mlstack.train.evaluate.ThresholdCurve;

/**
 * Rows of two classes in falling order of their score, with equal scores as one step; what every curve is made of.
 *
 * <p>Immutable and safe to share. The order is computed once, each area is then one pass.
 */
public final class Ranking {

    private final int[] order;
    private final boolean[] positive;
    private final boolean[] endsStep;
    private final double[] scores;

    private Ranking(int[] order, boolean[] positive, boolean[] endsStep, double[] scores) {
        this.order = order;
        this.positive = positive;
        this.endsStep = endsStep;
        this.scores = scores;
    }

    /**
     * The ranking of rows.
     *
     * @param positive whether the row is of the positive class
     * @param scores higher means more likely positive; no NaN; both infinities are allowed
     * @throws IllegalArgumentException if a score is NaN
     */
    public static Ranking of(boolean[] positive, double[] scores) {
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("row " + i + " has no score (NaN), so it has no place in a ranking");
            }
        }
        int[] order = SortedRows.descending(scores);
        boolean[] sortedPositive = new boolean[order.length];
        boolean[] endsStep = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            sortedPositive[i] = positive[order[i]];
            endsStep[i] = i == order.length - 1 || scores[order[i]] != scores[order[i + 1]];
        }
        return new Ranking(order, sortedPositive, endsStep, scores.clone());
    }

    /**
     * Area under the ROC curve: the chance that a positive row outranks a negative one, ties counting half. NaN when
     * either class has no weight.
     */
    public double rocArea(double[] weights) {
        return areas(weights).roc();
    }

    /**
     * Average precision, the step-wise sum of precision times gained recall (not the trapezoid, which interpolates what
     * no threshold reaches: Davis and Goadrich, ICML 2006). NaN when no positive row has weight.
     */
    public double averagePrecision(double[] weights) {
        return areas(weights).averagePrecision();
    }

    /** Both areas of one pass; NaN where one is undefined. */
    record Areas(double roc, double averagePrecision) {}

    Areas areas(double[] weights) {
        double positives = 0;
        double negatives = 0;
        double stepPositives = 0;
        double stepNegatives = 0;
        double pairs = 0;
        double precisions = 0;
        for (int i = 0; i < order.length; i++) {
            double w = weights[order[i]];
            if (positive[i]) {
                stepPositives += w;
            } else {
                stepNegatives += w;
            }
            if (endsStep[i]) {
                pairs += stepNegatives * (positives + 0.5 * stepPositives);
                positives += stepPositives;
                negatives += stepNegatives;
                precisions += stepPositives > 0 ? stepPositives * (positives / (positives + negatives)) : 0;
                stepPositives = 0;
                stepNegatives = 0;
            }
        }
        double possible = positives * negatives;
        return new Areas(
                possible > 0 ? pairs / possible : Double.NaN, positives > 0 ? precisions / positives : Double.NaN);
    }

    /** How often each step's threshold accepts a positive and a negative row; see {@link ThresholdCurve}. */
    public ThresholdCurve curve(double[] weights) {
        int steps = 0;
        for (boolean ends : endsStep) {
            steps += ends ? 1 : 0;
        }
        double[] thresholds = new double[steps + 1];
        double[] truePositives = new double[steps + 1];
        double[] falsePositives = new double[steps + 1];
        thresholds[0] = Double.POSITIVE_INFINITY;
        int step = 0;
        double hits = 0;
        double alarms = 0;
        for (int i = 0; i < order.length; i++) {
            double w = weights[order[i]];
            if (positive[i]) {
                hits += w;
            } else {
                alarms += w;
            }
            if (endsStep[i]) {
                step++;
                thresholds[step] = scores[order[i]];
                truePositives[step] = hits;
                falsePositives[step] = alarms;
            }
        }
        return new ThresholdCurve(thresholds, truePositives, falsePositives, hits, alarms);
    }
}
