package io.mlstack.serve.predict;

import static java.util.Map.entry;

import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import io.mlstack.api.model.Activation;
import io.mlstack.api.model.LinkFunction;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.TermNorm;
import io.mlstack.api.model.TermWeight;
import io.mlstack.api.model.Tokens;
import io.mlstack.api.model.ValueType;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** One of every node in a graph that compiles, so that the guide shows types which were checked. */
final class GuideNodes {

    /** What each node does, by its name. */
    static final Map<String, String> SAYS = Map.ofEntries(
            entry("Impute", "replaces missing numbers"),
            entry("MarkMissing", "makes a number that stood for missing ones missing again"),
            entry("Standardise", "`(x - mean) / deviation`"),
            entry("MinMax", "`(x - low) / (high - low)`"),
            entry("Clip", "keeps numbers within bounds"),
            entry("Bucketise", "the interval a number lies in"),
            entry("OneHot", "a number for each level"),
            entry("Ordinal", "a number for a level, looked up"),
            entry("Hash", "one of few categories by MurmurHash3, of a text, a category or a number"),
            entry("Embedding", "a learned vector for a level"),
            entry("TfIdf", "weights of known terms in a text"),
            entry("HashedText", "weights of all terms in a text by their hashes"),
            entry("Concat", "numbers side by side"),
            entry("Cast", "float32 or float64"),
            entry("Linear", "weighted sums in float64"),
            entry("Dense", "a layer of a net in float32"),
            entry("BatchNorm", "batch normalisation with frozen moments, taken into the layer beside it"),
            entry("Activate", "an activation outside a layer"),
            entry("LeakyRelu", "leaky and parametric rectifiers"),
            entry("TreeEnsemble", "boosted trees and forests, float32 or float64"),
            entry("Link", "a link function, number by number"),
            entry("Sigmoid", "the logistic function"),
            entry("Softmax", "probabilities that add up to 1"),
            entry("TwoClass", "both probabilities from one"),
            entry("Platt", "calibration along a sigmoid"),
            entry("Isotonic", "calibration along a monotone curve"),
            entry("Temperature", "margins over a temperature"),
            entry("Normalise", "numbers over their sum"),
            entry("ArgMax", "the class of the highest number"),
            entry("Threshold", "the positive class from a probability on"),
            entry("Pick", "the number of a class"),
            entry("TopK", "positions of the highest numbers"),
            entry("Take", "the numbers at positions"));

    private static final Schema INPUT = Schema.of(
            Column.of("age", ColumnType.FLOAT64),
            Column.of("color", ColumnType.category("blue", "green", "red")),
            Column.of("pixels", ColumnType.vector(2)),
            Column.of("remark", ColumnType.TEXT));

    private GuideNodes() {}

    /** All cases of a node. */
    static Set<Class<?>> kinds() {
        Set<Class<?>> kinds = new HashSet<>();
        collect(Node.class, kinds);
        return kinds;
    }

    private static void collect(Class<?> type, Set<Class<?>> kinds) {
        for (Class<?> sub : type.getPermittedSubclasses()) {
            if (sub.isSealed()) {
                collect(sub, kinds);
            } else {
                kinds.add(sub);
            }
        }
    }

    static ModelGraph example() {
        ModelGraph inner = nodes().build();
        ModelGraph.Builder graph = inner.extend();
        for (Node node : inner.nodes()) {
            graph.output(Column.of(node.output(), leaves(inner.type(node.output()))));
        }
        return graph.build();
    }

    private static ColumnType leaves(ValueType type) {
        if (type instanceof ValueType.Category category) {
            return ColumnType.category(category.levels());
        }
        if (type.width() > 1) {
            return ColumnType.vector(type.width());
        }
        return type instanceof ValueType.F32 ? ColumnType.FLOAT32 : ColumnType.FLOAT64;
    }

    /** What the example makes of a row. */
    static Columns score() {
        return Scorer.compile(example())
                .score(Columns.builder(INPUT)
                        .row(4.5, "red", new float[] {1, 2}, "a good film")
                        .build());
    }

