package io.mlstack.train.evaluate.internal;

/**
 * The 95 % score interval of a proportion: Wilson, Journal of the American Statistical Association 22 (1927).
 *
 * <p>Unlike {@code p +- 1.96 se} it stays inside {@code [0, 1]} and has a width at 0 and 1, where small test sets end up.
 *
 * @param low lower end, in {@code [0, 1]}
 * @param high upper end, in {@code [0, 1]}
 */
public record Wilson(double low, double high) {

    /**
     * The interval of an observed share.
     *
     * @param share in {@code [0, 1]}
     * @param rows how many independent rows it was observed on, above 0; with unequal weights {@link #effectiveRows}
     */
    public static Wilson of(double share, double rows) {
        double z = Normal.Z95;
        double scale = 1 + z * z / rows;
        double centre = (share + z * z / (2 * rows)) / scale;
        double half = z * Math.sqrt(share * (1 - share) / rows + z * z / (4 * rows * rows)) / scale;
        return new Wilson(share == 0 ? 0 : Math.max(0, centre - half), share == 1 ? 1 : Math.min(1, centre + half));
    }

    /**
     * The number of equal rows that tell as much as these weighted ones, {@code (sum w)^2 / sum w^2} (Kish, Survey
     * Sampling, 1965); the plain count when all weights are equal, 0 without weight.
     */
    public static double effectiveRows(double[] weights) {
        double sum = 0;
        double squares = 0;
        for (double w : weights) {
            sum += w;
            squares += w * w;
        }
        return squares > 0 ? sum * sum / squares : 0;
    }
}
