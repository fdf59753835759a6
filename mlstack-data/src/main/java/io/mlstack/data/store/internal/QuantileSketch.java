package io.mlstack.data.store.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A sorted list of weighted values that stands for a longer one, with a bound of the error that holds always and not only in
 * most cases. Immutable; the same input gives the same bytes.
 *
 * <p>Neighbours are joined into buckets of at most 1/{@value #BUCKETS} of the whole weight, each represented by its weighted
 * median; a value that outweighs a bucket stays alone and exact. A joined bucket that straddles a value adds at most half its
 * weight to the error of the value's rank; errors of merged sketches add up. (Equi-depth histograms merged one level at a time:
 * Agarwal et al., Mergeable Summaries, PODS 2012, section 3.1.) So a page has a rank error of at most 1/{@code 2 *
 * BUCKETS} = 0.4 % of its rows, and each level of a fold adds the same.
 */
final class QuantileSketch {

    /** Nothing. */
    static final QuantileSketch EMPTY = new QuantileSketch(new long[0], new long[0], 0);

    private static final int BUCKETS = 128;

    private final long[] values;
    private final long[] weights;
    private final long rankError;

    private QuantileSketch(long[] values, long[] weights, long rankError) {
        this.values = values;
        this.weights = weights;
        this.rankError = rankError;
    }

    /**
     * @param values rising
     * @param weights how often each occurs
     */
    static QuantileSketch of(long[] values, long[] weights) {
        return new QuantileSketch(values, weights, 0).compressed();
    }

    static QuantileSketch merge(List<QuantileSketch> parts) {
        int size = parts.stream().mapToInt(part -> part.values.length).sum();
        long[] values = new long[size];
        long[] weights = new long[size];
        long error = 0;
        int next = 0;
        for (QuantileSketch part : parts) {
            System.arraycopy(part.values, 0, values, next, part.values.length);
            System.arraycopy(part.weights, 0, weights, next, part.weights.length);
            next += part.values.length;
            error += part.rankError;
        }
        return summed(values, weights, error).compressed();
    }

    /** Sorts points and adds up those of equal value. */
    private static QuantileSketch summed(long[] values, long[] weights, long error) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        long[] distinct = new long[values.length];
        long[] sums = new long[values.length];
        int count = 0;
        for (int i : order) {
            if (count == 0 || distinct[count - 1] != values[i]) {
                distinct[count++] = values[i];
            }
            sums[count - 1] += weights[i];
        }
        return new QuantileSketch(Arrays.copyOf(distinct, count), Arrays.copyOf(sums, count), error);
    }

    private QuantileSketch compressed() {
        if (values.length <= BUCKETS) {
            return this;
        }
        long limit = Math.max(1, weight() / BUCKETS);
        long[] medians = new long[values.length];
        long[] sums = new long[values.length];
        long widest = 0;
        int count = 0;
        for (int from = 0, to; from < values.length; from = to) {
            long sum = weights[from];
            for (to = from + 1; to < values.length && sum + weights[to] <= limit; to++) {
                sum += weights[to];
            }
            medians[count] = median(from, to, sum);
            sums[count++] = sum;
            widest = to - from > 1 ? Math.max(widest, sum) : widest;
        }
        return new QuantileSketch(
                Arrays.copyOf(medians, count), Arrays.copyOf(sums, count), rankError + (widest + 1) / 2);
    }

    private long median(int from, int to, long sum) {
        long below = 0;
        for (int i = from; i < to; i++) {
            below += weights[i];
            if (2 * below >= sum) {
                return values[i];
            }
        }
        throw new IllegalStateException("a bucket without a median");
    }

    /** How many values it stands for. */
    long weight() {
        return Arrays.stream(weights).sum();
    }

    /** By how much the rank of a value may be off: 0 says that all is exact. */
    long rankError() {
        return rankError;
    }

    /** About how many values are at most {@code value}. */
    long rank(long value) {
        long rank = 0;
        for (int i = 0; i < values.length && values[i] <= value; i++) {
            rank += weights[i];
        }
        return rank;
    }

    /**
     * A value whose rank is about {@code q} of all.
     *
     * @param q from 0 to 1
     * @throws IllegalStateException if there are no values
     */
    long quantile(double q) {
        double wanted = q * weight();
        long below = 0;
        for (int i = 0; i < values.length; i++) {
            below += weights[i];
            if (below >= wanted) {
                return values[i];
            }
        }
        if (values.length == 0) {
            throw new IllegalStateException("no values have no quantile");
        }
        return values[values.length - 1];
    }

    void write(ByteSink out) {
        out.i32(values.length).i64(rankError).longs(values).longs(weights);
    }

    static QuantileSketch read(ByteSource in) {
        int count = in.count();
        long error = in.i64();
        return new QuantileSketch(in.longs(count), in.longs(count), error);
    }
}
