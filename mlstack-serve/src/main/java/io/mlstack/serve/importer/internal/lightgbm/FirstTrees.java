package io.mlstack.serve.importer.internal.lightgbm;

import io.mlstack.api.model.Trees;
import io.mlstack.api.model.TreesBuilder;

/** Copies the first trees of an ensemble whose leaves have one number each. */
final class FirstTrees {

    private FirstTrees() {}

    /** The first {@code count} trees; the same ensemble where those are all. */
    static Trees of(Trees trees, int count) {
        if (count == trees.trees()) {
            return trees;
        }
        TreesBuilder builder = Trees.builder(trees.type(), trees.features(), trees.outputs());
        if (trees.isAverage()) {
            builder.average();
        }
        for (int tree = 0; tree < count; tree++) {
            builder.tree(trees.output(tree));
            for (int node = trees.root(tree); node < trees.root(tree + 1); node++) {
                copy(trees, node, builder);
                if (trees.hasCover()) {
                    builder.cover(trees.cover(node));
                }
            }
        }
        return builder.build();
    }

    private static void copy(Trees trees, int node, TreesBuilder builder) {
        if (trees.isLeaf(node)) {
            int leaf = trees.leaf(node);
            int[] terms = trees.termFeatures(leaf);
            if (trees.hasLinearLeaves()) {
                builder.linearLeaf(trees.value(leaf, 0), trees.constant(leaf), terms, trees.termWeights(leaf));
            } else {
                builder.leaf(trees.value(leaf, 0));
            }
        } else if (trees.byCategories(node)) {
            builder.categories(
                    trees.feature(node),
                    trees.members(node),
                    trees.membersLeft(node),
                    trees.missing(node),
                    trees.missingLeft(node));
        } else {
            builder.split(trees.feature(node), trees.threshold(node), trees.missing(node), trees.missingLeft(node));
        }
    }
}
