package io.mlstack.train.evaluate.internal;

import io.mlstack.api.problem.Metric;
import java.util.Arrays;
import java.util.List;

/** Rows with their truth and a model's prediction. */
public sealed interface ScoredRows permits ClassRows, NumberRows {

    /** Number of rows. */
    int rows();

    /** Weight of each row; must not be written. */
    double[] weights();

    /** Whether {@code other} speaks of rows with the same right answers, in the same order. */
    boolean sameTruth(ScoredRows other);

    /** These rows with other weights, one a row. */
    ScoredRows weighted(double[] other);

    /**
     * The metrics of these rows, ready to be computed under any weights.
     *
     * @param metrics each applies to this kind of rows
     */
    Measures measures(List<Metric> metrics);

    /**
     * The rows of all parts, one after the other.
     *
     * @param parts at least one, all of the same kind and classes
     */
    static ScoredRows concat(List<ScoredRows> parts) {
        double[] weights = join(parts.stream().map(ScoredRows::weights).toList());
        if (parts.get(0) instanceof ClassRows first) {
            List<ClassRows> all = parts.stream().map(ClassRows.class::cast).toList();
            return new ClassRows(
                    first.classes(),
                    first.positive(),
                    all.stream().flatMapToInt(p -> Arrays.stream(p.truth())).toArray(),
                    all.stream().flatMapToInt(p -> Arrays.stream(p.guess())).toArray(),
                    join(all.stream().map(ClassRows::probabilities).toList()),
                    first.costs(),
                    weights);
        }
        List<NumberRows> all = parts.stream().map(NumberRows.class::cast).toList();
        return new NumberRows(
                join(all.stream().map(NumberRows::truth).toList()),
                join(all.stream().map(NumberRows::predicted).toList()),
                weights);
    }

    private static double[] join(List<double[]> parts) {
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }
}