    private static ModelGraph.Builder nodes() {
        List<String> classes = List.of("cat", "dog");
        return ModelGraph.from(INPUT)
                .add(new Node.MarkMissing("age", "marked", -1))
                .add(new Node.Impute("marked", "filled", f64(4)))
                .add(new Node.Clip("filled", "clipped", f64(0), f64(9)))
                .add(new Node.MinMax("clipped", "ranged", f64(0), f64(9)))
                .add(new Node.Standardise("ranged", "scaled", f64(.5), f64(.25)))
                .add(new Node.Bucketise("age", "interval", f64(2, 6)))
                .add(new Node.OneHot("color", "hot"))
                .add(new Node.Ordinal("color", "rank", f64(1, 2, 3, 0, 0)))
                .add(new Node.Hash("color", "bucket", 4, 0))
                .add(new Node.Embedding("bucket", "vector", Tensor.of(new float[12], 6, 2)))
                .add(new Node.TfIdf(
                        "remark",
                        "terms",
                        Tokens.words(),
                        List.of("bad", "good"),
                        TermWeight.COUNT,
                        TermNorm.L2,
                        f64(1, 1)))
                .add(new Node.HashedText("remark", "hashes", Tokens.words(), 4, true, TermWeight.COUNT, TermNorm.L2))
                .add(new Node.Concat(List.of("scaled", "terms"), "features"))
                .add(new Node.Linear(
                        "features", "margins", Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3), f64(0, 1)))
                .add(new Node.Cast("features", "narrow", Tensor.Type.F32))
                .add(new Node.Dense(
                        "narrow",
                        "layer",
                        Tensor.of(new float[6], 2, 3),
                        Tensor.of(new float[2], 2),
                        Activation.IDENTITY))
                .add(new Node.BatchNorm("layer", "norm", f64(0, 0), f64(1, 1), f64(1, 1), f64(0, 0), 1e-5))
                .add(new Node.Activate("norm", "active", Activation.GELU))
                .add(new Node.LeakyRelu("pixels", "leaky", Tensor.of(new float[] {.1f, .1f}, 2)))
                .add(new Node.TreeEnsemble("margins", "trees", RandomTrees.any(new Random(1), Tensor.Type.F64, 2)))
                .add(new Node.Link("rank", "linked", LinkFunction.EXP))
                .add(new Node.Sigmoid("scaled", "p"))
                .add(new Node.TwoClass("p", "both", 1))
                .add(new Node.Threshold("both", "kind", 1, .5, classes))
                .add(new Node.Temperature("margins", "cool", 2))
                .add(new Node.Softmax("cool", "probabilities"))
                .add(new Node.ArgMax("probabilities", "best", classes))
                .add(new Node.Pick("probabilities", "best", "probability"))
                .add(new Node.Platt("margins", "platt", f64(1, 1), f64(0, 0)))
                .add(new Node.Isotonic("platt", "isotonic", f64(0, 1), f64(.1, .9)))
                .add(new Node.Normalise("isotonic", "calibrated"))
                .add(new Node.TopK("calibrated", "top", 1, classes))
                .add(new Node.Take("calibrated", "top", "highest"));
    }

    static String table() {
        ModelGraph graph = example();
        List<JsonPlace> json =
                Json.parse(graph.toJson().canonical(), "example").field("nodes").items();
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            String name = node.getClass().getSimpleName();
            rows.add("| `" + name + "` | `" + json.get(i).field("op").text() + "` | " + reads(graph, node) + " | `"
                    + graph.type(node.output()) + "` | " + SAYS.get(name) + " |\n");
        }
        return "| node | in JSON | reads, for example | makes | what |\n|---|---|---|---|---|\n"
                + String.join("", rows);
    }

    private static String reads(ModelGraph graph, Node node) {
        return node.inputs().stream()
                .map(input -> "`" + graph.type(input) + "`")
                .collect(Collectors.joining(", "));
    }

    private static Tensor f64(double... values) {
        return Tensor.of(values, values.length);
    }
}
