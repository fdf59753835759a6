package io.mlstack.serve.predict;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The models that the tests and timings of this package score: fixed shapes, weights by seed. */
final class Models {

    private Models() {}

    static Schema numbers(int count) {
        return Schema.of(IntStream.range(0, count)
                .mapToObj(i -> Column.of("x" + i, ColumnType.FLOAT64))
                .toList());
    }

    /** Concat, impute, standardise, linear, sigmoid, two classes, threshold, pick: what training gives a binary problem. */
    static ModelGraph logistic(int features) {
        Random random = new Random(features);
        Schema schema = numbers(features);
        ModelGraph.Builder graph = ModelGraph.from(schema)
                .add(new Node.Concat(schema.names(), "features"))
                .add(new Node.Impute("features", "complete", doubles(random, features)))
                .add(new Node.Standardise(
                        "complete", "scaled", doubles(random, features), deviations(random, features)))
                .add(new Node.Linear(
                        "scaled",
                        "score",
                        Tensor.of(gaussians(random, features, 0.5), 1, features),
                        Tensor.of(new double[] {0.3}, 1)));
        return binary(graph, "diagnosis", List.of("benign", "malignant")).build();
    }

    static ModelGraph.Builder binary(ModelGraph.Builder graph, String target, List<String> classes) {
        return graph.add(new Node.Sigmoid("score", "p"))
                .add(new Node.TwoClass("p", "probabilities", 1))
                .add(new Node.Threshold("probabilities", target, 1, 0.5, classes))
                .add(new Node.Pick("probabilities", target, "probability"))
                .output(Column.of(target, ColumnType.category(classes)))
                .output(Column.of("probability", ColumnType.FLOAT64))
                .output(Column.of("probabilities", ColumnType.vector(2)))
                .output(Column.of("score", ColumnType.FLOAT64));
    }

    /** Standardise, cast, dense layers with ReLU between them, softmax, arg-max, pick. */
    static ModelGraph net(int... widths) {
        Random random = new Random(widths.length);
        Schema schema = numbers(widths[0]);
        ModelGraph.Builder graph = ModelGraph.from(schema)
                .add(new Node.Concat(schema.names(), "features"))
                .add(new Node.Impute("features", "complete", doubles(random, widths[0])))
                .add(new Node.Standardise(
                        "complete", "scaled", doubles(random, widths[0]), deviations(random, widths[0])))
                .add(new Node.Cast("scaled", "narrow", Tensor.Type.F32));
        String value = "narrow";
        for (int l = 1; l < widths.length; l++) {
            boolean last = l == widths.length - 1;
            String output = last ? "scores" : "hidden" + l;
            graph.add(new Node.Dense(
                    value,
                    output,
                    Tensor.of(
                            floats(random, widths[l] * widths[l - 1], Math.sqrt(2.0 / widths[l - 1])),
                            widths[l],
                            widths[l - 1]),
                    Tensor.of(floats(random, widths[l], 0.1), widths[l]),
                    last ? Activation.IDENTITY : Activation.RELU));
            value = output;
        }
        int classes = widths[widths.length - 1];
        List<String> names =
                IntStream.range(0, classes).mapToObj(i -> "digit" + i).toList();
        return graph.add(new Node.Softmax(value, "probabilities"))
                .add(new Node.ArgMax("probabilities", "digit", names))
                .add(new Node.Pick("probabilities", "digit", "probability"))
                .output(Column.of("digit", ColumnType.category(names)))
                .output(Column.of("probability", ColumnType.FLOAT64))
                .output(Column.of("probabilities", ColumnType.vector(classes)))
                .build();
    }

    /** Concat, cast, trees; one output goes out as margin, of several the most likely class. */
    static ModelGraph trees(Trees trees) {
        Schema schema = numbers(trees.features());
        ModelGraph.Builder graph = ModelGraph.from(schema)
                .add(new Node.Concat(schema.names(), "features"))
                .add(new Node.Cast("features", "typed", trees.type()))
                .add(new Node.TreeEnsemble("typed", "margin", trees));
        if (trees.outputs() == 1) {
            boolean narrow = trees.type() == Tensor.Type.F32;
            return graph.output(Column.of("margin", narrow ? ColumnType.FLOAT32 : ColumnType.FLOAT64))
                    .build();
        }
        List<String> classes =
                IntStream.range(0, trees.outputs()).mapToObj(i -> "c" + i).toList();
        return graph.add(new Node.Softmax("margin", "probabilities"))
                .add(new Node.ArgMax("probabilities", "label", classes))
                .output(Column.of("label", ColumnType.category(classes)))
                .build();
    }

    static float[] rows(int rows, int width, long seed) {
        return floats(new Random(seed), rows * width, 1);
    }

    static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    private static Tensor doubles(Random random, int count) {
        return Tensor.of(gaussians(random, count, 1), count);
    }

    private static Tensor deviations(Random random, int count) {
        return Tensor.of(random.doubles(count, 0.5, 1.5).toArray(), count);
    }

    private static double[] gaussians(Random random, int count, double scale) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian() * scale;
        }
        return values;
    }

    private static float[] floats(Random random, int count, double scale) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * scale);
        }
        return values;
    }
}
