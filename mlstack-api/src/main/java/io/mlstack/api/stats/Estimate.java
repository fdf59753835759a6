package io.mlstack.api.stats;

import io.mlstack.api.json.CanonicalNumber;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * A measured value with its confidence interval.
 *
 * @param value the point estimate
 * @param low lower end of the interval, at most {@code value}
 * @param high upper end of the interval, at least {@code value}
 * @param level coverage of the interval in (0, 1), such as 0.95
 * @param method how the interval was made, such as {@code Wilson} or {@code bootstrap, 2000 resamples}
 */
public record Estimate(double value, double low, double high, double level, String method) {

    public Estimate {
        if (!(low <= value && value <= high)) {
            throw new IllegalArgumentException("interval [" + low + ", " + high + "] does not hold its value " + value);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must be between 0 and 1, got " + level);
        }
    }

    /** Half the width of the interval. */
    public double margin() {
        return (high - low) / 2;
    }

    /** {@code 0.974 (95 % 0.951 to 0.988)}. */
    @Override
    public String toString() {
        String percent = new BigDecimal(CanonicalNumber.format(level))
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString();
        return String.format(Locale.ROOT, "%.4g (%s %% %.4g to %.4g)", value, percent, low, high);
    }
}
