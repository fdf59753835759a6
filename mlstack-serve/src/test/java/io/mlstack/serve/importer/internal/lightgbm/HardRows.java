package io.mlstack.serve.importer.internal.lightgbm;

import io.mlstack.api.model.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Rows that meet every split of a model: each threshold and its two neighbours, the members of each set and numbers beside
 * them, NaN, both zeros, infinities, the smallest numbers that LightGBM takes for zero, unseen and negative categories, and
 * numbers beyond 32 bits.
 */
final class HardRows {

    private static final double[] EVERYWHERE = {
        Double.NaN,
        0.0,
        -0.0,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        1e300,
        -1e300,
        Double.MAX_VALUE,
        Double.MIN_VALUE,
        1e-35,
        Trees.ZERO,
        Math.nextUp(Trees.ZERO),
        -Trees.ZERO,
        Math.nextDown(-Trees.ZERO),
        -1,
        -0.5,
        -0.999999,
        0.999999,
        2.5,
        3,
        31,
        32,
        63,
        64,
        1e6,
        1e10,
        (double) (1L << 31) - 1,
        (double) (1L << 31),
        -(double) (1L << 31),
        (double) (1L << 32),
        (double) (1L << 32) + 3,
        1e19
    };

    private HardRows() {}

    /** Rows one after the other; {@code base} are ordinary ones, whose other numbers they have. */
    static double[] of(Trees trees, double[] base, long seed) {
        Random random = new Random(seed);
        int width = trees.features();
        List<double[]> rows = new ArrayList<>();
        for (int feature = 0; feature < width; feature++) {
            for (double number : EVERYWHERE) {
                rows.add(with(base, width, random, feature, number));
            }
        }
        for (int node = 0; node < trees.nodes(); node++) {
            if (trees.isLeaf(node)) {
                continue;
            }
            if (trees.byCategories(node)) {
                categories(trees, node, base, random, rows);
            } else {
                double above = trees.threshold(node);
                double threshold = Math.nextDown(above);
                for (double number : new double[] {threshold, above, Math.nextDown(threshold)}) {
                    rows.add(with(base, width, random, trees.feature(node), number));
                }
            }
        }
        return flat(rows, width, base);
    }

    private static void categories(Trees trees, int node, double[] base, Random random, List<double[]> rows) {
        long[] members = trees.members(node);
        for (int category = 0; category < 64 * members.length + 2; category++) {
            rows.add(with(base, trees.features(), random, trees.feature(node), category));
        }
    }

    private static double[] with(double[] base, int width, Random random, int feature, double number) {
        double[] row = new double[width];
        System.arraycopy(base, random.nextInt(base.length / width) * width, row, 0, width);
        row[feature] = number;
        return row;
    }

    private static double[] flat(List<double[]> rows, int width, double[] base) {
        double[] all = new double[rows.size() * width + base.length];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, all, i * width, width);
        }
        System.arraycopy(base, 0, all, rows.size() * width, base.length);
        return all;
    }
}
