package io.mlstack.benchmarks.open;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import io.mlstack.api.model.TreesBuilder;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.bundle.Bundle;
import java.util.Random;

/** Models whose bundles are opened: the same ones each time. */
enum OpenModel {
    /** 68 KB of weights: opening is parsing and compiling, not reading. */
    NET("net") {
        @Override
        ModelGraph graph() {
            return net(64, 128, 64, 10);
        }
    },
    /** 64 MB of weights. */
    LARGE_NET("large-net") {
        @Override
        ModelGraph graph() {
            return net(4096, 4096, 2);
        }
    },
    /** 500 trees of depth 8 over 100 features. */
    TREES("trees") {
        @Override
        ModelGraph graph() {
            Random random = new Random(SEED);
            TreesBuilder trees = Trees.builder(Tensor.Type.F32, TREE_FEATURES, 1);
            for (int tree = 0; tree < TREE_COUNT; tree++) {
                grow(trees.tree(0), TREE_DEPTH, random);
            }
            return ModelGraph.from(Schema.of(Column.of("x", ColumnType.vector(TREE_FEATURES))))
                    .add(new Node.TreeEnsemble("x", "y", trees.build()))
                    .output(Column.of("y", ColumnType.FLOAT32))
                    .build();
        }
    };

    private static final long SEED = 21;
    private static final int TREE_FEATURES = 100;
    private static final int TREE_COUNT = 500;
    private static final int TREE_DEPTH = 8;
    private static final int GOLDEN_ROWS = 8;

    private final String key;

    OpenModel(String key) {
        this.key = key;
    }

    /** As it stands in bars. */
    String key() {
        return key;
    }

    abstract ModelGraph graph();

    /** The model with goldens, as every bundle should have them. */
    final Bundle bundle() {
        ModelGraph graph = graph();
        Random random = new Random(SEED);
        Columns.Builder rows = Columns.builder(graph.input());
        int width = ((ColumnType.Vector) graph.input().column(0).type()).width();
        for (int i = 0; i < GOLDEN_ROWS; i++) {
            float[] row = new float[width];
            for (int j = 0; j < width; j++) {
                row[j] = (float) random.nextGaussian();
            }
            rows.row((Object) row);
        }
        return Bundle.builder(key, graph).goldens(rows.build()).build();
    }

    private static ModelGraph net(int... widths) {
        Random random = new Random(SEED);
        ModelGraph.Builder graph = ModelGraph.from(Schema.of(Column.of("x", ColumnType.vector(widths[0]))));
        String value = "x";
        for (int layer = 1; layer < widths.length; layer++) {
            float[] weights = new float[widths[layer - 1] * widths[layer]];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (Math.sqrt(2.0 / widths[layer - 1]) * random.nextGaussian());
            }
            graph.add(new Node.Dense(
                    value,
                    "layer" + layer,
                    Tensor.of(weights, widths[layer], widths[layer - 1]),
                    Tensor.of(new float[widths[layer]], widths[layer]),
                    layer == widths.length - 1 ? Activation.IDENTITY : Activation.RELU));
            value = "layer" + layer;
        }
        return graph.add(new Node.Softmax(value, "y"))
                .output(Column.of("y", ColumnType.vector(widths[widths.length - 1])))
                .build();
    }

    private static void grow(TreesBuilder trees, int depth, Random random) {
        if (depth == 0) {
            trees.leaf((float) random.nextGaussian());
            return;
        }
        trees.split(random.nextInt(TREE_FEATURES), (float) random.nextGaussian(), Trees.Missing.NAN, true);
        grow(trees, depth - 1, random);
        grow(trees, depth - 1, random);
    }
}
