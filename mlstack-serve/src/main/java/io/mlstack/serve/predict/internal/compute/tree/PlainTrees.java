package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Trees;

/** Trees as the model has them, walked one after the other: nothing to lay out, and slow. Immutable. */
final class PlainTrees implements RowTrees {

    private final Trees trees;
    private final CategorySets sets;
    private final LeafSums sums;

    PlainTrees(Trees trees, CategorySets sets, LeafSums sums) {
        this.trees = trees;
        this.sets = sets;
        this.sums = sums;
    }

    @Override
    public void score(double[] in, int from, double[] out, int to, TreeScratch scratch) {
        for (int k = 0; k < sums.outputs(); k++) {
            out[to + k] = sums.begin(k);
        }
        for (int tree = 0; tree < trees.trees(); tree++) {
            int node = trees.root(tree);
            while (!trees.isLeaf(node)) {
                node = left(node, in[from + trees.feature(node)]) ? trees.left(node) : trees.right(node);
            }
            sums.add(tree, trees.leaf(node), in, from, out, to);
        }
        for (int k = 0; k < sums.outputs(); k++) {
            out[to + k] = sums.end(k, out[to + k]);
        }
    }

    private boolean left(int node, double x) {
        if (trees.byCategories(node)) {
            return sets.left(sets.number(node), x);
        }
        boolean nan = Double.isNaN(x);
        return switch (trees.missing(node)) {
            case NAN -> nan ? trees.missingLeft(node) : x < trees.threshold(node);
            case NAN_OR_ZERO -> nan || Math.abs(x) <= Trees.ZERO ? trees.missingLeft(node) : x < trees.threshold(node);
            case NEVER -> (nan ? 0 : x) < trees.threshold(node);
        };
    }
}
