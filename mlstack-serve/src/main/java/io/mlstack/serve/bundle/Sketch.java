package io.mlstack.serve.bundle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the values of one column were distributed, in fixed memory. Immutable. */
public sealed interface Sketch {

    /** Values that were there. */
    long count();

    /** Values that were missing. */
    long missing();

    /**
     * Numbers; booleans as 0 and 1, dates as days and times as seconds since 1970.
     *
     * <p>The quantiles are exact for the rows that were sketched: {@code quantiles.get(k)} is the value of rank
     * {@code k (n - 1) / 64}, rounded down, of {@code n} finite values in order. So the share of values below any number is
     * known to within 1/64 + 1/n.
     *
     * @param infinite how many of the values were infinite; they have no part in the quantiles
     * @param quantiles {@value Sketches#CUTS} + 1 numbers from the least to the greatest; none where no value was finite
     */
    record Numbers(long count, long missing, long infinite, List<Double> quantiles) implements Sketch {
        public Numbers {
            quantiles = List.copyOf(quantiles);
        }
    }

    /**
     * Categories.
     *
     * @param unseen values that are no level of the model
     * @param levels how many values each level had, in the order of the levels
     */
    record Levels(long missing, long unseen, Map<String, Long> levels) implements Sketch {
        public Levels {
            levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
        }

        @Override
        public long count() {
            return unseen + levels.values().stream().mapToLong(n -> n).sum();
        }
    }
}
