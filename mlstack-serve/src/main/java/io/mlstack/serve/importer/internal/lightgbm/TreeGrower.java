package io.mlstack.serve.importer.internal.lightgbm;

import io.mlstack.api.model.Trees;
import io.mlstack.api.model.TreesBuilder;
import java.util.Arrays;

/** Puts the nodes of one {@link TreeBlock} into pre-order. */
final class TreeGrower {

    private static final int CATEGORICAL = 1;
    private static final int DEFAULT_LEFT = 2;
    private static final int KIND_SHIFT = 2;
    private static final int KNOWN_BITS = 15;
    private static final String CURE = "save the model again with LightGBM";

    private final TreeBlock tree;
    private final int features;
    private final TreesBuilder builder;
    private final boolean counts;
    private final boolean[] grown;
    private final boolean[] hung;
    private final int[] termStarts;

    TreeGrower(TreeBlock tree, int features, TreesBuilder builder, boolean counts) {
        this.tree = tree;
        this.features = features;
        this.builder = builder;
        this.counts = counts;
        // As long as what the text held, so no count alone takes memory.
        this.grown = new boolean[tree.left().length];
        this.hung = new boolean[tree.values().length];
        this.termStarts = termStarts(tree);
    }

    private static int[] termStarts(TreeBlock tree) {
        int[] starts = new int[tree.termCounts().length + 1];
        for (int i = 0; i < tree.termCounts().length; i++) {
            if (tree.termCounts()[i] < 0) {
                throw TreeBlock.refused(tree.place(), "leaf " + i + " has fewer than no terms", CURE);
            }
            starts[i + 1] = starts[i] + tree.termCounts()[i];
        }
        return starts;
    }

    /** Adds the tree, whose leaves add to {@code output}. */
    void grow(int output) {
        builder.tree(output);
        if (tree.leaves() == 1) {
            leaf(0);
            return;
        }
        // Of each open split the nodes that wait for their turn: at most one a level, and one more.
        int[] waiting = new int[64];
        int[] depths = new int[64];
        int height = 0;
        waiting[height++] = 0;
        while (height > 0) {
            int node = waiting[--height];
            int depth = depths[height];
            if (node < 0) {
                leaf(-1 - node);
                continue;
            }
            split(node, depth);
            if (height + 2 > waiting.length) {
                waiting = Arrays.copyOf(waiting, 2 * waiting.length);
                depths = Arrays.copyOf(depths, 2 * depths.length);
            }
            waiting[height] = swapped(node) ? tree.left()[node] : tree.right()[node];
            depths[height++] = depth + 1;
            waiting[height] = swapped(node) ? tree.right()[node] : tree.left()[node];
            depths[height++] = depth + 1;
        }
        for (int leaf = 0; leaf < hung.length; leaf++) {
            if (!hung[leaf]) {
                throw TreeBlock.refused(tree.place(), "leaf " + leaf + " does not hang on the tree's root", CURE);
            }
        }
    }

    private void split(int node, int depth) {
        if (node >= grown.length || grown[node]) {
            throw TreeBlock.refused(
                    tree.place(),
                    node >= grown.length
                            ? "split " + node + " does not exist"
                            : "split " + node + " hangs on two nodes",
                    CURE);
        }
        if (depth >= Trees.MAX_DEPTH) {
            throw TreeBlock.refused(
                    tree.place(),
                    "is deeper than " + Trees.MAX_DEPTH + " splits, which is not supported",
                    "train with a max_depth");
        }
        grown[node] = true;
        int feature = tree.features()[node];
        int bits = tree.decisions()[node];
        if (feature < 0 || feature >= features) {
            throw TreeBlock.refused(
                    tree.place(), "split " + node + " looks at feature " + feature + " of " + features, CURE);
        }
        if ((bits & ~KNOWN_BITS) != 0 || bits >> KIND_SHIFT == Trees.Missing.values().length) {
            throw TreeBlock.refused(
                    tree.place(),
                    "split " + node + " has the unknown decision_type " + bits,
                    "upgrade mlstack, or report the model");
        }
        if ((bits & CATEGORICAL) != 0) {
            // Whatever the kind of missing, LightGBM sends NaN right, as it does all that is in no set.
            builder.categories(feature, members(node), true, Trees.Missing.NAN, false);
        } else {
            boolean left = (bits & DEFAULT_LEFT) != 0;
            builder.split(feature, below(tree.thresholds()[node]), missing(bits), left != swapped(node));
        }
        if (counts) {
            cover(node, tree.splitCounts()[node]);
        }
    }

