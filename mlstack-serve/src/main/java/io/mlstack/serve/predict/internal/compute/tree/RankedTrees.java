package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Trees;
import java.util.Arrays;

/**
 * Full trees, level by level, of two or four bytes a split, for one row.
 *
 * <p><b>A split</b> holds the rank of its cut among those of its feature above the {@linkplain Slots slot} of the key that
 * decides; that key is the rank of the row's number, as far up. So the sign of their difference is the way, and a quarter or
 * half of what {@link PackedTrees} read has to come through the caches. <b>A level</b> has its splits in the order of trees
 * and, within each, from left to right: what follows place {@code p} lies at {@code 2 p} and {@code 2 p + 1} of the next
 * level, so nothing points anywhere, and the last step ends at the place of a leaf. A leaf that lies higher stands for all
 * below it.
 *
 * <p>All trees of a band, 512 at most, take a step before any takes the next one: no step waits for another, and the first
 * levels are read from front to back. 2 or 4 bytes a split and 4 or 8 a leaf of the full trees. Immutable.
 */
final class RankedTrees {

    /** Trees of a band: their places stay in the first-level cache. */
    static final int BAND = 512;

    /** A full tree doubles with each level, and every level costs a step, whether the way has ended or not. */
    private static final int MAX_DEPTH = 12;

    /** The shortest way, so that a first and a last step are two. */
    private static final int MIN_DEPTH = 2;

    /** How many times as many leaves the full trees may have. */
    private static final int MOST_FILL = 4;

    private final int trees;
    private final RankedLevels[] levels;
    private final int[][] leaves;
    private final float[][] floats;
    private final double[][] doubles;

    /** @param shift of {@link #shift} */
    RankedTrees(Trees trees, Slots slots, CutOrder order, LeafSums sums, int shift) {
        int[] depths = bandDepths(trees);
        this.trees = trees.trees();
        this.levels = new RankedLevels[depths.length];
        this.leaves = new int[depths.length][];
        for (int band = 0; band < depths.length; band++) {
            int depth = depths[band];
            levels[band] = shift == RankedLevels.Narrow.SHIFT
                    ? new RankedLevels.Narrow(count(band), depth)
                    : new RankedLevels.Wide(count(band), depth);
            leaves[band] = new int[count(band) << depth];
            Filling filling = new Filling(trees, slots, order, levels[band], leaves[band], depth);
            for (int tree = 0; tree < count(band); tree++) {
                filling.fill(trees.root(band * BAND + tree), 0, tree);
            }
        }
        this.floats = sums.areFloats() ? floats(sums) : new float[0][];
        this.doubles = sums.areDoubles() ? doubles(sums) : new double[0][];
        if (sums.areFloats() || sums.areDoubles()) {
            Arrays.fill(leaves, new int[0]);
        }
    }

    private float[][] floats(LeafSums sums) {
        float[][] values = new float[leaves.length][];
        for (int band = 0; band < values.length; band++) {
            values[band] = new float[leaves[band].length];
            for (int i = 0; i < values[band].length; i++) {
                values[band][i] = sums.floatValue(leaves[band][i]);
            }
        }
        return values;
    }

    private double[][] doubles(LeafSums sums) {
        double[][] values = new double[leaves.length][];
        for (int band = 0; band < values.length; band++) {
            values[band] = new double[leaves[band].length];
            for (int i = 0; i < values[band].length; i++) {
                values[band][i] = sums.value(leaves[band][i]);
            }
        }
        return values;
    }

    /**
     * How many bits up a rank is where trees are few, shallow and full enough and nothing has to be looked up on the way;
     * else 0.
     */
    static int shift(Trees trees, Slots slots, CutOrder order) {
        if (trees.depth() > MAX_DEPTH || !slots.setsHaveKeys() || tooEmpty(trees)) {
            return 0;
        }
        int most = 0;
        for (int feature = 0; feature < order.features(); feature++) {
            most = Math.max(most, order.cuts(feature).length);
        }
        int narrow = RankedLevels.Narrow.SHIFT;
        if (slots.count() <= 1 << narrow && most < 1 << Character.SIZE - narrow) {
            return narrow;
        }
        int wide = RankedLevels.Wide.SHIFT;
        return slots.count() <= 1 << wide && most < 1 << Integer.SIZE - 1 - wide ? wide : 0;
    }

    private static boolean tooEmpty(Trees trees) {
        int[] depths = bandDepths(trees);
        long full = 0;
        for (int band = 0; band < depths.length; band++) {
            full += (long) Math.min(BAND, trees.trees() - band * BAND) << depths[band];
        }
        return full > (long) MOST_FILL * (trees.leaves() + trees.trees());
    }

    /** Of each band, the depth of its deepest tree. */
    private static int[] bandDepths(Trees trees) {
        int[] depths = TreeDepths.of(trees);
        int[] deepest = new int[(depths.length + BAND - 1) / BAND];
        Arrays.fill(deepest, MIN_DEPTH);
        for (int tree = 0; tree < depths.length; tree++) {
            deepest[tree / BAND] = Math.max(deepest[tree / BAND], depths[tree]);
        }
        return deepest;
    }

    private record Filling(Trees trees, Slots slots, CutOrder order, RankedLevels levels, int[] leaves, int depth) {

        void fill(int node, int level, int place) {
            if (trees.isLeaf(node)) {
                int below = depth - level;
                Arrays.fill(leaves, place << below, place + 1 << below, trees.leaf(node));
                return;
            }
            // The keys of a set are below and above every rank.
            levels.put(level, place, trees.byCategories(node) ? 0 : order.position(node), slots.of(node));
            fill(trees.left(node), level + 1, 2 * place);
            fill(trees.right(node), level + 1, 2 * place + 1);
        }
    }

    int bands() {
        return levels.length;
    }

    /** Trees of a band. */
    int count(int band) {
        return Math.min(BAND, trees - band * BAND);
    }

    /** Walks the trees of a band to the places of the leaves where a row ends. */
    void walk(int band, int[] keys, int[] places) {
        levels[band].walk(keys, places);
    }

    /** Number of the leaf at a place. */
    int leaf(int band, int place) {
        return leaves[band][place];
    }

    float floatAt(int band, int place) {
        return floats[band][place];
    }

    /** Walks the trees of all bands and adds, in their order, the leaves where a row ends. */
    float addFloats(float start, int[] keys, int[] places) {
        float sum = start;
        for (int band = 0; band < levels.length; band++) {
            sum = levels[band].add(floats[band], keys, places, sum);
        }
        return sum;
    }

    double addDoubles(double start, int[] keys, int[] places) {
        double sum = start;
        for (int band = 0; band < levels.length; band++) {
            sum = levels[band].add(doubles[band], keys, places, sum);
        }
        return sum;
    }
}
