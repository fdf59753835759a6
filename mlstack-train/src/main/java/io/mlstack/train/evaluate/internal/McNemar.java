package io.mlstack.train.evaluate.internal;

/**
 * Two labellings of the same rows, compared where exactly one of them is right.
 *
 * <p>Rows count once here, whatever their weight: the test is about how many of them changed sides.
 *
 * @param rows all rows
 * @param onlyFirst rows where the first is right and the second wrong
 * @param onlySecond rows where the second is right and the first wrong
 */
public record McNemar(int rows, int onlyFirst, int onlySecond) {

    /** Below this many discordant rows the exact distribution is used instead of the normal one. */
    public static final int EXACT_BELOW = 25;

    /** Counts the rows where {@code first} and {@code second} differ in being right. */
    public static McNemar of(int[] truth, int[] first, int[] second) {
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int i = 0; i < truth.length; i++) {
            boolean firstRight = first[i] == truth[i];
            boolean secondRight = second[i] == truth[i];
            onlyFirst += firstRight && !secondRight ? 1 : 0;
            onlySecond += secondRight && !firstRight ? 1 : 0;
        }
        return new McNemar(truth.length, onlyFirst, onlySecond);
    }

    /** Whether {@link #pValue()} comes from the exact binomial distribution. */
    public boolean exact() {
        return onlyFirst + onlySecond < EXACT_BELOW;
    }

    /**
     * The chance of a split at least this uneven between two equally accurate labellings, both sides: the exact binomial
     * test below {@value #EXACT_BELOW} discordant rows, otherwise {@code (b - c)^2 / (b + c)} without correction
     * (McNemar, Psychometrika 12, 1947).
     */
    public double pValue() {
        int discordant = onlyFirst + onlySecond;
        if (discordant == 0) {
            return 1;
        }
        if (!exact()) {
            return Normal.twoSided((onlyFirst - onlySecond) / Math.sqrt(discordant));
        }
        double tail = 0;
        double term = StrictMath.pow(0.5, discordant);
        for (int k = 0; k <= Math.min(onlyFirst, onlySecond); k++) {
            tail += term;
            term = term * (discordant - k) / (k + 1);
        }
        return Math.min(1, 2 * tail);
    }

    /** Accuracy of the first minus accuracy of the second. */
    public double difference() {
        return (onlyFirst - onlySecond) / (double) rows;
    }

    /**
     * Half the width of the 95 % interval around {@link #centre()}: the Wald interval with one row added to each
     * discordant count, which keeps its coverage in small samples (Bonett and Price, Journal of Educational and
     * Behavioral Statistics 37, 2012).
     */
    public double halfWidth() {
        double n = rows + 2.0;
        double first = (onlyFirst + 1) / n;
        double second = (onlySecond + 1) / n;
        double centred = first - second;
        return Normal.Z95 * Math.sqrt((first + second - centred * centred) / n);
    }

    /** The middle of the interval: {@link #difference()} drawn a little towards 0. */
    public double centre() {
        return (onlyFirst - onlySecond) / (rows + 2.0);
    }
}
