package io.mlstack.benchmarks.model;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import io.mlstack.api.model.TreesBuilder;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import io.mlstack.benchmarks.onnx.Ensemble;
import io.mlstack.benchmarks.onnx.OnnxGraph;
import io.mlstack.serve.importer.Import;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Boosted trees that XGBoost trained, with the logistic function behind them; mlstack has them from its importer. The file is
 * read when it is first needed.
 */
public final class TreeModel implements BenchmarkModel {

    /** Beside its model, XGBoost's own margins of the benchmark's rows: one float32 a row, big-endian. */
    public static final String MARGINS = "margins.f32";

    /** Likewise the node at which each tree leaves a row, row by row. */
    public static final String LEAVES = "leaves.f32";

    private final TreeTask task;
    private final Path json;
    private @Nullable BoostedTrees read;

    /** @param json what XGBoost saved */
    public TreeModel(TreeTask task, Path json) {
        this.task = task;
        this.json = json;
    }

    /** What the trees were trained on. */
    public TreeTask task() {
        return task;
    }

    /** Where XGBoost's model lies, or will lie once it is trained. */
    public Path json() {
        return json;
    }

    /** The trees. */
    public BoostedTrees trees() {
        if (read == null) {
            try {
                read = BoostedTrees.read(json);
            } catch (IOException e) {
                throw new UncheckedIOException("the trees must be trained first", e);
            }
        }
        return read;
    }

    @Override
    public int inputs() {
        return task.features();
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public float[] rows(int count) {
        return task.rows(count);
    }

    @Override
    public double[] reference(float[] rows, int offset) {
        return new double[] {1 / (1 + StrictMath.exp(-trees().margin(rows, offset)))};
    }

    @Override
    public ModelGraph graph() {
        return start(margins())
                .add(new Node.Sigmoid("margin", "y"))
                .output(Column.of("y", ColumnType.FLOAT64))
                .build();
    }

    /** The trees without the logistic function: column {@code margin}. */
    public ModelGraph marginGraph() {
        return start(margins()).output(Column.of("margin", ColumnType.FLOAT32)).build();
    }

    /** The same splits, whose leaves say where a row arrived: one output a tree, the number of the node in XGBoost's file. */
    public ModelGraph leafGraph() {
        TreesBuilder builder =
                Trees.builder(Tensor.Type.F32, inputs(), trees().trees().size());
        for (int t = 0; t < trees().trees().size(); t++) {
            builder.tree(t);
            add(trees().trees().get(t), 0, builder);
        }
        return start(builder.build())
                .output(Column.of("margin", ColumnType.vector(trees().trees().size())))
                .build();
    }

    private ModelGraph.Builder start(Trees ensemble) {
        return ModelGraph.from(Schema.of(Column.of("x", ColumnType.vector(inputs()))))
                .add(new Node.TreeEnsemble("x", "margin", ensemble));
    }

    private Trees margins() {
        try {
            return Import.xgboost(json).graph().nodes().stream()
                    .filter(Node.TreeEnsemble.class::isInstance)
                    .map(node -> ((Node.TreeEnsemble) node).trees())
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("the trees must be trained first", e);
        }
    }

    private static void add(BoostedTrees.Tree tree, int node, TreesBuilder to) {
        if (tree.isLeaf(node)) {
            to.leaf(node);
            return;
        }
        to.split(tree.feature()[node], tree.value()[node], Trees.Missing.NAN, tree.missingLeft()[node]);
        add(tree, tree.left()[node], to);
        add(tree, tree.right()[node], to);
    }

    @Override
    public byte[] onnx(int rows) {
        OnnxGraph graph = new OnnxGraph("trees").input("x", rows, inputs());
        Ensemble ensemble = new Ensemble();
        for (BoostedTrees.Tree tree : trees().trees()) {
            ensemble.tree(tree.left(), tree.right(), tree.feature(), tree.value(), tree.missingLeft());
        }
        // A Sigmoid of its own: the ensemble's post transform was ignored without a word (LOGISTIC, one target).
        return graph.trees("x", ensemble, "margin")
                .sigmoid("margin", "y")
                .output("y", rows, 1)
                .toBytes();
    }
}
