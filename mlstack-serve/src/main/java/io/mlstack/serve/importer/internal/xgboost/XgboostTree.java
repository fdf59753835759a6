package io.mlstack.serve.importer.internal.xgboost;

import io.mlstack.api.model.Trees;
import io.mlstack.api.model.TreesBuilder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * One tree as XGBoost lays it out: arrays by node, children anywhere, the number of a leaf where a split has its threshold.
 *
 * @param right the right child; at a leaf with several numbers, its position among the leaves in newer files
 * @param conditions thresholds and leaf values
 * @param vectors numbers of the leaves, {@code width} each, where leaves have several; else empty
 * @param byLeaf whether {@code vectors} lists leaves only, or all nodes
 * @param hessians sum of the second derivatives of the rows that came by, or empty where not all are finite
 */
record XgboostTree(
        int[] left,
        int[] right,
        int[] features,
        float[] conditions,
        int[] defaultLeft,
        CategorySets categories,
        float[] vectors,
        boolean byLeaf,
        int width,
        float[] hessians) {

    static XgboostTree read(Place json) {
        Place param = json.field("tree_param");
        int nodes = param.field("num_nodes").int32();
        int width =
                Math.max(1, param.optional("size_leaf_vector").map(Place::int32).orElse(1));
        Place left = json.field("left_children");
        // Compared with what the file has before anything of that size is allocated.
        if (nodes < 1 || left.numbers().length != nodes) {
            throw Refusal.damaged(left.path(), "has " + left.numbers().length + " numbers for " + nodes + " nodes");
        }
        Optional<Place> leaves = json.optional("leaf_weights");
        Place vectors = leaves.orElse(json);
        float[] numbers = new float[0];
        if (width > 1) {
            vectors = leaves.orElseGet(() -> json.field("base_weights"));
            numbers = vectors.floats(vectors.numbers().length);
            vectors.requireFinite(numbers);
        }
        return new XgboostTree(
                left.ints(),
                json.field("right_children").ints(nodes),
                json.field("split_indices").ints(nodes),
                json.field("split_conditions").floats(nodes),
                json.field("default_left").ints(nodes),
                CategorySets.read(json, nodes),
                numbers,
                leaves.isPresent(),
                width,
                hessians(json, nodes));
    }

    private static float[] hessians(Place json, int nodes) {
        Optional<Place> sums = json.optional("sum_hessian");
        if (sums.isEmpty()) {
            return new float[0];
        }
        float[] hessians = sums.get().floats(nodes);
        for (float hessian : hessians) {
            if (!Float.isFinite(hessian)) {
                return new float[0];
            }
        }
        return hessians;
    }

    /**
     * Appends the nodes in pre-order.
     *
     * @param rowWidth features of a row
     * @param factor what dart multiplies the leaves with, in float32; 1 for other trees
     * @param cover whether to tell the Hessians
     * @param path of the tree, for messages
     */
    void addTo(TreesBuilder trees, int rowWidth, float factor, boolean cover, String path) {
        BitSet seen = new BitSet(left.length);
        int[] waiting = new int[64];
        int height = 0;
        waiting[height++] = 0;
        while (height > 0) {
            int node = waiting[--height];
            if (node < 0 || node >= left.length || seen.get(node)) {
                throw Refusal.damaged(path, "node " + node + " is not there, or the child of two");
            }
            seen.set(node);
            if (left[node] == -1) {
                leaf(trees, node, factor, path);
            } else {
                split(trees, node, rowWidth, path);
                waiting = height + 2 > waiting.length ? Arrays.copyOf(waiting, 2 * waiting.length) : waiting;
                waiting[height++] = right[node];
                waiting[height++] = left[node];
            }
            if (cover) {
                trees.cover(hessians[node]);
            }
        }
    }

    private void split(TreesBuilder trees, int node, int rowWidth, String path) {
        if (features[node] < 0 || features[node] >= rowWidth) {
            // Not checked on reading: nodes that pruning left behind split no feature there is.
            throw Refusal.damaged(path, "node " + node + " splits feature " + features[node] + " of " + rowWidth);
        }
        boolean missingLeft = defaultLeft[node] != 0;
        if (categories.isSplit(node)) {
            trees.categories(features[node], categories.members(node), false, Trees.Missing.NAN, missingLeft);
        } else if (Float.isNaN(conditions[node])) {
            throw Refusal.damaged(path, "the threshold of node " + node + " is NaN");
        } else {
            trees.split(features[node], conditions[node], Trees.Missing.NAN, missingLeft);
        }
    }

    private void leaf(TreesBuilder trees, int node, float factor, String path) {
        if (width == 1) {
            float value = conditions[node] * factor;
            if (!Float.isFinite(value)) {
                throw Refusal.damaged(path, "the leaf at node " + node + " is " + value);
            }
            trees.leaf(value);
            return;
        }
        int at = byLeaf ? right[node] : node;
        if (at < 0 || (at + 1L) * width > vectors.length) {
            throw Refusal.damaged(path, "the leaf at node " + node + " has no numbers");
        }
        double[] numbers = new double[width];
        for (int k = 0; k < width; k++) {
            numbers[k] = vectors[at * width + k] * factor;
        }
        trees.leaf(numbers);
    }
}