    /**
     * The number that {@code x} is below where LightGBM finds {@code x <= t}: the next one above {@code t}.
     *
     * <p>LightGBM has put 0 for every number between -{@link Trees#ZERO} and {@link Trees#ZERO} before it compares, so a
     * threshold in there parts at the end of them. Above infinity there is nothing: see {@link #swapped}.
     */
    private static double below(double threshold) {
        if (threshold == Double.POSITIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        if (Math.abs(threshold) <= Trees.ZERO) {
            return threshold < 0 ? -Trees.ZERO : Math.nextUp(Trees.ZERO);
        }
        return Math.nextUp(threshold);
    }

    /**
     * Whether a split changes its sides. By {@code x <= infinity} LightGBM parts what is missing from all numbers. No number
     * is below minus infinity either, so that does the same with the sides changed.
     */
    private boolean swapped(int node) {
        return tree.thresholds()[node] == Double.POSITIVE_INFINITY && (tree.decisions()[node] & CATEGORICAL) == 0;
    }

    private static Trees.Missing missing(int bits) {
        return switch (bits >> KIND_SHIFT) {
            case 0 -> Trees.Missing.NEVER;
            case 1 -> Trees.Missing.NAN_OR_ZERO;
            default -> Trees.Missing.NAN;
        };
    }

    private long[] members(int node) {
        double index = tree.thresholds()[node];
        if (!(index >= 0 && index < tree.sets() && index == Math.rint(index))) {
            throw TreeBlock.refused(
                    tree.place(), "split " + node + " looks for set " + index + " of " + tree.sets(), CURE);
        }
        int from = tree.setStarts()[(int) index];
        int to = tree.setStarts()[(int) index + 1];
        if (from < 0 || to < from || to > tree.setWords().length) {
            throw TreeBlock.refused(tree.place(), "set " + (int) index + " lies from word " + from + " to " + to, CURE);
        }
        long[] members = new long[(to - from + 1) / 2];
        for (int i = from; i < to; i++) {
            int half = i - from;
            members[half / 2] |= (tree.setWords()[i] & 0xFFFF_FFFFL) << 32 * (half % 2);
        }
        return members;
    }

    private void leaf(int leaf) {
        if (leaf >= hung.length || hung[leaf]) {
            throw TreeBlock.refused(
                    tree.place(),
                    "leaf " + leaf + (leaf >= hung.length ? " does not exist" : " hangs on two nodes"),
                    CURE);
        }
        hung[leaf] = true;
        double value = tree.values()[leaf];
        if (tree.linear()) {
            int[] terms = Arrays.copyOfRange(tree.termFeatures(), termStarts[leaf], termStarts[leaf + 1]);
            for (int term : terms) {
                if (term < 0 || term >= features) {
                    throw TreeBlock.refused(
                            tree.place(), "leaf " + leaf + " weighs feature " + term + " of " + features, CURE);
                }
            }
            double[] weights = Arrays.copyOfRange(tree.termWeights(), termStarts[leaf], termStarts[leaf + 1]);
            builder.linearLeaf(value, tree.constants()[leaf], terms, weights);
        } else {
            builder.leaf(value);
        }
        if (counts) {
            // Of a tree without splits LightGBM says 0 rows or nothing, and all of any number came by.
            cover(-1 - leaf, tree.leaves() == 1 ? 1 : tree.leafCounts()[leaf]);
        }
    }

    private void cover(int node, int rows) {
        if (rows < 0) {
            throw TreeBlock.refused(tree.place(), rows + " training rows came by node " + node, CURE);
        }
        builder.cover(rows);
    }
}
