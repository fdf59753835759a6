package io.mlstack.train.evaluate.internal;

import io.mlstack.api.problem.Metric;
import io.mlstack.train.evaluate.CalibrationBins;
import io.mlstack.train.evaluate.ThresholdCurve;
import java.util.Arrays;
import java.util.List;

/**
 * What was true and what was predicted of the rows of a classification.
 *
 * <p>The arrays belong to the record and must not be written.
 *
 * @param classes number of classes, at least 2
 * @param positive the positive class of a binary problem, -1 when there is none
 * @param truth the class of each row
 * @param guess the predicted class of each row; not always the most probable one, since a threshold may lie elsewhere
 * @param probabilities {@code [rows, classes]}
 * @param costs {@code [classes, classes]}, true class by predicted class
 * @param weights one per row, finite and at least 0
 */
public record ClassRows(
        int classes, int positive, int[] truth, int[] guess, double[] probabilities, double[] costs, double[] weights)
        implements ScoredRows {

    public ClassRows {
        int n = truth.length;
        if (guess.length != n || weights.length != n || (long) n * classes != probabilities.length) {
            throw new IllegalArgumentException(
                    "%d true classes need as many predicted ones, weights and %d probabilities"
                                    .formatted(n, (long) n * classes)
                            + ", got " + guess.length + ", " + weights.length + " and "
                            + probabilities.length);
        }
        if (costs.length != classes * classes) {
            throw new IllegalArgumentException(
                    classes + " classes need " + classes * classes + " costs, got " + costs.length);
        }
    }

    @Override
    public int rows() {
        return truth.length;
    }

    @Override
    public Measures measures(List<Metric> metrics) {
        return new ClassMeasures(this, metrics);
    }

    @Override
    public ClassRows weighted(double[] other) {
        return new ClassRows(classes, positive, truth, guess, probabilities, costs, other);
    }

    @Override
    public boolean sameTruth(ScoredRows other) {
        return other instanceof ClassRows rows && Arrays.equals(truth, rows.truth);
    }

    /** The probability of class {@code c} in each row. */
    public double[] probabilityOf(int c) {
        double[] column = new double[truth.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = probabilities[i * classes + c];
        }
        return column;
    }

    /** Whether each row is of class {@code c}. */
    public boolean[] isClass(int c) {
        boolean[] is = new boolean[truth.length];
        for (int i = 0; i < is.length; i++) {
            is[i] = truth[i] == c;
        }
        return is;
    }

    /**
     * What calibration looks at: with a positive class its probability, otherwise the probability of the predicted class.
     */
    double[] confidences() {
        if (positive >= 0) {
            return probabilityOf(positive);
        }
        double[] confidence = new double[truth.length];
        for (int i = 0; i < confidence.length; i++) {
            confidence[i] = probabilities[i * classes + guess[i]];
        }
        return confidence;
    }

    /** Whether what {@link #confidences} speaks of came true. */
    boolean[] happened() {
        if (positive >= 0) {
            return isClass(positive);
        }
        boolean[] right = new boolean[truth.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = truth[i] == guess[i];
        }
        return right;
    }

    /** Reliability of the probabilities. */
    public CalibrationBins calibration(CalibrationBins.Edge edge) {
        return new Binning(confidences(), happened(), edge).under(weights);
    }

    /** Weight of each pair of true class and predicted class, {@code [classes, classes]}. */
    public double[] confusion() {
        double[] cells = new double[classes * classes];
        for (int i = 0; i < truth.length; i++) {
            cells[truth[i] * classes + guess[i]] += weights[i];
        }
        return cells;
    }

    /** The weights of the rows whose code is {@code wanted}, 0 for the others. */
    double[] weightsWhere(int[] codes, int wanted) {
        double[] counted = new double[codes.length];
        for (int i = 0; i < codes.length; i++) {
            counted[i] = codes[i] == wanted ? weights[i] : 0;
        }
        return counted;
    }

    /** What each threshold on the probability of class {@code c} would do. */
    public ThresholdCurve curve(int c) {
        return Ranking.of(isClass(c), probabilityOf(c)).curve(weights);
    }
}
