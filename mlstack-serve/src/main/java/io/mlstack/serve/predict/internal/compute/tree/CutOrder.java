package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import java.util.Arrays;

/**
 * The different numbers that each feature is compared with, in rising order, and which of them each split compares with.
 *
 * <p>All splits are sorted together, digit by digit from the lowest (D. Knuth, The Art of Computer Programming, volume 3,
 * section 5.2.5), the feature being the last digit: millions of splits take a fraction of a second.
 */
final class CutOrder {

    private static final int DIGIT = 11;

    private final boolean narrow;
    private final double[][] cuts;
    private final int[] positions;

    CutOrder(Trees trees) {
        this.narrow = trees.type() == Tensor.Type.F32;
        this.cuts = new double[trees.features()][];
        this.positions = new int[trees.nodes()];
        Arrays.fill(cuts, new double[0]);
        rank(trees, sorted(trees));
    }

    /** Numeric splits by feature, those of a feature by threshold. */
    private int[] sorted(Trees trees) {
        int[] nodes = new int[trees.splits()];
        long[] keys = new long[trees.nodes()];
        int count = 0;
        for (int node = 0; node < trees.nodes(); node++) {
            if (!trees.isLeaf(node) && !trees.byCategories(node)) {
                nodes[count++] = node;
                keys[node] = unsigned(trees.threshold(node));
            }
        }
        int[] from = Arrays.copyOf(nodes, count);
        int[] to = new int[count];
        for (int shift = 0; shift < (narrow ? Integer.SIZE : Long.SIZE); shift += DIGIT) {
            byDigit(from, to, keys, shift);
            int[] spare = from;
            from = to;
            to = spare;
        }
        byFeature(from, to, trees);
        return to;
    }

    /** A key whose bits, as they are, have the order of numbers. */
    private long unsigned(double threshold) {
        return narrow
                ? Integer.toUnsignedLong(Sortable.key((float) threshold) ^ Integer.MIN_VALUE)
                : Sortable.key(threshold) ^ Long.MIN_VALUE;
    }

    private static void byDigit(int[] from, int[] to, long[] keys, int shift) {
        int mask = (1 << DIGIT) - 1;
        int[] starts = new int[mask + 2];
        for (int node : from) {
            starts[((int) (keys[node] >>> shift) & mask) + 1]++;
        }
        sum(starts);
        for (int node : from) {
            to[starts[(int) (keys[node] >>> shift) & mask]++] = node;
        }
    }

    private static void byFeature(int[] from, int[] to, Trees trees) {
        int[] starts = new int[trees.features() + 1];
        for (int node : from) {
            starts[trees.feature(node) + 1]++;
        }
        sum(starts);
        for (int node : from) {
            to[starts[trees.feature(node)]++] = node;
        }
    }

    private static void sum(int[] counts) {
        for (int i = 1; i < counts.length; i++) {
            counts[i] += counts[i - 1];
        }
    }

    private void rank(Trees trees, int[] sorted) {
        double[] distinct = new double[sorted.length];
        for (int start = 0; start < sorted.length; ) {
            int feature = trees.feature(sorted[start]);
            int count = 0;
            int next = start;
            while (next < sorted.length && trees.feature(sorted[next]) == feature) {
                // Adding 0 turns -0 into 0, which compares alike.
                double threshold = trees.threshold(sorted[next]) + 0.0;
                if (count == 0 || distinct[count - 1] != threshold) {
                    distinct[count++] = threshold;
                }
                positions[sorted[next++]] = count - 1;
            }
            cuts[feature] = Arrays.copyOf(distinct, count);
            start = next;
        }
    }

    /** In how many features splits may look. */
    int features() {
        return cuts.length;
    }

    /** The cuts of a feature; none for one that is never compared. */
    double[] cuts(int feature) {
        return cuts[feature];
    }

    /** Position, among the cuts of its feature, of the threshold of a numeric split. */
    int position(int node) {
        return positions[node];
    }
}
