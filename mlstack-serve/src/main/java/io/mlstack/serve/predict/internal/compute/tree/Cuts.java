package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Tensor;
import java.util.Arrays;

/**
 * The different numbers that each feature is compared with, in rising order. Their count at or below a number, its rank,
 * answers all comparisons of that feature: {@code x < cut i} where {@code rank(x) <= i}.
 *
 * <p>A search goes without branches. It begins behind the cuts of lower {@link Buckets} and halves what the fullest bucket
 * holds, over keys padded with the highest. float64 keys are halved, so that a difference does not overflow, and the one
 * cut that this may mistake is compared in full. Immutable.
 */
final class Cuts {

    /** Buckets for each cut: the fullest then holds few. */
    private static final int EACH = 4;

    private final int[] counts;
    private final Buckets[] buckets;
    private final int[][] narrow;
    private final long[][] wide;
    private final long[][] halved;

    Cuts(CutOrder order, Tensor.Type type) {
        boolean f32 = type == Tensor.Type.F32;
        int features = order.features();
        this.counts = new int[features];
        this.buckets = new Buckets[features];
        this.narrow = new int[f32 ? features : 0][];
        this.wide = new long[f32 ? 0 : features][];
        this.halved = new long[wide.length][];
        for (int f = 0; f < features; f++) {
            double[] cuts = order.cuts(f);
            counts[f] = cuts.length;
            buckets[f] = Buckets.of(cuts, EACH);
            int padded = cuts.length + (1 << buckets[f].steps());
            if (f32) {
                narrow[f] = narrow(cuts, padded);
            } else {
                wide[f] = wide(cuts, padded);
                halved[f] = Arrays.stream(wide[f]).map(key -> key >> 1).toArray();
            }
        }
    }

    private static int[] narrow(double[] sorted, int padded) {
        int[] keys = new int[padded];
        Arrays.fill(keys, Sortable.HIGHEST);
        for (int i = 0; i < sorted.length; i++) {
            keys[i] = Sortable.key((float) sorted[i]);
        }
        return keys;
    }

    private static long[] wide(double[] sorted, int padded) {
        long[] keys = new long[padded];
        Arrays.fill(keys, Long.MAX_VALUE);
        for (int i = 0; i < sorted.length; i++) {
            keys[i] = Sortable.key(sorted[i]);
        }
        return keys;
    }

    /** How many cuts of a feature are at or below a number, which is not NaN. */
    int rank(int feature, double x) {
        Buckets bucket = buckets[feature];
        int start = bucket.start(x);
        return narrow.length > 0
                ? rank(narrow[feature], Sortable.key((float) x), start, bucket.steps())
                : rank(halved[feature], wide[feature], Sortable.key(x), start, bucket.steps());
    }

    /**
     * The ranks of up to 64 numbers that lie {@code stride} apart; one more than the highest for NaN.
     *
     * <p>Goes through all numbers for each step of the search, so that none waits for the one before.
     *
     * @param spare room for as many keys as {@code ranks} has room for ranks
     */
    void ranks(int feature, double[] in, int from, int stride, int count, int[] ranks, long[] spare) {
        buckets[feature].starts(in, from, stride, count, ranks);
        if (narrow.length > 0) {
            search(narrow[feature], buckets[feature].steps(), in, from, stride, count, ranks, spare);
        } else {
            search(halved[feature], wide[feature], buckets[feature].steps(), in, from, stride, count, ranks, spare);
        }
        int absent = counts[feature] + 1;
        int at = from;
        for (int i = 0; i < count; i++) {
            double x = in[at];
            ranks[i] = Double.isNaN(x) ? absent : ranks[i];
            at += stride;
        }
    }

    private static void search(
            int[] cuts, int steps, double[] in, int from, int stride, int count, int[] ranks, long[] keys) {
        int at = from;
        for (int i = 0; i < count; i++) {
            keys[i] = Sortable.key((float) in[at]);
            at += stride;
        }
        for (int half = 1 << steps >> 1; half > 0; half >>= 1) {
            for (int i = 0; i < count; i++) {
                int rank = ranks[i];
                ranks[i] = rank + (half & (int) ~(keys[i] - cuts[rank + half - 1] >> 63));
            }
        }
    }

    private static void search(
            long[] halved,
            long[] cuts,
            int steps,
            double[] in,
            int from,
            int stride,
            int count,
            int[] ranks,
            long[] keys) {
        int at = from;
        for (int i = 0; i < count; i++) {
            keys[i] = Sortable.key(in[at]);
            at += stride;
        }
        for (int half = 1 << steps >> 1; half > 0; half >>= 1) {
            for (int i = 0; i < count; i++) {
                int rank = ranks[i];
                ranks[i] = rank + (half & (int) ~((keys[i] >> 1) - halved[rank + half - 1] >> 63));
            }
        }
        for (int i = 0; i < count; i++) {
            int rank = ranks[i];
            ranks[i] = rank > 0 && cuts[rank - 1] > keys[i] ? rank - 1 : rank;
        }
    }

    private static int rank(int[] keys, long key, int start, int steps) {
        int rank = start;
        for (int half = 1 << steps >> 1; half > 0; half >>= 1) {
            rank += half & (int) ~(key - keys[rank + half - 1] >> 63);
        }
        return rank;
    }

    private static int rank(long[] halved, long[] keys, long key, int start, int steps) {
        long halfKey = key >> 1;
        int rank = start;
        for (int half = 1 << steps >> 1; half > 0; half >>= 1) {
            rank += half & (int) ~(halfKey - halved[rank + half - 1] >> 63);
        }
        return rank > 0 && keys[rank - 1] > key ? rank - 1 : rank;
    }
}
