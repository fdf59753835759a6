package io.mlstack.train.evaluate.internal;

import io.mlstack.api.problem.Metric;
import java.util.List;

/** Rows with their truth and a model's prediction. */
public sealed interface ScoredRows permits ClassRows, NumberRows {

    /** Number of rows. */
    int rows();

    /** Weight of each row; must not be written. */
    double[] weights();

    /** Whether {@code other} speaks of rows with the same right answers, in the same order. */
    boolean sameTruth(ScoredRows other);

    /**
     * The metrics of these rows, ready to be computed under any weights.
     *
     * @param metrics each applies to this kind of rows
     */
    Measures measures(List<Metric> metrics);
}
