package io.mlstack.serve.predict.internal.compute.tree;

import java.util.Arrays;

/**
 * Equal parts of the range of a feature's cuts, which say between which cuts a number lies before any is compared.
 *
 * <p>The bucket of a number is {@code (x - lowest) * scale}, cut to a whole number. Floating-point arithmetic keeps the
 * order of what it rounds, so a cut in a lower bucket is below {@code x}, one in a higher bucket above it, and only those
 * in the same bucket are left to compare. Immutable.
 */
final class Buckets {

    /** The most of them: 256 kB. */
    private static final int MOST = 1 << 16;

    private final double lowest;
    private final double scale;
    private final int last;
    private final int[] starts;
    private final int steps;

    private Buckets(double lowest, double scale, int last, double[] cuts) {
        this.lowest = lowest;
        this.scale = scale;
        this.last = last;
        this.starts = new int[last + 1];
        for (double cut : cuts) {
            starts[bucket(cut)]++;
        }
        int fullest = 0;
        int before = 0;
        for (int b = 0; b <= last; b++) {
            int here = starts[b];
            fullest = Math.max(fullest, here);
            starts[b] = before;
            before += here;
        }
        this.steps = Integer.SIZE - Integer.numberOfLeadingZeros(fullest);
    }

    /**
     * @param cuts rising
     * @param each buckets for each cut: the more, the fewer does the fullest hold
     */
    static Buckets of(double[] cuts, int each) {
        double[] finite = Arrays.stream(cuts).filter(Double::isFinite).toArray();
        int count = (int) Math.min((long) each * finite.length, MOST);
        double range = finite.length == 0 ? 0 : finite[finite.length - 1] - finite[0];
        double scale = count / range;
        // Where the range is nothing or overflows, or its parts do, one bucket has to do.
        boolean even = range > 0 && scale > 0 && Double.isFinite(range) && Double.isFinite(scale);
        return even ? new Buckets(finite[0], scale, count, cuts) : new Buckets(0, 0, 0, cuts);
    }

    private int bucket(double x) {
        return bucket(x, lowest, scale, last);
    }

    /** The bucket of a number. */
    static int bucket(double x, double lowest, double scale, int last) {
        // The cast takes what is beyond to the ends, and NaN, as infinity times a scale of 0 is, to 0.
        return Math.max(0, Math.min(last, (int) ((x - lowest) * scale)));
    }

    /** How many buckets there are. */
    int count() {
        return last + 1;
    }

    double lowest() {
        return lowest;
    }

    double scale() {
        return scale;
    }

    /** How many cuts lie in buckets before one. */
    int startOf(int bucket) {
        return starts[bucket];
    }

    /** How many cuts lie in lower buckets than {@code x}. */
    int start(double x) {
        return starts[bucket(x)];
    }

    /** {@link #start} of numbers that lie {@code stride} apart. */
    void starts(double[] in, int from, int stride, int count, int[] starts) {
        starts(lowest, scale, last, this.starts, in, from, stride, count, starts);
    }

    private static void starts(
            double lowest,
            double scale,
            int last,
            int[] ofBuckets,
            double[] in,
            int from,
            int stride,
            int count,
            int[] starts) {
        int at = from;
        for (int i = 0; i < count; i++) {
            starts[i] = ofBuckets[bucket(in[at], lowest, scale, last)];
            at += stride;
        }
    }

    /** How often the most cuts of a bucket can be halved until none is left. */
    int steps() {
        return steps;
    }
}
