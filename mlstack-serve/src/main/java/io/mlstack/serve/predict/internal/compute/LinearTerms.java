package io.mlstack.serve.predict.internal.compute;

import org.jspecify.annotations.Nullable;

/**
 * A linear function of the registers of a row with everything before it folded in: imputation, standardisation, one-hot.
 *
 * <p>Each score is the {@link #dot} of the numbers, then plus the weight of each category's level, one category after the
 * other. That order is the same for one row and for many, so their bits are equal.
 *
 * @param first position of the first number where they lie side by side
 * @param positions of the numbers where they do not
 * @param weights {@code [outputs][numbers]}, divided by the deviations
 * @param bias {@code [outputs]}, less the weighted means
 * @param fill what stands in for NaN in each number, NaN where nothing does; null where nothing does anywhere
 * @param codes positions of the category codes
 * @param tables {@code [categories][levels][outputs]}
 */
record LinearTerms(
        int first,
        int @Nullable [] positions,
        double[][] weights,
        double[] bias,
        double @Nullable [] fill,
        int[] codes,
        double[][][] tables) {

    int outputs() {
        return bias.length;
    }

    int numbers() {
        return weights[0].length;
    }

    /** Writes all scores of the row at {@code from}. */
    void scores(double[] x, int from, double[] out, int to, double[] spare) {
        double[] row = x;
        int at = from + first;
        if (positions != null) {
            gather(x, from, positions, spare);
            row = spare;
            at = 0;
        }
        dots(row, at, out, to);
        // A NaN anywhere makes every sum NaN, so complete rows never pay for imputation.
        if (fill != null && Double.isNaN(out[to])) {
            impute(row, at, fill, spare);
            dots(spare, 0, out, to);
        }
        for (int c = 0; c < codes.length; c++) {
            int level = Codes.level(x[from + codes[c]], tables[c].length);
            if (level >= 0) {
                double[] weight = tables[c][level];
                for (int j = 0; j < weight.length; j++) {
                    out[to + j] += weight[j];
                }
            }
        }
    }

    /** The first score of the row at {@code from}. */
    double score(double[] x, int from, double[] spare) {
        double[] row = x;
        int at = from + first;
        if (positions != null) {
            gather(x, from, positions, spare);
            row = spare;
            at = 0;
        }
        double score = dot(row, at, weights[0], bias[0]);
        if (fill != null && Double.isNaN(score)) {
            impute(row, at, fill, spare);
            score = dot(spare, 0, weights[0], bias[0]);
        }
        for (int c = 0; c < codes.length; c++) {
            int level = Codes.level(x[from + codes[c]], tables[c].length);
            if (level >= 0) {
                score += tables[c][level][0];
            }
        }
        return score;
    }

    /** As {@link #score(double[], int, double[])}, with the same bits for the same numbers. */
    double score(float[] x, int from, double[] spare) {
        double score;
        if (positions == null) {
            score = dot(x, from + first, weights[0], bias[0]);
        } else {
            gather(x, from, positions, spare);
            score = dot(spare, 0, weights[0], bias[0]);
        }
        if (fill != null && Double.isNaN(score)) {
            if (positions == null) {
                widen(x, from + first, spare, fill.length);
            }
            impute(spare, 0, fill, spare);
            score = dot(spare, 0, weights[0], bias[0]);
        }
        for (int c = 0; c < codes.length; c++) {
            int level = Codes.level(x[from + codes[c]], tables[c].length);
            if (level >= 0) {
                score += tables[c][level][0];
            }
        }
        return score;
    }

    private void dots(double[] x, int at, double[] out, int to) {
        for (int j = 0; j < bias.length; j++) {
            out[to + j] = dot(x, at, weights[j], bias[j]);
        }
    }

    /** Four sums in flight: term i goes to sum i mod 4, the bias and what is left over to the first. */
    private static double dot(double[] x, int at, double[] w, double bias) {
        double s0 = bias;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < w.length - 3; i += 4) {
            s0 = Math.fma(w[i], x[at + i], s0);
            s1 = Math.fma(w[i + 1], x[at + i + 1], s1);
            s2 = Math.fma(w[i + 2], x[at + i + 2], s2);
            s3 = Math.fma(w[i + 3], x[at + i + 3], s3);
        }
        for (; i < w.length; i++) {
            s0 = Math.fma(w[i], x[at + i], s0);
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static double dot(float[] x, int at, double[] w, double bias) {
        double s0 = bias;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < w.length - 3; i += 4) {
            s0 = Math.fma(w[i], x[at + i], s0);
            s1 = Math.fma(w[i + 1], x[at + i + 1], s1);
            s2 = Math.fma(w[i + 2], x[at + i + 2], s2);
            s3 = Math.fma(w[i + 3], x[at + i + 3], s3);
        }
        for (; i < w.length; i++) {
            s0 = Math.fma(w[i], x[at + i], s0);
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static void gather(double[] x, int from, int[] positions, double[] to) {
        for (int i = 0; i < positions.length; i++) {
            to[i] = x[from + positions[i]];
        }
    }

    private static void gather(float[] x, int from, int[] positions, double[] to) {
        for (int i = 0; i < positions.length; i++) {
            to[i] = x[from + positions[i]];
        }
    }

    private static void widen(float[] x, int at, double[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] = x[at + i];
        }
    }

    private static void impute(double[] x, int at, double[] fill, double[] to) {
        for (int i = 0; i < fill.length; i++) {
            double number = x[at + i];
            to[i] = Double.isNaN(number) ? fill[i] : number;
        }
    }
}
