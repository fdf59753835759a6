package io.mlstack.train.evaluate.internal;

import java.util.Arrays;

/**
 * The numbers of many resamples of the same rows: what a test part of the same size might as well have said.
 *
 * <p>Each row gets a Poisson(1) weight in each resample instead of being copied (Chamandy and others, Estimating
 * uncertainty for massive data streams, Google 2012). The weight is a function of seed, resample and row, so two models
 * are resampled alike, and the order of the work does not matter.
 *
 * @param values {@code [measures, resamples]}; NaN where a number was undefined
 */
public record Bootstrap(double[][] values) {

    /** Resamples for up to {@value #FULL_ROWS} rows: enough to place a 2.5 % point. */
    public static final int RESAMPLES = 2_000;
    /** Above this, fewer resamples estimate a standard error, and the interval is normal. */
    public static final int FULL_ROWS = 10_000;

    private static final long WORK = (long) RESAMPLES * FULL_ROWS;
    private static final int FEWEST = 100;

    /** The most resamples that may be undefined before there is no interval; 1 of 20. */
    private static final double TOLERATED = 0.05;

    /** How many resamples {@code rows} rows get, so that the work stays bounded. */
    public static int resamples(int rows) {
        return rows <= FULL_ROWS ? RESAMPLES : (int) Math.max(FEWEST, WORK / rows);
    }

    /**
     * Resamples {@link #resamples} times.
     *
     * @param rowWeights weight of each row; not written
     */
    public static Bootstrap of(Measures measures, double[] rowWeights, long seed) {
        return of(measures, rowWeights, seed, resamples(rowWeights.length));
    }

    static Bootstrap of(Measures measures, double[] rowWeights, long seed, int resamples) {
        double[][] values = new double[measures.count()][resamples];
        double[] weights = new double[rowWeights.length];
        double[] out = new double[measures.count()];
        for (int b = 0; b < resamples; b++) {
            ResampleWeights.fill(seed, b, rowWeights, weights);
            measures.measure(weights, out, 0);
            for (int m = 0; m < out.length; m++) {
                values[m][b] = out[m];
            }
        }
        return new Bootstrap(values);
    }

    /** Number of resamples. */
    public int resamples() {
        return values.length == 0 ? 0 : values[0].length;
    }

    /** Whether number {@code m} was defined in at least 95 % of the resamples. */
    public boolean enough(int m) {
        return defined(m).length >= (1 - TOLERATED) * resamples();
    }

    /**
     * The point below which a {@code share} of the resamples of number {@code m} lie, interpolated between neighbours
     * (type 7 of Hyndman and Fan, The American Statistician 50, 1996).
     */
    public double quantile(int m, double share) {
        double[] sorted = defined(m);
        Arrays.sort(sorted);
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** Standard deviation of number {@code m} over the resamples. */
    public double standardError(int m) {
        double[] all = defined(m);
        double mean = 0;
        for (double v : all) {
            mean += v / all.length;
        }
        double squares = 0;
        for (double v : all) {
            squares += (v - mean) * (v - mean);
        }
        return Math.sqrt(squares / (all.length - 1));
    }

    private double[] defined(int m) {
        return Arrays.stream(values[m]).filter(v -> !Double.isNaN(v)).toArray();
    }
}
