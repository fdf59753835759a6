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

    private void walk(int width) {
        int[] open = new int[64];
        int height = 0;
        int splits = 0;
        for (int node = 0; node < features.length; node++) {
            if (height == 0) {
                startTree(node);
            }
            if (features[node] >= 0) {
                if (features[node] >= width) {
                    throw new IllegalArgumentException("node " + node + " of tree " + (trees - 1) + " splits feature "
                            + features[node] + ", but a row has " + width);
                }
                if (height == Trees.MAX_DEPTH) {
                    throw new IllegalArgumentException(
                            "tree " + (trees - 1) + " is deeper than " + Trees.MAX_DEPTH + " splits");
                }
                open = height == open.length ? Arrays.copyOf(open, 2 * height) : open;
                open[height++] = node;
                depth = Math.max(depth, height);
                index[node] = splits++;
            } else if (features[node] == -1) {
                index[node] = leaves++;
                while (height > 0 && right[open[height - 1]] != 0) {
                    height--;
                }
                if (height > 0) {
                    right[open[height - 1]] = node + 1;
                }
            } else {
                throw new IllegalArgumentException("node " + node + " splits feature " + features[node]);
            }
        }
        if (height > 0 || trees == 0) {
            throw new IllegalArgumentException(
                    trees == 0
                            ? "there is no tree"
                            : "tree " + (trees - 1) + " ends before all its splits have two sides");
        }
        roots = Arrays.copyOf(roots, trees + 1);
        roots[trees] = features.length;
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
