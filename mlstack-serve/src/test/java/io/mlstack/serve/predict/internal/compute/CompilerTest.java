package io.mlstack.serve.predict.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left to do at run time: the speed of common models hangs on it, their results do not. */
class CompilerTest {

    private static final Schema SCHEMA = Schema.of(
            Column.of("a", ColumnType.FLOAT64).asNullable(),
            Column.of("b", ColumnType.FLOAT32),
            Column.of("color", ColumnType.category("blue", "red")));

    @Test
    void logisticModelOverMixedColumnsIsOneLinearProgram() {
        ModelGraph graph = features()
                .add(new Node.Linear("features", "score", doubles(1, 4), doubles(1)))
                .add(new Node.Sigmoid("score", "p"))
                .add(new Node.TwoClass("p", "probabilities", 1))
                .add(new Node.Threshold("probabilities", "label", 1, 0.3, List.of("no", "yes")))
                .add(new Node.Pick("probabilities", "label", "probability"))
                .output(Column.of("label", ColumnType.category("no", "yes")))
                .output(Column.of("probability", ColumnType.FLOAT64))
                .build();

        assertThat(Compiler.compile(graph).program()).isInstanceOf(LinearProgram.class);
    }

    @Test
    void linearRegressionIsOneLinearProgram() {
        ModelGraph graph = features()
                .add(new Node.Linear("features", "price", doubles(1, 4), doubles(1)))
                .output(Column.of("price", ColumnType.FLOAT64))
                .build();

        assertThat(Compiler.compile(graph).program()).isInstanceOf(LinearProgram.class);
    }

    @Test
    void softmaxRegressionIsFourSteps() {
        ModelGraph graph = label(features().add(new Node.Linear("features", "scores", doubles(3, 4), doubles(3))));

        assertThat(steps(graph))
                .containsExactly(
                        LinearStep.class, ScoreSteps.Softmax.class, LabelSteps.ArgMax.class, LabelSteps.Pick.class);
    }

    @Test
    void netOfNumbersPreparesThemOnTheirWayIntoTheFirstLayer() {
        ModelGraph graph = label(ModelGraph.from(Schema.of(SCHEMA.column("a"), Column.of("c", ColumnType.FLOAT64)))
                .add(new Node.Concat(List.of("a", "c"), "numbers"))
                .add(new Node.Impute("numbers", "filled", doubles(2)))
                .add(new Node.Standardise("filled", "scaled", doubles(2), doubles(2)))
                .add(new Node.Concat(List.of("scaled"), "features"))
                .add(new Node.Cast("features", "narrow", Tensor.Type.F32))
                .add(dense("narrow", "hidden", 5, 2))
                .add(dense("hidden", "last", 3, 5))
                .add(new Node.Cast("last", "scores", Tensor.Type.F64)));

        assertThat(steps(graph))
                .containsExactly(
                        DenseStep.class, ScoreSteps.Softmax.class, LabelSteps.ArgMax.class, LabelSteps.Pick.class);
    }

    @Test
    void netOverCategoriesLaysFeaturesOutSideBySide() {
        ModelGraph graph = label(features()
                .add(new Node.Cast("features", "narrow", Tensor.Type.F32))
                .add(dense("narrow", "scores", 3, 4)));

        assertThat(steps(graph).subList(0, 3))
                .containsExactly(FeatureSteps.Prepare.class, FeatureSteps.OneHot.class, DenseStep.class);
    }

    @Test
    void batchNormsAndActivationsBesideLayersAreTakenIntoThem() {
        ModelGraph graph = label(ModelGraph.from(Schema.of(Column.of("v", ColumnType.vector(2))))
                .add(norm("v", "first.norm", 2))
                .add(sums("first.norm", "first", 5, 2))
                .add(norm("first", "second.norm", 5))
                .add(new Node.Activate("second.norm", "second.active", Activation.GELU))
                .add(dense("second.active", "third", 4, 5))
                .add(norm("third", "third.norm", 4))
                .add(sums("third.norm", "scores", 3, 4)));

        assertThat(steps(graph))
                .containsExactly(
                        DenseStep.class, ScoreSteps.Softmax.class, LabelSteps.ArgMax.class, LabelSteps.Pick.class);
    }

