package io.mlstack.serve.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.ValueType;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each node does at the edges its Javadoc speaks of. */
class FeatureNodesTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;
    private static final ColumnType COLORS = ColumnType.category("blue", "green", "red");

    @Test
    void minMaxScalesPastItsRangeAndOnlyShiftsAConstantColumn() {
        Node node = new Node.MinMax("x", "y", f64(10, 5), f64(20, 5));

        assertThat(score(numbers(2), node, 10, 5)).containsExactly(0, 0);
        assertThat(score(numbers(2), node, 25, 7)).containsExactly(1.5, 2);
        assertThat(score(numbers(2), node, NAN, 4)).containsExactly(NAN, -1);
    }

    @Test
    void clipKeepsNumbersWithinBoundsAndLeavesMissingOnes() {
        Node node = new Node.Clip("x", "y", f64(0, -INF, -1), f64(1, 3, INF));

        assertThat(score(numbers(3), node, -5, -1024, -7)).containsExactly(0, -1024, -1);
        assertThat(score(numbers(3), node, 5, 5, INF)).containsExactly(1, 3, INF);
        assertThat(score(numbers(3), node, NAN, 1, 1)).containsExactly(NAN, 1, 1);
    }

    @Test
    void aBoundaryBelongsToTheIntervalAboveIt() {
        Node node = new Node.Bucketise("x", "y", f64(1.5, 3));

        assertThat(score(numbers(1), node, -INF)).containsExactly(0);
        assertThat(score(numbers(1), node, Math.nextDown(1.5))).containsExactly(0);
        assertThat(score(numbers(1), node, 1.5)).containsExactly(1);
        assertThat(score(numbers(1), node, 3)).containsExactly(2);
        assertThat(score(numbers(1), node, NAN)).containsExactly(-1);
        assertThat(graph(numbers(1), node).type("y"))
                .isEqualTo(new ValueType.Category(List.of("(-inf, 1.5)", "[1.5, 3)", "[3, inf)")));
    }

    @Test
    void levelsHashByTheirNamesAndAbsentOnesStayAbsent() {
        Node node = new Node.Hash("color", "y", 1000, 42);
        Column color = Column.of("color", COLORS);

        for (int code = 0; code < 3; code++) {
            String level = List.of("blue", "green", "red").get(code);
            assertThat(score(color, node, code)).containsExactly(NaiveMurmur3.bucket(level, 42, 1000));
        }
        assertThat(score(color, node, -1)).containsExactly(-1);
        assertThat(score(color, node, -2)).containsExactly(-2);
        assertThat(score(color, node, 17)).containsExactly(-2);
    }

    @Test
    void numbersHashByTheirBytes() {
        Node node = new Node.Hash("x", "y", 1000, -1);

        assertThat(score(numbers(1), node, 4711)).containsExactly(NaiveMurmur3.bucket(4711.0, -1, 1000));
        assertThat(score(numbers(1), node, -0.0)).isEqualTo(score(numbers(1), node, 0.0));
        assertThat(score(numbers(1), node, NAN)).containsExactly(-1);
    }

    @Test
    void embeddingHasRowsForMissingAndUnseen() {
        Node node = new Node.Embedding("color", "y", Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 5, 2));
        Column color = Column.of("color", COLORS);

        assertThat(score(color, node, 2)).containsExactly(5, 6);
        assertThat(score(color, node, -1)).containsExactly(7, 8);
        assertThat(score(color, node, -2)).containsExactly(9, 10);
        assertThat(score(color, node, 0.5)).containsExactly(9, 10);
    }

    @Test
    void batchNormIsItsFormula() {
        Node node = new Node.BatchNorm("x", "y", f64(1, 1), f64(4, 4), f64(3, 0), f64(.5, .5), 0);

        assertThat(score(numbers(2), node, 5, 5)).containsExactly(6.5, 0.5);
        assertThat(score(numbers(2), node, NAN, 1)).containsExactly(NAN, 0.5);
    }

    @Test
    void leakyRectifierShrinksWhatIsNegative() {
        Node cast = new Node.Cast("x", "f", Tensor.Type.F32);
        Node node = new Node.LeakyRelu("f", "y", Tensor.of(new float[] {.25f, 1}, 2));

        assertThat(score(numbers(2), List.of(cast, node), -8, -8)).containsExactly(-2, -8);
        assertThat(score(numbers(2), List.of(cast, node), 8, NAN)).containsExactly(8, NAN);
    }

    @Test
    void plattIsTheLogisticFunctionOfALine() {
        Node node = new Node.Platt("x", "y", f64(2), f64(-1));

        assertThat(score(numbers(1), node, 0.5)).containsExactly(0.5);
        assertThat(score(numbers(1), node, 3)[0]).isCloseTo(1 / (1 + Math.exp(-5)), within(1e-15));
        assertThat(score(numbers(1), node, NAN)).containsExactly(NAN);
    }

    /** Fitted and predicted by scikit-learn 1.9.1 over (.1 .2 .35 .4 .55 .6 .8 .9) and (0 0 1 0 1 0 1 1). */
    @Test
    void isotonicIsThatOfScikitLearn() {
        Node node = new Node.Isotonic("x", "y", f64(.1, .2, .35, .6, .8, .9), f64(0, 0, .5, .5, 1, 1));
        double[] x = {-1, .1, .15, .2, .27, .35, .5, .6, .61, .7, .75, .8, .95};
        double[] y = {0, 0, 0, 0, 0.2333333333333334, .5, .5, .5, .525, 0.7499999999999999, .875, 1, 1};

        for (int i = 0; i < x.length; i++) {
            assertThat(score(numbers(1), node, x[i])).containsExactly(y[i]);
        }
        assertThat(score(numbers(1), node, NAN)).containsExactly(NAN);
    }

    @Test
    void aFallingCurveAndASinglePointAreIsotonicToo() {
        Node falling = new Node.Isotonic("x", "y", f64(0, 2), f64(1, 0));
        Node constant = new Node.Isotonic("x", "y", f64(0), f64(.25));

        assertThat(score(numbers(3), falling, -1, 1, 3)).containsExactly(1, .5, 0);
        assertThat(score(numbers(3), constant, -1, 0, 3)).containsExactly(.25, .25, .25);
    }

    @Test
    void temperatureDividesMargins() {
        assertThat(score(numbers(2), new Node.Temperature("x", "y", 2), 3, NAN)).containsExactly(1.5, NAN);
    }

    @Test
    void normalisedNumbersAddUpToOneEvenIfAllAreZero() {
        Node node = new Node.Normalise("x", "y");

        assertThat(score(numbers(4), node, 1, 2, 3, 2)).containsExactly(.125, .25, .375, .25);
        assertThat(score(numbers(4), node, 0, 0, 0, 0)).containsExactly(.25, .25, .25, .25);
        assertThat(score(numbers(2), node, NAN, 1)).containsExactly(NAN, NAN);
    }

    @Test
    void topKTellsPositionsFirstOfEqualsAndTakeTheNumbersThere() {
        List<Node> nodes = List.of(
                new Node.TopK("x", "top", 3, List.of("a", "b", "c", "d")),
                new Node.Take("x", "top", "best"),
                new Node.Concat(List.of("top", "best"), "y"));

        assertThat(score(numbers(4), nodes, .5, .75, .5, .875)).containsExactly(3, 1, 0, .875, .75, .5);
        assertThat(score(numbers(4), nodes, -INF, -INF, 0, -INF)).containsExactly(2, 0, 1, 0, -INF, -INF);
        assertThat(score(numbers(4), nodes, 1, NAN, 2, 3)).containsOnly(NAN);
    }

    @Test
    void takeKnowsNoPositionOutsideTheNumbers() {
        List<Node> nodes = List.of(
                new Node.Clip("x", "positions", f64(-9, -9, -9), f64(9, 9, 9)), new Node.Take("x", "positions", "y"));

        assertThat(score(numbers(3), nodes, 1, -1, 3)).containsExactly(-1, NAN, NAN);
        assertThat(score(numbers(3), nodes, .5, 2, NAN)).containsExactly(NAN, NAN, NAN);
    }

    @Test
    void activationStandsAlone() {
        List<Node> nodes =
                List.of(new Node.Cast("x", "f", Tensor.Type.F32), new Node.Activate("f", "y", Activation.HARD_SIGMOID));

        assertThat(score(numbers(3), nodes, -9, 0, 9)).containsExactly(0, .5, 1);
    }

    private static Tensor f64(double... values) {
        return Tensor.of(values, values.length);
    }

    private static Column numbers(int width) {
        return width == 1 ? Column.of("x", ColumnType.FLOAT64) : Column.of("x", ColumnType.vector(width));
    }

    private static ModelGraph graph(Column column, Node node) {
        return graph(column, List.of(node));
    }

    /** The nodes over {@code x}: that of a vector column widened to float64, for which columns have no type. */
    private static ModelGraph graph(Column column, List<Node> nodes) {
        boolean vector = column.type() instanceof ColumnType.Vector;
        ModelGraph.Builder graph = ModelGraph.from(Schema.of(vector ? Column.of("v", column.type()) : column));
        if (vector) {
            graph.add(new Node.Cast("v", "x", Tensor.Type.F64));
        }
        nodes.forEach(graph::add);
        ModelGraph inner = graph.build();
        ValueType type = inner.type("y");
        ColumnType output = type instanceof ValueType.Category category
                ? ColumnType.category(category.levels())
                : type.width() > 1
                        ? ColumnType.vector(type.width())
                        : type instanceof ValueType.F32 ? ColumnType.FLOAT32 : ColumnType.FLOAT64;
        return inner.extend().output(Column.of("y", output)).build();
    }

    private static double[] score(Column column, Node node, double... row) {
        return score(column, List.of(node), row);
    }

    private static double[] score(Column column, List<Node> nodes, double... row) {
        Scorer scorer = Scorer.compile(graph(column, nodes));
        double[] out = new double[scorer.outputWidth()];
        scorer.score(row, 0, 1, out, 0, scorer.scratch());
        return out;
    }
}
