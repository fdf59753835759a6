package io.mlstack.api.model;

import java.util.Arrays;

/** Which nodes are splits, where their right children lie and where trees begin, from the pre-order of features alone. */
final class TreeShape {

    private final int[] features;
    private final int[] right;
    private final int[] index;
    private int[] roots = new int[16];
    private int trees;
    private int leaves;
    private int depth;

    private TreeShape(int[] features) {
        this.features = features;
        this.right = new int[features.length];
        this.index = new int[features.length];
    }

    /**
     * @param features feature of each split, -1 for each leaf
     * @param width features a row
     * @throws IllegalArgumentException if these are no trees
     */
    static TreeShape of(int[] features, int width) {
        TreeShape shape = new TreeShape(features);
        shape.walk(width);
        return shape;
    }

    /** Keeps, with their levels, the splits whose right side has not begun: a leaf ends what is left of the last of them. */
    private void walk(int width) {
        int[] open = new int[Math.min(features.length, Trees.MAX_DEPTH) + 1];
        int[] levels = new int[open.length];
        int height = 0;
        int level = 0;
        int deepest = 0;
        int splits = 0;
        startTree(0);
        for (int node = 0; node < features.length; node++) {
            if (features[node] >= 0) {
                requireFeature(node, width);
                open[height] = node;
                levels[height++] = level++;
                requireDepth(level);
                deepest = Math.max(deepest, level);
                index[node] = splits++;
                continue;
            }
            requireLeaf(node);
            index[node] = node - splits;
            if (height > 0) {
                height--;
                right[open[height]] = node + 1;
                level = levels[height] + 1;
            } else {
                level = 0;
                startTree(node + 1);
            }
        }
        leaves = features.length - splits;
        depth = deepest;
        end(level > 0);
    }

    private void requireFeature(int node, int width) {
        if (features[node] >= width) {
            throw new IllegalArgumentException("node " + node + " of tree " + (trees - 1) + " splits feature "
                    + features[node] + ", but a row has " + width);
        }
    }

    private void requireLeaf(int node) {
        if (features[node] != -1) {
            throw new IllegalArgumentException("node " + node + " splits feature " + features[node]);
        }
    }

    private void requireDepth(int level) {
        if (level > Trees.MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "tree " + (trees - 1) + " is deeper than " + Trees.MAX_DEPTH + " splits");
        }
    }

    /** The last tree that was begun has no node, unless it is unfinished. */
    private void end(boolean unfinished) {
        if (unfinished) {
            throw new IllegalArgumentException("tree " + (trees - 1) + " ends before all its splits have two sides");
        }
        trees--;
        if (trees == 0) {
            throw new IllegalArgumentException("there is no tree");
        }
        roots = Arrays.copyOf(roots, trees + 1);
    }

    private void startTree(int node) {
        roots = trees == roots.length ? Arrays.copyOf(roots, 2 * trees) : roots;
        roots[trees++] = node;
    }

    int trees() {
        return trees;
    }

    int nodes() {
        return features.length;
    }

    int leaves() {
        return leaves;
    }

    int depth() {
        return depth;
    }

    int root(int tree) {
        return roots[tree];
    }

    int feature(int node) {
        return features[node];
    }

    int right(int node) {
        return right[node];
    }

    /** Number of a split among the splits, of a leaf among the leaves. */
    int index(int node) {
        return index[node];
    }
}
