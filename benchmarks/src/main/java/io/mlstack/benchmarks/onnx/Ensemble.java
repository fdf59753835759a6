package io.mlstack.benchmarks.onnx;

/**
 * Trees in the form of the operator {@code TreeEnsembleRegressor}, version 3: one entry a node in lists beside each other.
 * Not thread-safe.
 *
 * <p>Source: <a href="https://github.com/onnx/onnx/blob/v1.13.0/docs/Operators-ml.md">Operators-ml.md of ONNX 1.13</a>.
 */
public final class Ensemble {

    private static final int FLOATS = 6;
    private static final int INTS = 7;
    private static final int STRINGS = 8;
    private static final int STRING = 3;
    private static final int INT = 2;

    private final ProtobufWriter treeIds = named("nodes_treeids");
    private final ProtobufWriter nodeIds = named("nodes_nodeids");
    private final ProtobufWriter features = named("nodes_featureids");
    private final ProtobufWriter modes = named("nodes_modes");
    private final ProtobufWriter values = named("nodes_values");
    private final ProtobufWriter trues = named("nodes_truenodeids");
    private final ProtobufWriter falses = named("nodes_falsenodeids");
    private final ProtobufWriter missings = named("nodes_missing_value_tracks_true");
    private final ProtobufWriter targetTrees = named("target_treeids");
    private final ProtobufWriter targetNodes = named("target_nodeids");
    private final ProtobufWriter targets = named("target_ids");
    private final ProtobufWriter weights = named("target_weights");
    private int trees;

    /**
     * Adds a tree whose root is node 0.
     *
     * @param left where {@code x < value} goes; negative at a leaf
     * @param value threshold of a split, number of a leaf
     * @param missingLeft where NaN goes
     */
    public Ensemble tree(int[] left, int[] right, int[] feature, float[] value, boolean[] missingLeft) {
        for (int node = 0; node < left.length; node++) {
            boolean leaf = left[node] < 0;
            treeIds.integer(8, trees);
            nodeIds.integer(8, node);
            features.integer(8, leaf ? 0 : feature[node]);
            modes.text(9, leaf ? "LEAF" : "BRANCH_LT");
            values.float32(7, leaf ? 0 : value[node]);
            trues.integer(8, leaf ? 0 : left[node]);
            falses.integer(8, leaf ? 0 : right[node]);
            missings.integer(8, !leaf && missingLeft[node] ? 1 : 0);
            if (leaf) {
                targetTrees.integer(8, trees);
                targetNodes.integer(8, node);
                targets.integer(8, 0);
                weights.float32(7, value[node]);
            }
        }
        trees++;
        return this;
    }

    ProtobufWriter node(ProtobufWriter node) {
        for (ProtobufWriter ints : new ProtobufWriter[] {
            treeIds, nodeIds, features, trues, falses, missings, targetTrees, targetNodes, targets
        }) {
            node.message(5, ints.integer(20, INTS));
        }
        return node.message(5, values.integer(20, FLOATS))
                .message(5, weights.integer(20, FLOATS))
                .message(5, modes.integer(20, STRINGS))
                .message(5, named("n_targets").integer(3, 1).integer(20, INT))
                .message(5, named("post_transform").text(4, "NONE").integer(20, STRING))
                .message(5, named("aggregate_function").text(4, "SUM").integer(20, STRING))
                .text(7, OnnxGraph.ML_DOMAIN);
    }

    private static ProtobufWriter named(String name) {
        return new ProtobufWriter().text(1, name);
    }
}
