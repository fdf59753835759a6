package io.mlstack.api.random;

/** Pearson's statistic against equal frequencies, as a standard normal score (Wilson and Hilferty, 1931). */
final class ChiSquare {

    private ChiSquare() {}

    /** Above about 5 the counts are not uniform: one honest run in 3.5 million gets there. */
    static double score(long[] counts) {
        double expected = 0;
        for (long count : counts) {
            expected += (double) count / counts.length;
        }
        double statistic = 0;
        for (long count : counts) {
            statistic += (count - expected) * (count - expected) / expected;
        }
        int freedom = counts.length - 1;
        double spread = 2.0 / (9.0 * freedom);
        return (Math.cbrt(statistic / freedom) - (1 - spread)) / Math.sqrt(spread);
    }
}
