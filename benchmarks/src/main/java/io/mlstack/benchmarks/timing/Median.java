package io.mlstack.benchmarks.timing;

import java.util.Arrays;

/** The number in the middle. */
public final class Median {

    private Median() {}

    /** The median of at least one number; of an even count the mean of the two in the middle. */
    public static double of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
