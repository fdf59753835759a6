package io.mlstack.serve.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.MlstackException;
import io.mlstack.api.error.ShapeException;
import io.mlstack.api.model.Activation;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScorerTest {

    private static final List<String> CLASSES = List.of("benign", "malignant");

    @Test
    void logisticModelAnswersWithLabelProbabilityProbabilitiesAndScore() {
        ModelGraph graph = logistic(Models.numbers(2), Tensor.of(new double[] {1, 2}, 1, 2), 0.5);
        Scorer scorer = Scorer.compile(graph);

        double[] out = score(scorer, 0.5, 0.25);

        double p = 1 / (1 + Math.exp(-1.5));
        assertThat(scorer.inputWidth()).isEqualTo(2);
        assertThat(scorer.outputWidth()).isEqualTo(5);
        assertThat(out).containsExactly(new double[] {1, p, 1 - p, p, 1.5}, within(1e-15));
    }

    @Test
    void missingNumberIsImputed() {
        ModelGraph graph = Models.binary(
                        ModelGraph.from(Models.numbers(3))
                                .add(new Node.Concat(List.of("x0", "x1", "x2"), "features"))
                                .add(new Node.Impute("features", "complete", Tensor.of(new double[] {7, 8, 9}, 3)))
                                .add(new Node.Linear(
                                        "complete",
                                        "score",
                                        Tensor.of(new double[] {1, 10, 100}, 1, 3),
                                        Tensor.of(new double[] {0}, 1))),
                        "diagnosis",
                        CLASSES)
                .build();

        assertThat(score(Scorer.compile(graph), Double.NaN, 1, Double.NaN)[4]).isEqualTo(7 + 10 + 900);
    }

    @Test
    void missingNumberThatNobodyImputesMakesNumbersNaNAndTheLabelMissing() {
        for (ModelGraph graph : List.of(
                logistic(Models.numbers(2), Tensor.of(new double[] {1, 2}, 1, 2), 0.5),
                withoutImpute(Models.net(2, 20, 3)))) {
            Scorer scorer = Scorer.compile(graph);

            double[] out = score(scorer, 1, Double.NaN);

            assertThat(out[0]).isEqualTo(-1);
            assertThat(Arrays.copyOfRange(out, 1, out.length)).containsOnly(Double.NaN);
        }
    }

    @Test
    void missingOrUnseenCategoryIsAllZerosToOneHot() {
        Schema schema = Schema.of(Column.of("color", ColumnType.category("blue", "red")));
        Scorer scorer = Scorer.compile(ModelGraph.from(schema)
                .add(new Node.OneHot("color", "hot"))
                .output(Column.of("hot", ColumnType.vector(2)))
                .build());

        assertThat(score(scorer, 1)).containsExactly(0, 1);
        for (double code : new double[] {-1, -2, 2, 0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(score(scorer, code)).containsExactly(0, 0);
        }
    }

    @Test
    void oneHotFoldedIntoALinearModelIsTheWeightOfTheLevel() {
        Schema schema = Schema.of(
                Column.of("size", ColumnType.FLOAT64), Column.of("color", ColumnType.category("blue", "red")));
        Scorer scorer = Scorer.compile(ModelGraph.from(schema)
                .add(new Node.OneHot("color", "hot"))
                .add(new Node.Concat(List.of("hot", "size"), "features"))
                .add(new Node.Linear(
                        "features", "price", Tensor.of(new double[] {10, 20, 3}, 1, 3), Tensor.of(new double[] {1}, 1)))
                .output(Column.of("price", ColumnType.FLOAT64))
                .build());

        assertThat(score(scorer, 2, 0)).containsExactly(1 + 6 + 10);
        assertThat(score(scorer, 2, 1)).containsExactly(1 + 6 + 20);
        assertThat(score(scorer, 2, -2)).containsExactly(1 + 6);
    }

    @Test
    void equalProbabilitiesGiveTheFirstClass() {
        Scorer scorer = Scorer.compile(ModelGraph.from(Models.numbers(3))
                .add(new Node.Concat(List.of("x0", "x1", "x2"), "scores"))
                .add(new Node.Softmax("scores", "probabilities"))
                .add(new Node.ArgMax("probabilities", "label", List.of("a", "b", "c")))
                .output(Column.of("label", ColumnType.category("a", "b", "c")))
                .build());

        assertThat(score(scorer, 1, 5, 5)).containsExactly(1);
    }

    @Test
    void thresholdOfTheOtherClassThanTheScoresIsHonoured() {
        ModelGraph graph = ModelGraph.from(Models.numbers(1))
                .add(new Node.Linear("x0", "score", Tensor.of(new double[] {1}, 1, 1), Tensor.of(new double[] {0}, 1)))
                .add(new Node.Sigmoid("score", "p"))
                .add(new Node.TwoClass("p", "probabilities", 1))
                .add(new Node.Threshold("probabilities", "label", 0, 0.2, CLASSES))
                .output(Column.of("label", ColumnType.category(CLASSES)))
                .build();

        assertThat(score(Scorer.compile(graph), 1)).containsExactly(0);
        assertThat(score(Scorer.compile(graph), 3)).containsExactly(1);
    }

    @Test
    void probabilityAtTheThresholdIsPositive() {
        ModelGraph graph = logistic(Models.numbers(1), Tensor.of(new double[] {1}, 1, 1), 0.5);

        assertThat(score(Scorer.compile(graph), 0)[0]).isEqualTo(1);
    }

    @Test
    void standardisationFarFromItsMeanKeepsItsDigits() {
        double mean = 1.7e9;
        ModelGraph graph = ModelGraph.from(Models.numbers(1))
                .add(new Node.Standardise(
                        "x0", "scaled", Tensor.of(new double[] {mean}, 1), Tensor.of(new double[] {1e-3}, 1)))
                .add(new Node.Linear(
                        "scaled", "y", Tensor.of(new double[] {1}, 1, 1), Tensor.of(new double[] {0.1}, 1)))
                .output(Column.of("y", ColumnType.FLOAT64))
                .build();
        double x = mean + 0x1p-10;

        assertThat(score(Scorer.compile(graph), x)[0]).isEqualTo((x - mean) / 1e-3 + 0.1);
    }

    @Test
    void deviationWithoutAnInverseIsDividedBy() {
        double[] deviation = {Double.MIN_VALUE, 1e200, 2};
        ModelGraph graph = ModelGraph.from(Schema.of(Column.of("x", ColumnType.vector(3))))
                .add(new Node.Cast("x", "wide", Tensor.Type.F64))
                .add(new Node.Standardise("wide", "scaled", Tensor.of(new double[3], 3), Tensor.of(deviation, 3)))
                .add(new Node.Cast("scaled", "narrow", Tensor.Type.F32))
                .add(new Node.Dense(
                        "narrow",
                        "y",
                        Tensor.of(new float[] {1, 1, 1}, 1, 3),
                        Tensor.of(new float[] {0}, 1),
                        Activation.IDENTITY))
                .output(Column.of("scaled", ColumnType.vector(3)))
                .output(Column.of("y", ColumnType.FLOAT32))
                .build();

        assertThat(score(Scorer.compile(graph), 0, 3, 5)).containsExactly(0, 3e-200, 2.5, 2.5);
        assertThat(score(Scorer.compile(graph.upTo(Column.of("y", ColumnType.FLOAT32))), 0, 3, 5))
                .containsExactly(2.5);
    }

    @Test
    void castToFloat32Rounds() {
        ModelGraph graph = ModelGraph.from(Models.numbers(1))
                .add(new Node.Standardise(
                        "x0", "scaled", Tensor.of(new double[] {0}, 1), Tensor.of(new double[] {3}, 1)))
                .add(new Node.Cast("scaled", "narrow", Tensor.Type.F32))
                .output(Column.of("narrow", ColumnType.FLOAT32))
                .build();

        assertThat(score(Scorer.compile(graph), 1)).containsExactly((float) (1.0 / 3));
    }

    @Test
    void infiniteActivationMeetsAZeroWeightAsNaN() {
        ModelGraph graph = ModelGraph.from(Schema.of(Column.of("x", ColumnType.vector(1))))
                .add(new Node.Dense(
                        "x", "h", Tensor.of(new float[] {10}, 1, 1), Tensor.of(new float[] {0}, 1), Activation.RELU))
                .add(new Node.Dense(
                        "h", "y", Tensor.of(new float[] {0}, 1, 1), Tensor.of(new float[] {0}, 1), Activation.IDENTITY))
                .output(Column.of("y", ColumnType.FLOAT32))
                .build();

        assertThat(score(Scorer.compile(graph), 3e38)).containsExactly(Double.NaN);
    }

    @Test
    void everythingWrongWithTheArgumentsIsSaidBeforeAnythingIsWritten() {
        Scorer scorer = Scorer.compile(Models.logistic(3));
        Scratch other = Scorer.compile(Models.net(3, 20, 2)).scratch();
        float[] out = {42, 42};

        assertThatThrownBy(() -> scorer.score(new float[5], 1, 2, out, 0, other))
                .isInstanceOf(ShapeException.class)
                .satisfies(e -> assertThat(((MlstackException) e).findings())
                        .extracting(f -> f.place())
                        .containsExactly("in", "out", "scratch"));
        assertThatThrownBy(() -> scorer.score(new double[5], -1, -2, new double[9], -3, scorer.scratch()))
                .isInstanceOf(ShapeException.class)
                .satisfies(e -> assertThat(((MlstackException) e).findings())
                        .extracting(f -> f.place())
                        .containsExactly("rows", "in", "out"));
        assertThatThrownBy(() ->
                        scorer.score(new float[5], Integer.MAX_VALUE, Integer.MAX_VALUE, out, 0, scorer.scratch()))
                .isInstanceOf(ShapeException.class);
        assertThat(out).containsOnly(42);
    }

    @Test
    void noRowsNeedNoArrays() {
        Scorer scorer = Scorer.compile(Models.logistic(3));

        scorer.score(new float[0], 0, 0, new float[0], 0, scorer.scratch());
    }

    @Test
    void offsetsPointIntoLongerArrays() {
        Scorer scorer = Scorer.compile(Models.logistic(3));
        double[] in = {9, 9, 1, 2, 3, 4, 5, 6, 9};
        double[] out = new double[12];
        Arrays.fill(out, 42);

        scorer.score(in, 2, 2, out, 1, scorer.scratch());

        assertThat(Arrays.copyOfRange(out, 1, 6)).isEqualTo(score(scorer, 1, 2, 3));
        assertThat(Arrays.copyOfRange(out, 6, 11)).isEqualTo(score(scorer, 4, 5, 6));
        assertThat(out[0]).isEqualTo(42);
        assertThat(out[11]).isEqualTo(42);
    }

    @Test
    void scratchServesEveryScorerOfTheSameSize() {
        Scorer first = Scorer.compile(Models.net(4, 20, 3));
        Scorer second = Scorer.compile(Models.net(4, 20, 3));
        double[] out = new double[5];

        second.score(new double[] {1, 2, 3, 4}, 0, 1, out, 0, first.scratch());

        assertThat(out).isEqualTo(score(second, 1, 2, 3, 4));
    }

    @Test
    void textThatNothingHangsOnTakesNoPlaceInARow() {
        Schema schema = Schema.of(Column.of("remark", ColumnType.TEXT), Column.of("x", ColumnType.FLOAT64));
        ModelGraph graph = ModelGraph.from(schema)
                .output(Column.of("x", ColumnType.FLOAT64))
                .build();

        assertThat(score(Scorer.compile(graph), 7)).containsExactly(7);
    }

    @Test
    void textIsNotHandedOn() {
        ModelGraph graph = ModelGraph.from(
                        Schema.of(Column.of("remark", ColumnType.TEXT), Column.of("title", ColumnType.TEXT)))
                .output(Column.of("remark", ColumnType.TEXT))
                .output(Column.of("title", ColumnType.TEXT))
                .build();

        assertThatThrownBy(() -> Scorer.compile(graph))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("column remark")
                .hasMessageContaining("column title");
    }

    @Test
    void saysWhatItTakesAndGives() {
        assertThat(Scorer.compile(Models.logistic(30)))
                .hasToString("scorer of 30 numbers -> 5 numbers (diagnosis, probability, probabilities, score)");
    }

    private static ModelGraph logistic(Schema schema, Tensor weights, double threshold) {
        ModelGraph.Builder graph = ModelGraph.from(schema)
                .add(new Node.Concat(schema.names(), "features"))
                .add(new Node.Linear("features", "score", weights, Tensor.of(new double[] {0.5}, 1)))
                .add(new Node.Sigmoid("score", "p"))
                .add(new Node.TwoClass("p", "probabilities", 1))
                .add(new Node.Threshold("probabilities", "diagnosis", 1, threshold, CLASSES))
                .add(new Node.Pick("probabilities", "diagnosis", "probability"));
        return graph.output(Column.of("diagnosis", ColumnType.category(CLASSES)))
                .output(Column.of("probability", ColumnType.FLOAT64))
                .output(Column.of("probabilities", ColumnType.vector(2)))
                .output(Column.of("score", ColumnType.FLOAT64))
                .build();
    }

    private static ModelGraph withoutImpute(ModelGraph graph) {
        ModelGraph.Builder builder = ModelGraph.from(graph.input());
        for (Node node : graph.nodes()) {
            if (node instanceof Node.Standardise scaled) {
                builder.add(new Node.Standardise("features", scaled.output(), scaled.mean(), scaled.deviation()));
            } else if (!(node instanceof Node.Impute)) {
                builder.add(node);
            }
        }
        graph.output().forEach(builder::output);
        return builder.build();
    }

    private static double[] score(Scorer scorer, double... row) {
        double[] out = new double[scorer.outputWidth()];
        scorer.score(row, 0, row.length / scorer.inputWidth(), out, 0, scorer.scratch());
        return out;
    }
}
