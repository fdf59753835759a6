package io.mlstack.benchmarks.model;

import io.mlstack.benchmarks.model.BoostedTrees.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes XGBoost's trees as a LightGBM model, so that LightGBM scores the very same trees.
 *
 * <p>LightGBM sends left what is {@code <=} its threshold, compared in double. For rows of float32 that is {@code x < t}
 * where its threshold is the next float32 below {@code t}. Splits are numbered from 0 in pre-order; a leaf is the
 * complement of its number. Source: {@code src/io/tree.cpp} of LightGBM 4.
 */
public final class LightGbmText {

    /** {@code decision_type}: NaN is missing. */
    private static final int NAN_IS_MISSING = 2 << 2;

    /** {@code decision_type}: missing goes left. */
    private static final int MISSING_LEFT = 2;

    private LightGbmText() {}

    /** The content of a model file of {@code features} numbers a row. */
    public static String of(BoostedTrees trees, int features) {
        List<String> blocks = new ArrayList<>();
        for (Tree tree : trees.trees()) {
            blocks.add("Tree=" + blocks.size() + "\n" + block(tree) + "\n\n");
        }
        String names = IntStream.range(0, features).mapToObj(i -> "x" + i).collect(Collectors.joining(" "));
        String infos = IntStream.range(0, features).mapToObj(i -> "[-9:9]").collect(Collectors.joining(" "));
        String sizes =
                blocks.stream().map(block -> String.valueOf(block.length())).collect(Collectors.joining(" "));
        return "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\nmax_feature_idx="
                + (features - 1) + "\nobjective=binary sigmoid:1\nfeature_names=" + names + "\nfeature_infos=" + infos
                + "\ntree_sizes=" + sizes + "\n\n" + String.join("", blocks) + "end of trees\n\n";
    }

    private static String block(Tree tree) {
        Walk walk = new Walk(tree);
        walk.number(0);
        if (walk.splits.isEmpty()) {
            return "num_leaves=1\nnum_cat=0\nleaf_value=" + (double) tree.value()[0] + "\nis_linear=0\nshrinkage=1\n";
        }
        return "num_leaves=" + walk.leaves.size() + "\nnum_cat=0\n"
                + walk.perSplit("split_feature", node -> String.valueOf(tree.feature()[node]))
                + walk.perSplit("split_gain", node -> "1")
                + walk.perSplit("threshold", node -> String.valueOf((double) Math.nextDown(tree.value()[node])))
                + walk.perSplit(
                        "decision_type",
                        node -> String.valueOf(NAN_IS_MISSING + (tree.missingLeft()[node] ? MISSING_LEFT : 0)))
                + walk.perSplit("left_child", node -> String.valueOf(walk.numbers[tree.left()[node]]))
                + walk.perSplit("right_child", node -> String.valueOf(walk.numbers[tree.right()[node]]))
                + walk.perLeaf("leaf_value", node -> String.valueOf((double) tree.value()[node]))
                + walk.perLeaf("leaf_weight", node -> "1")
                + walk.perLeaf("leaf_count", node -> "1")
                + walk.perSplit("internal_value", node -> "0")
                + walk.perSplit("internal_weight", node -> "1")
                + walk.perSplit("internal_count", node -> "1")
                + "is_linear=0\nshrinkage=1\n";
    }

    private interface Text {
        String of(int node);
    }

    /** Numbers the nodes of a tree as LightGBM does. */
    private static final class Walk {
        private final Tree tree;
        private final int[] numbers;
        private final List<Integer> splits = new ArrayList<>();
        private final List<Integer> leaves = new ArrayList<>();

        Walk(Tree tree) {
            this.tree = tree;
            this.numbers = new int[tree.nodes()];
        }

        void number(int node) {
            if (tree.isLeaf(node)) {
                numbers[node] = ~leaves.size();
                leaves.add(node);
                return;
            }
            numbers[node] = splits.size();
            splits.add(node);
            number(tree.left()[node]);
            number(tree.right()[node]);
        }

        String perSplit(String name, Text text) {
            return line(name, splits, text);
        }

        String perLeaf(String name, Text text) {
            return line(name, leaves, text);
        }

        private static String line(String name, List<Integer> nodes, Text text) {
            StringJoiner line = new StringJoiner(" ", name + "=", "\n");
            nodes.forEach(node -> line.add(text.of(node)));
            return line.toString();
        }
    }
}
