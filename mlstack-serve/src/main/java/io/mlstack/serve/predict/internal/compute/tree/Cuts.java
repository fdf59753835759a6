package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import java.util.Arrays;

/**
 * The different numbers that each feature is compared with, in rising order. Their count at or below a number, its rank,
 * answers all comparisons of that feature: {@code x < cut i} where {@code rank(x) <= i}.
 *
 * <p>A search takes {@code log2} of the cuts in steps without branches, over keys padded with the highest to one below a
 * power of two. float64 keys are halved, so that a difference does not overflow, and the one cut that this may mistake is
 * compared in full.
 */
final class Cuts {

    private final int[] counts;
    private final double[][] cuts;
    private final int[][] narrow;
    private final long[][] wide;
    private final long[][] halved;

    Cuts(Trees trees) {
        boolean f32 = trees.type() == Tensor.Type.F32;
        this.cuts = collect(trees);
        this.counts = Arrays.stream(cuts).mapToInt(sorted -> sorted.length).toArray();
        this.narrow = new int[f32 ? cuts.length : 0][];
        this.wide = new long[f32 ? 0 : cuts.length][];
        this.halved = new long[wide.length][];
        for (int f = 0; f < cuts.length; f++) {
            if (f32) {
                narrow[f] = narrow(cuts[f]);
            } else {
                wide[f] = wide(cuts[f]);
                halved[f] = Arrays.stream(wide[f]).map(key -> key >> 1).toArray();
            }
        }
    }

    private static double[][] collect(Trees trees) {
        int[] sizes = new int[trees.features()];
        for (int node = 0; node < trees.nodes(); node++) {
            if (isNumeric(trees, node)) {
                sizes[trees.feature(node)]++;
            }
        }
        double[][] all = new double[sizes.length][];
        for (int node = 0; node < trees.nodes(); node++) {
            if (isNumeric(trees, node)) {
                int f = trees.feature(node);
                all[f] = all[f] == null ? new double[sizes[f]] : all[f];
                // Adding 0 turns -0 into 0, which compares alike and would sort before it.
                all[f][--sizes[f]] = trees.threshold(node) + 0.0;
            }
        }
        for (int f = 0; f < all.length; f++) {
            all[f] = all[f] == null ? new double[0] : distinct(all[f]);
        }
        return all;
    }

    private static boolean isNumeric(Trees trees, int node) {
        return !trees.isLeaf(node) && !trees.byCategories(node);
    }

    private static double[] distinct(double[] numbers) {
        Arrays.sort(numbers);
        int count = 0;
        for (double number : numbers) {
            if (count == 0 || numbers[count - 1] != number) {
                numbers[count++] = number;
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    private static int padded(int count) {
        return Integer.highestOneBit(count) * 2 - (count == 0 ? 0 : 1);
    }

    private static int[] narrow(double[] sorted) {
        int[] keys = new int[padded(sorted.length)];
        Arrays.fill(keys, Sortable.HIGHEST);
        for (int i = 0; i < sorted.length; i++) {
            keys[i] = Sortable.key((float) sorted[i]);
        }
        return keys;
    }

    private static long[] wide(double[] sorted) {
        long[] keys = new long[padded(sorted.length)];
        Arrays.fill(keys, Long.MAX_VALUE);
        for (int i = 0; i < sorted.length; i++) {
            keys[i] = Sortable.key(sorted[i]);
        }
        return keys;
    }

    /** How many there are of a feature; 0 for one that is never compared. */
    int count(int feature) {
        return counts[feature];
    }

    /** Position of a threshold among the cuts of its feature. */
    int position(int feature, double threshold) {
        return Arrays.binarySearch(cuts[feature], threshold + 0.0);
    }

    /** How many cuts of a feature are at or below a number, which is not NaN. */
    int rank(int feature, double x) {
        return narrow.length > 0
                ? rank(narrow[feature], (float) x)
                : rank(halved[feature], wide[feature], Sortable.key(x));
    }

    private static int rank(int[] keys, float x) {
        long key = Sortable.key(x);
        int rank = 0;
        for (int half = keys.length + 1 >> 1; half > 0; half >>= 1) {
            rank += half & (int) ~(key - keys[rank + half - 1] >> 63);
        }
        return rank;
    }

    private static int rank(long[] halved, long[] keys, long key) {
        long half = key >> 1;
        int rank = 0;
        for (int step = keys.length + 1 >> 1; step > 0; step >>= 1) {
            rank += step & (int) ~(half - halved[rank + step - 1] >> 63);
        }
        return rank > 0 && keys[rank - 1] > key ? rank - 1 : rank;
    }
}
