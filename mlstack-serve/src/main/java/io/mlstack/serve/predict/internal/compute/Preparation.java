package io.mlstack.serve.predict.internal.compute;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Imputation and standardisation of numbers side by side; where one is absent, what stands for it changes nothing.
 *
 * <p>Standardising multiplies by the inverse of the deviation, which a division would take ten times as long for; only a
 * deviation whose inverse is not a normal number is divided by.
 */
final class Preparation {

    private final double[] fill;
    private final double[] mean;
    private final double[] scale;
    private final boolean divides;
    private final boolean rounds;

    /**
     * @param fill what stands in for NaN
     * @param mean together with {@code deviation}
     */
    Preparation(int width, double @Nullable [] fill, double @Nullable [] mean, double @Nullable [] deviation) {
        this.rounds = fill == null && mean == null && deviation == null;
        this.fill = fill == null ? filled(width, Double.NaN) : fill;
        this.mean = mean == null ? filled(width, 0) : mean;
        double[] divisors = deviation == null ? filled(width, 1) : deviation;
        double[] inverse = Arrays.stream(divisors).map(d -> 1 / d).toArray();
        this.divides = !Arrays.stream(inverse).allMatch(Preparation::isNormal);
        this.scale = divides ? divisors : inverse;
    }

    private static double[] filled(int width, double value) {
        double[] values = new double[width];
        Arrays.fill(values, value);
        return values;
    }

    private static boolean isNormal(double x) {
        return Double.isFinite(x) && Math.abs(x) >= Double.MIN_NORMAL;
    }

    /** Prepares the registers from {@code from} on into those from {@code to} on. */
    void registers(double[] registers, int from, int to) {
        if (divides) {
            for (int i = 0; i < fill.length; i++) {
                registers[to + i] = divided(registers[from + i], i);
            }
        } else {
            multiply(registers, from, to, fill, mean, scale);
        }
    }

    /** Prepares the registers from {@code from} on into {@code to} from {@code at} on, rounded to float32. */
    void floats(double[] registers, int from, float[] to, int at) {
        if (rounds) {
            round(registers, from, to, at, fill.length);
        } else if (divides) {
            for (int i = 0; i < fill.length; i++) {
                to[at + i] = (float) divided(registers[from + i], i);
            }
        } else {
            multiply(registers, from, to, at, fill, mean, scale);
        }
    }

    /** Prepares number {@code i} of {@code rows} rows into a run of floats. */
    void column(double[] registers, int from, int stride, int rows, int i, float[] to, int at) {
        if (divides) {
            for (int r = 0; r < rows; r++) {
                to[at + r] = (float) divided(registers[from + r * stride + i], i);
            }
        } else {
            multiply(registers, from + i, stride, rows, fill[i], mean[i], scale[i], to, at);
        }
    }

    private static void round(double[] registers, int from, float[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (float) registers[from + i];
        }
    }

    private double divided(double x, int i) {
        return ((Double.isNaN(x) ? fill[i] : x) - mean[i]) / scale[i];
    }

    private static void multiply(double[] registers, int from, int to, double[] fill, double[] mean, double[] scale) {
        for (int i = 0; i < fill.length; i++) {
            double x = registers[from + i];
            registers[to + i] = ((Double.isNaN(x) ? fill[i] : x) - mean[i]) * scale[i];
        }
    }

    private static void multiply(
            double[] registers, int from, float[] to, int at, double[] fill, double[] mean, double[] scale) {
        for (int i = 0; i < fill.length; i++) {
            double x = registers[from + i];
            to[at + i] = (float) (((Double.isNaN(x) ? fill[i] : x) - mean[i]) * scale[i]);
        }
    }

    private static void multiply(
            double[] registers,
            int from,
            int stride,
            int rows,
            double fill,
            double mean,
            double scale,
            float[] to,
            int at) {
        int next = from;
        for (int r = 0; r < rows; r++) {
            double x = registers[next];
            to[at + r] = (float) (((Double.isNaN(x) ? fill : x) - mean) * scale);
            next += stride;
        }
    }
}
