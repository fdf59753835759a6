package io.mlstack.train.engine.jvm;

/**
 * Sums over long ranges in one fixed order: eight lanes, element {@code i} in lane {@code i mod 8}, lanes then added
 * pairwise. The order is a function of the length only, so the bits are too.
 */
final class Reductions {
    private Reductions() {}

    /** The inner product of {@code length} elements of {@code a} from {@code aFrom} and {@code b} from {@code bFrom}. */
    static double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int whole = length & -8;
        for (int i = 0; i < whole; i += 8) {
            int p = aFrom + i;
            int q = bFrom + i;
            s0 = Math.fma(a[p], b[q], s0);
            s1 = Math.fma(a[p + 1], b[q + 1], s1);
            s2 = Math.fma(a[p + 2], b[q + 2], s2);
            s3 = Math.fma(a[p + 3], b[q + 3], s3);
            s4 = Math.fma(a[p + 4], b[q + 4], s4);
            s5 = Math.fma(a[p + 5], b[q + 5], s5);
            s6 = Math.fma(a[p + 6], b[q + 6], s6);
            s7 = Math.fma(a[p + 7], b[q + 7], s7);
        }
        double tail = 0;
        for (int i = whole; i < length; i++) {
            tail = Math.fma(a[aFrom + i], b[bFrom + i], tail);
        }
        return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)) + tail;
    }

    /** The sum of {@code length} elements of {@code a} from {@code from}. */
    static double sum(double[] a, int from, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int whole = length & -4;
        for (int i = 0; i < whole; i += 4) {
            s0 += a[from + i];
            s1 += a[from + i + 1];
            s2 += a[from + i + 2];
            s3 += a[from + i + 3];
        }
        double tail = 0;
        for (int i = whole; i < length; i++) {
            tail += a[from + i];
        }
        return (s0 + s2) + (s1 + s3) + tail;
    }

    /** The sum of squares of {@code length} elements of {@code a}, in double; NaN when an element is NaN. */
    static double sumOfSquares(float[] a, int from, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int whole = length & -4;
        for (int i = 0; i < whole; i += 4) {
            double v0 = a[from + i];
            double v1 = a[from + i + 1];
            double v2 = a[from + i + 2];
            double v3 = a[from + i + 3];
            s0 = Math.fma(v0, v0, s0);
            s1 = Math.fma(v1, v1, s1);
            s2 = Math.fma(v2, v2, s2);
            s3 = Math.fma(v3, v3, s3);
        }
        double tail = 0;
        for (int i = whole; i < length; i++) {
            double v = a[from + i];
            tail = Math.fma(v, v, tail);
        }
        return (s0 + s2) + (s1 + s3) + tail;
    }

    /** {@code y[i] += scale * x[i]}, each by one fused multiply-add. */
    static void addScaled(double scale, double[] x, int xFrom, double[] y, int yFrom, int length) {
        for (int i = 0; i < length; i++) {
            y[yFrom + i] = Math.fma(scale, x[xFrom + i], y[yFrom + i]);
        }
    }

    /** The largest absolute value; NaN when an element is NaN. */
    static double maxNorm(double[] a) {
        double max = 0;
        for (double v : a) {
            max = Math.max(max, Math.abs(v));
        }
        return max;
    }
}
