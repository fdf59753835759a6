package io.mlstack.train.evaluate.internal;

import io.mlstack.api.problem.Metric;
import java.util.Arrays;
import java.util.List;

/**
 * What was true and what was predicted of the rows of a regression.
 *
 * <p>The arrays belong to the record and must not be written.
 *
 * @param truth finite
 * @param predicted finite
 * @param weights one per row, finite and at least 0
 */
public record NumberRows(double[] truth, double[] predicted, double[] weights) implements ScoredRows {

    public NumberRows {
        if (predicted.length != truth.length || weights.length != truth.length) {
            throw new IllegalArgumentException(truth.length + " true values need as many predictions and weights, got "
                    + predicted.length + " and " + weights.length);
        }
    }

    @Override
    public int rows() {
        return truth.length;
    }

    @Override
    public Measures measures(List<Metric> metrics) {
        return new NumberMeasures(this, metrics);
    }

    @Override
    public NumberRows weighted(double[] other) {
        return new NumberRows(truth, predicted, other);
    }

    @Override
    public boolean sameTruth(ScoredRows other) {
        return other instanceof NumberRows rows && Arrays.equals(truth, rows.truth);
    }
}
