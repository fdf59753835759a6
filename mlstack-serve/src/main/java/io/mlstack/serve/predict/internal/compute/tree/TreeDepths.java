package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Trees;

/** How deep trees are, and how large they become where each is filled up to a full one. */
final class TreeDepths {

    private TreeDepths() {}

    /** Splits on the way to the deepest leaf of each tree; none may be deeper than 127. */
    static int[] of(Trees trees) {
        int[] depths = new int[trees.trees()];
        byte[] depth = new byte[trees.nodes()];
        for (int tree = 0; tree < depths.length; tree++) {
            for (int node = trees.root(tree); node < trees.root(tree + 1); node++) {
                if (trees.isLeaf(node)) {
                    depths[tree] = Math.max(depths[tree], depth[node]);
                } else {
                    depth[trees.left(node)] = (byte) (depth[node] + 1);
                    depth[trees.right(node)] = (byte) (depth[node] + 1);
                }
            }
        }
        return depths;
    }

    /** Leaves of full trees of these depths. */
    static long full(int[] depths) {
        long leaves = 0;
        for (int depth : depths) {
            leaves += 1L << depth;
        }
        return leaves;
    }
}
