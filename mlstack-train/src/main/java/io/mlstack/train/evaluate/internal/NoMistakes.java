package io.mlstack.train.evaluate.internal;

import io.mlstack.api.problem.Metric;

/**
 * How far a metric may be from its best value although every row was right.
 *
 * <p>No mistake in n rows does not mean none ever. The bound is Wilson's for 0 of n, where n is the rows of the rarer
 * class for a measure that needs both classes and all rows for a mean loss.
 */
final class NoMistakes {

    private NoMistakes() {}

    /** The distance from the best value, in units of the metric. */
    static double slack(Metric metric, ClassRows rows) {
        Range range = Range.of(metric);
        double span = metric == Metric.COST ? dearest(rows) : Math.abs(range.worst() - range.best());
        double counted = metric.higherIsBetter() ? rarest(rows) : Wilson.effectiveRows(rows.weights());
        return Wilson.of(0, counted).high() * span;
    }

    private static double dearest(ClassRows rows) {
        double dearest = 0;
        for (double cost : rows.costs()) {
            dearest = Math.max(dearest, cost);
        }
        return dearest;
    }

    private static double rarest(ClassRows rows) {
        double fewest = Double.POSITIVE_INFINITY;
        for (int c = 0; c < rows.classes(); c++) {
            double rowsOfClass = Wilson.effectiveRows(rows.weightsWhere(rows.truth(), c));
            fewest = rowsOfClass > 0 ? Math.min(fewest, rowsOfClass) : fewest;
        }
        return fewest;
    }
}
