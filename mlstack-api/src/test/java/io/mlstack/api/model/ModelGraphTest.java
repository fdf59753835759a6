package io.mlstack.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelGraphTest {

    private static final Schema PETS = Schema.of(
            Column.of("weight", ColumnType.FLOAT64).asNullable(),
            Column.of("age", ColumnType.INT32),
            Column.of("size", ColumnType.category("small", "large")),
            Column.of("remark", ColumnType.TEXT));

    private static Tensor f64(double... values) {
        return Tensor.of(values, values.length);
    }

    /** Every kind of node once. */
    private static ModelGraph everyNode() {
        return ModelGraph.from(PETS)
                .add(new Node.OneHot("size", "size_hot"))
                .add(new Node.Concat(List.of("weight", "age"), "numbers"))
                .add(new Node.Impute("numbers", "filled", f64(4, 0)))
                .add(new Node.Standardise("filled", "scaled", f64(4, 5), f64(2, 3)))
                .add(new Node.Concat(List.of("scaled", "size_hot"), "features"))
                .add(new Node.Linear("features", "margin", Tensor.of(new double[] {1, 2, 3, 4}, 1, 4), f64(.5)))
                .add(new Node.Sigmoid("margin", "p"))
                .add(new Node.TwoClass("p", "linear_probabilities", 1))
                .add(new Node.Threshold("linear_probabilities", "linear_kind", 1, .25, List.of("cat", "dog")))
                .add(new Node.Cast("features", "f32", Tensor.Type.F32))
                .add(new Node.Dense(
                        "f32", "hidden", Tensor.of(new float[8], 2, 4), Tensor.of(new float[2], 2), Activation.RELU))
                .add(new Node.Softmax("hidden", "probabilities"))
                .add(new Node.ArgMax("probabilities", "kind", List.of("cat", "dog")))
                .add(new Node.Pick("probabilities", "kind", "probability"))
                .add(new Node.TfIdf(
                        "remark",
                        "words",
                        Tokens.words(1, 2).without(List.of("the")),
                        List.of("good", "good dog"),
                        TermWeight.SUBLINEAR,
                        TermNorm.L2,
                        f64(1, 2)))
                .add(new Node.HashedText(
                        "remark",
                        "hashes",
                        Tokens.charactersInWords(2, 3).caseSensitive(),
                        8,
                        true,
                        TermWeight.BINARY,
                        TermNorm.L1))
                .add(new Node.MinMax("numbers", "min_max", f64(0, 0), f64(9, 9)))
                .add(new Node.Clip("min_max", "clipped", f64(0, Double.NEGATIVE_INFINITY), f64(1, 1)))
                .add(new Node.Bucketise("age", "age_group", f64(1, 2.5)))
                .add(new Node.Hash("age_group", "hashed", 8, -3))
                .add(new Node.Embedding("hashed", "vector", Tensor.of(new float[30], 10, 3)))
                .add(new Node.BatchNorm("clipped", "normed", f64(0, 0), f64(1, 1), f64(1, 1), f64(0, 0), 1e-5))
                .add(new Node.Activate("hidden", "active", Activation.GELU))
                .add(new Node.LeakyRelu("active", "leaky", Tensor.of(new float[] {.25f, .5f}, 2)))
                .add(new Node.Platt("leaky", "platt", f64(1, 2), f64(0, 0)))
                .add(new Node.Isotonic("platt", "isotonic", f64(0, 1), f64(.25, .75)))
                .add(new Node.Temperature("isotonic", "cool", 1.5))
                .add(new Node.Normalise("cool", "summed"))
                .add(new Node.TopK("summed", "top", 1, List.of("cat", "dog")))
                .add(new Node.Take("summed", "top", "best"))
                .output(Column.of("kind", ColumnType.category("cat", "dog")))
                .output(Column.of("probability", ColumnType.FLOAT64))
                .output(Column.of("probabilities", ColumnType.vector(2)))
                .output(Column.of("linear_kind", ColumnType.category("cat", "dog")))
                .build();
    }

    @Test
    void everyValueIsTyped() {
        ModelGraph graph = everyNode();

        assertThat(graph.type("weight")).hasToString("f64[1]");
        assertThat(graph.type("features")).hasToString("f64[4]");
        assertThat(graph.type("hidden")).hasToString("f32[2]");
        assertThat(graph.type("probabilities")).hasToString("f64[2]");
        assertThat(graph.type("kind")).isEqualTo(new ValueType.Category(List.of("cat", "dog")));
    }

    @Test
    void jsonAndTensorsReadBackToAnEqualGraph() {
        ModelGraph graph = everyNode();
        ModelGraph again = ModelGraph.fromJson(Json.parse(graph.toJson().canonical(), "graph.json"), graph.tensors());

        assertThat(again).isEqualTo(graph);
        assertThat(again.toJson().canonical()).isEqualTo(graph.toJson().canonical());
    }

    @Test
    void aGraphNamesItsOperationsAndThisVersionAll() {
        assertThat(ModelGraph.knownOperations()).containsAll(everyNode().operations());
        assertThat(everyNode().upTo(Column.of("p", ColumnType.FLOAT64)).operations())
                .containsExactly("concat", "impute", "linear", "one-hot", "sigmoid", "standardise");
    }

    @Test
    void aTypeThatDoesNotFitNamesBothNodes() {
        assertThatThrownBy(() -> ModelGraph.from(PETS)
                        .add(new Node.OneHot("size", "hot"))
                        .add(new Node.Dense(
                                "hot",
                                "out",
                                Tensor.of(new float[2], 1, 2),
                                Tensor.of(new float[1], 1),
                                Activation.IDENTITY))
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("Dense node \"out\"", "OneHot node \"hot\"", "f32", "f64[2]");
    }

    @Test
    void everythingThatDoesNotFitIsReportedAtOnce() {
        assertThatThrownBy(() -> ModelGraph.from(PETS)
                        .add(new Node.Impute("weigth", "a", f64(1)))
                        .add(new Node.OneHot("age", "b"))
                        .add(new Node.Standardise("weight", "c", f64(1), f64(0)))
                        .add(new Node.Impute("weight", "age", f64(1)))
                        .add(new Node.Impute("weight", "d", f64(1, 2)))
                        .output(Column.of("nothing", ColumnType.FLOAT64))
                        .build())
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.findings())
                                .extracting(f -> f.code())
                                .containsExactly(
                                        "graph.no-such-value",
                                        "graph.type",
                                        "graph.parameter",
                                        "graph.name-taken",
                                        "graph.parameter",
                                        "graph.output"))
                .hasMessageContaining("did you mean \"weight\"");
    }

    @Test
    void anOutputLeavesInItsNaturalType() {
        assertThatThrownBy(() -> ModelGraph.from(PETS)
                        .add(new Node.Cast("weight", "w", Tensor.Type.F32))
                        .output(Column.of("w", ColumnType.FLOAT64))
                        .build())
                .hasMessageContainingAll("Cast node \"w\"", "float32");
    }

    @Test
    void blobsAreNoInput() {
        assertThatThrownBy(() -> ModelGraph.from(Schema.of(Column.of("raw", ColumnType.BLOB)))
                        .build())
                .hasMessageContaining("column raw");
    }

    @Test
    void aPrefixKeepsOnlyWhatItsValuesNeed() {
        ModelGraph prefix = everyNode().upTo(Column.of("scaled", ColumnType.vector(2)));

        assertThat(prefix.input().names()).containsExactly("weight", "age");
        assertThat(prefix.nodes()).extracting(Node::output).containsExactly("numbers", "filled", "scaled");
        assertThat(prefix.extend()
                        .output(Column.of("filled", ColumnType.vector(2)))
                        .build()
                        .output()
                        .names())
                .containsExactly("filled");
    }

    @Test
    void anUnknownNodeIsRefusedByName() {
        ModelGraph graph = everyNode();
        String json = graph.toJson().canonical().replace("\"two-class\"", "\"tow-class\"");

        assertThatThrownBy(() -> ModelGraph.fromJson(Json.parse(json, "graph.json"), graph.tensors()))
                .hasMessageContainingAll("graph.json#/nodes/7/op", "tow-class", "two-class");
    }

    @Test
    void missingAndLeftOverTensorsAreRefusedByName() {
        ModelGraph graph = everyNode();
        Map<String, Tensor> fewer = new HashMap<>(graph.tensors());
        fewer.remove("margin.bias");
        Map<String, Tensor> more = new HashMap<>(graph.tensors());
        more.put("margin.extra", f64(1));
        String json = graph.toJson().canonical();

        assertThatThrownBy(() -> ModelGraph.fromJson(Json.parse(json, "graph.json"), fewer))
                .hasMessageContaining("margin.bias");
        assertThatThrownBy(() -> ModelGraph.fromJson(Json.parse(json, "graph.json"), more))
                .hasMessageContaining("margin.extra");
    }

    private static List<String> codes(ModelGraph.Builder graph) {
        try {
            graph.build();
            return List.of();
        } catch (InvalidInputException e) {
            return e.findings().stream().map(f -> f.code() + " " + f.place()).toList();
        }
    }

    @Test
    void learnedNumbersAreFinite() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(codes(ModelGraph.from(PETS)
                            .add(new Node.Impute("weight", "a", f64(bad)))
                            .add(new Node.Standardise("weight", "b", f64(bad), f64(1)))
                            .add(new Node.Standardise("weight", "c", f64(0), f64(bad)))
                            .add(new Node.Linear("weight", "d", Tensor.of(new double[] {bad}, 1, 1), f64(0)))
                            .add(new Node.Linear("weight", "e", Tensor.of(new double[] {1}, 1, 1), f64(bad)))))
                    .hasSize(5)
                    .allMatch(code -> code.startsWith("graph.parameter"));
        }
    }

    @Test
    void everyNodeChecksItsTensorsAndItsInput() {
        List<Node> bad = List.of(
                new Node.MinMax("weight", "a", f64(2), f64(1)),
                new Node.MinMax("weight", "b", f64(-1e308), f64(1e308)),
                new Node.MinMax("weight", "c", f64(0), f64(Double.POSITIVE_INFINITY)),
                new Node.Clip("weight", "d", f64(2), f64(1)),
                new Node.Clip("weight", "e", f64(Double.NaN), f64(1)),
                new Node.Bucketise("weight", "f", f64(1, 1)),
                new Node.Bucketise("weight", "g", f64()),
                new Node.Embedding("size", "h", Tensor.of(new float[6], 3, 2)),
                new Node.BatchNorm("weight", "i", f64(0), f64(-1), f64(1), f64(0), 2),
                new Node.BatchNorm("weight", "j", f64(0), f64(0), f64(1), f64(0), 0),
                new Node.Platt("weight", "k", f64(1, 2), f64(0)),
                new Node.Isotonic("weight", "l", f64(1, 0), f64(0, 1)),
                new Node.Isotonic("weight", "m", f64(0, 1, 2), f64(0, 1, 0)),
                new Node.Isotonic("weight", "n", f64(0, Double.MIN_VALUE), f64(0, 1)),
                new Node.TopK("weight", "o", 2, List.of("only")),
                terms("remark", "p", f64(1, 1), "dog", "dog"),
                terms("remark", "q", f64(1, 1), "dog", ""),
                terms("remark", "r", f64(1), "half \uD800"),
                terms("remark", "s", f64(1), "cat", "dog"));
        ModelGraph.Builder graph = ModelGraph.from(PETS);
        bad.forEach(graph::add);

        assertThat(codes(graph))
                .containsExactlyElementsOf(bad.stream()
                        .map(node -> "graph.parameter " + node.getClass().getSimpleName() + " node \"" + node.output()
                                + "\"")
                        .toList());
    }

    private static Node terms(String input, String output, Tensor idf, String... terms) {
        return new Node.TfIdf(input, output, Tokens.words(), List.of(terms), TermWeight.COUNT, TermNorm.NONE, idf);
    }

    @Test
    void waysToCutATextAreChecked() {
        assertThatThrownBy(() -> Tokens.words(0, 1)).hasMessageContaining("terms of 0 to 1");
        assertThatThrownBy(() -> Tokens.characters(3, 2)).hasMessageContaining("terms of 3 to 2");
        assertThatThrownBy(() -> Tokens.words().wordsFrom(0)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> Tokens.words().without(List.of("a", "a"))).hasMessageContaining("twice");
        assertThatThrownBy(() -> Tokens.characters(1, 2).without(List.of("a"))).hasMessageContaining("stop words");
        assertThatThrownBy(() -> new Node.HashedText("p", "q", Tokens.words(), 0, false, TermWeight.COUNT, TermNorm.L2))
                .hasMessageContaining("got 0");
        assertThatThrownBy(
                        () -> new Node.HashedText("p", "q", Tokens.words(), 8, true, TermWeight.SUBLINEAR, TermNorm.L2))
                .hasMessageContaining("logarithm");
    }

    @Test
    void everyMismatchNamesTheTwoNodes() {
        ModelGraph.Builder graph = ModelGraph.from(PETS).add(new Node.OneHot("size", "hot"));
        List<Node> unfit = List.of(
                new Node.Bucketise("hot", "a", f64(1)),
                new Node.Hash("hot", "b", 4, 0),
                new Node.Embedding("hot", "c", Tensor.of(new float[4], 4, 1)),
                new Node.Activate("hot", "d", Activation.RELU),
                new Node.LeakyRelu("hot", "e", Tensor.of(new float[2], 2)),
                new Node.TopK("hot", "f", 1, List.of("one")),
                new Node.MinMax("size", "g", f64(0), f64(1)),
                new Node.Normalise("age", "h"),
                new Node.Take("hot", "size", "i"),
                terms("size", "j", f64(1), "dog"));
        unfit.forEach(graph::add);

        assertThat(codes(graph)).hasSize(unfit.size()).allMatch(code -> code.startsWith("graph.type"));
        assertThatThrownBy(graph::build)
                .hasMessageContainingAll(
                        "Bucketise node \"a\"",
                        "takes one number, but OneHot node \"hot\" makes f64[2]",
                        "takes f32, but OneHot node \"hot\" makes f64[2]",
                        "takes numbers, but column size makes category(2)");
    }

    @Test
    void aDeviationIsPositive() {
        assertThat(codes(ModelGraph.from(PETS).add(new Node.Standardise("weight", "c", f64(1), f64(-2)))))
                .containsExactly("graph.parameter Standardise node \"c\"");
    }

    @Test
    void classesAreDistinct() {
        assertThat(codes(ModelGraph.from(PETS)
                        .add(new Node.TwoClass("weight", "p", 1))
                        .add(new Node.ArgMax("p", "kind", List.of("cat", "cat")))
                        .output(Column.of("kind", ColumnType.category("cat", "dog")))))
                .containsExactly("graph.parameter ArgMax node \"kind\"");
    }

    @Test
    void valuesHaveTheNamesOfColumns() {
        String hostile = "a".repeat(60_000);

        assertThatThrownBy(() -> ModelGraph.from(PETS)
                        .add(new Node.Sigmoid("weight", ""))
                        .add(new Node.Sigmoid("weight", "a\nb"))
                        .add(new Node.Sigmoid("weight", hostile))
                        .add(new Node.Sigmoid(hostile + "b", "c"))
                        .build())
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.findings())
                                .extracting(f -> f.code())
                                .containsExactly("graph.name", "graph.name", "graph.name", "graph.no-such-value"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2_000));
    }

    @Test
    void theValuesOfARowFitInMemory() {
        Schema wide = Schema.of(
                Column.of("v", ColumnType.vector(Integer.MAX_VALUE)), Column.of("w", ColumnType.vector(1 << 20)));

        assertThat(codes(ModelGraph.from(wide).add(new Node.Sigmoid("v", "p"))))
                .containsExactly("graph.width column v");
        List<String> often = Collections.nCopies(5_000, "w");
        assertThat(codes(ModelGraph.from(wide.without("v"))
                        .add(new Node.Concat(often.subList(0, 2), "twice"))
                        .add(new Node.Concat(often, "often"))))
                .containsExactly("graph.width Concat node \"often\"");
    }

    @Test
    void whoReadsAFailedValueIsNotBlamed() {
        assertThat(codes(ModelGraph.from(PETS)
                        .add(new Node.Impute("weight", "filled", f64(1, 2)))
                        .add(new Node.Sigmoid("filled", "p"))
                        .add(new Node.TwoClass("p", "q", 1))
                        .output(Column.of("q", ColumnType.vector(2)))))
                .containsExactly("graph.parameter Impute node \"filled\"");
        assertThat(codes(ModelGraph.from(Schema.of(Column.of("raw", ColumnType.BLOB)))
                        .add(new Node.Sigmoid("raw", "p"))))
                .containsExactly("graph.input column raw");
    }

    @Test
    void aNodeReadsOnlyWhatStandsBeforeIt() {
        assertThatThrownBy(() -> ModelGraph.from(PETS)
                        .add(new Node.Sigmoid("later", "p"))
                        .add(new Node.Impute("weight", "later", f64(1)))
                        .build())
                .hasMessageContaining("reads \"later\"");
    }

    @Test
    void parametersOfNodesAreChecked() {
        assertThatThrownBy(() -> new Node.TwoClass("p", "q", 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Node.Hash("p", "q", 0, 1)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> new Node.Temperature("p", "q", 0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Node.BatchNorm("p", "q", f64(0), f64(1), f64(1), f64(0), -1))
                .hasMessageContaining("epsilon");
        assertThatThrownBy(() -> new Node.Threshold("p", "q", 0, 1.5, List.of("a", "b")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