    @Test
    void aBatchNormFarFromZeroIsNotTakenIntoTheLayerBehindIt() {
        Tensor far = Tensor.of(new double[] {1e4, 0, 0, 0}, 4);
        ModelGraph graph = label(ModelGraph.from(Schema.of(Column.of("v", ColumnType.vector(2))))
                .add(dense("v", "first", 4, 2))
                .add(new Node.BatchNorm("first", "norm", far, doubles(4), doubles(4), doubles(4), 1e-3))
                .add(sums("norm", "scores", 3, 4)));

        assertThat(steps(graph).subList(0, 2)).containsExactly(DenseStep.class, DenseStep.class);
    }

    @Test
    void minMaxAndBatchNormAreTakenIntoALinearModel() {
        ModelGraph graph = ModelGraph.from(Schema.of(Column.of("a", ColumnType.FLOAT64)))
                .add(new Node.MinMax("a", "scaled", Tensor.of(new double[1], 1), doubles(1)))
                .add(norm("scaled", "norm", 1))
                .add(new Node.Linear("norm", "price", doubles(1, 1), doubles(1)))
                .output(Column.of("price", ColumnType.FLOAT64))
                .build();

        assertThat(((StepProgram) Compiler.compile(graph).program()).steps())
                .hasSize(2)
                .hasAtLeastOneElementOfType(LinearStep.class);
    }

    @Test
    void whatNoOutputNeedsIsNotComputed() {
        ModelGraph graph = features()
                .add(new Node.Sigmoid("features", "unused"))
                .output(Column.of("a", ColumnType.FLOAT64))
                .build();

        assertThat(steps(graph)).isEmpty();
    }

    /** As training prepares columns: numbers standardised together, categories one-hot, all concatenated. */
    private static ModelGraph.Builder features() {
        return ModelGraph.from(SCHEMA)
                .add(new Node.Cast("b", "b.f64", Tensor.Type.F64))
                .add(new Node.Concat(List.of("a", "b.f64"), "numbers"))
                .add(new Node.Impute("numbers", "filled", doubles(2)))
                .add(new Node.Standardise("filled", "scaled", doubles(2), doubles(2)))
                .add(new Node.OneHot("color", "hot"))
                .add(new Node.Concat(List.of("scaled", "hot"), "features"));
    }

    private static ModelGraph label(ModelGraph.Builder graph) {
        List<String> classes = List.of("x", "y", "z");
        return graph.add(new Node.Softmax("scores", "probabilities"))
                .add(new Node.ArgMax("probabilities", "label", classes))
                .add(new Node.Pick("probabilities", "label", "probability"))
                .output(Column.of("label", ColumnType.category(classes)))
                .output(Column.of("probability", ColumnType.FLOAT64))
                .build();
    }

    private static Node dense(String input, String output, int outputs, int inputs) {
        return new Node.Dense(
                input,
                output,
                Tensor.of(new float[outputs * inputs], outputs, inputs),
                Tensor.of(new float[outputs], outputs),
                Activation.RELU);
    }

    private static Node sums(String input, String output, int outputs, int inputs) {
        Node.Dense layer = (Node.Dense) dense(input, output, outputs, inputs);
        return new Node.Dense(input, output, layer.weights(), layer.bias(), Activation.IDENTITY);
    }

    private static Node norm(String input, String output, int width) {
        return new Node.BatchNorm(input, output, doubles(width), doubles(width), doubles(width), doubles(width), 1e-3);
    }

    private static Tensor doubles(int... shape) {
        double[] values = new double[java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        java.util.Arrays.fill(values, 0.5);
        return Tensor.of(values, shape);
    }

    private static List<Class<?>> steps(ModelGraph graph) {
        return ((StepProgram) Compiler.compile(graph).program())
                .steps().stream().<Class<?>>map(CompilerTest::kind).toList();
    }

    /** Which of its kernels a dense step has depends on the JVM. */
    private static Class<?> kind(Step step) {
        return step instanceof DenseStep ? DenseStep.class : step.getClass();
    }
}
