package io.mlstack.train.evaluate;

import io.mlstack.api.problem.Metric;
import io.mlstack.api.stats.Estimate;
import java.util.Optional;

/** What one metric says about some rows: a number with its interval, or why there is none. */
public sealed interface MetricValue {

    /** The metric. */
    Metric metric();

    /** The number, when there is one. */
    Optional<Estimate> estimate();

    /** The number with its interval. */
    record Known(Metric metric, Estimate known) implements MetricValue {
        @Override
        public Optional<Estimate> estimate() {
            return Optional.of(known);
        }

        @Override
        public String toString() {
            return metric.label() + " " + known;
        }
    }

    /**
     * The metric does not exist for these rows, as an area under a curve does not with one class.
     *
     * @param because the reason as a clause: {@code no row of the test part is "malignant"}
     */
    record Undefined(Metric metric, String because) implements MetricValue {
        @Override
        public Optional<Estimate> estimate() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return metric.label() + " is undefined: " + because;
        }
    }
}
