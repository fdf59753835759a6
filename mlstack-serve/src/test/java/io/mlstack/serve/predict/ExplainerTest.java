package io.mlstack.serve.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.model.Activation;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ExplainerTest {

    private static final Column AREA = Column.of("area", ColumnType.FLOAT64).describedAs("in mm²");
    private static final Column AGE = Column.of("age", ColumnType.INT32);
    private static final Column SITE = Column.of("site", ColumnType.category("left", "right"));

    private static Tensor f64(double... values) {
        return Tensor.of(values, values.length);
    }

    private static ModelGraph.Builder prepared() {
        return ModelGraph.from(Schema.of(AREA, AGE.asNullable(), SITE))
                .add(new Node.Concat(List.of("area", "age"), "numbers"))
                .add(new Node.Impute("numbers", "whole", f64(0, 40)))
                .add(new Node.Standardise("whole", "scaled", f64(100, 50), f64(10, 5)))
                .add(new Node.OneHot("site", "site.hot"))
                .add(new Node.Concat(List.of("scaled", "site.hot"), "features"));
    }

    private static ModelGraph binary(ModelGraph.Builder graph) {
        return graph.add(new Node.Sigmoid("score", "p"))
                .add(new Node.TwoClass("p", "probabilities", 0))
                .add(new Node.Threshold("probabilities", "finding", 0, 0.2, List.of("ill", "well")))
                .output(Column.of("finding", ColumnType.category("ill", "well")))
                .output(Column.of("score", ColumnType.FLOAT64))
                .build();
    }

    private static ModelGraph logistic() {
        return binary(prepared()
                .add(new Node.Linear("features", "score", Tensor.of(new double[] {2, -1, .5, .25}, 1, 4), f64(.125))));
    }

    @Test
    void aLinearModelAddsItsWeightsTimesTheDistanceFromTheMeanRow() {
        Explanation explanation = Explainer.of(Scorer.compile(logistic())).explain(new double[] {120, 45, 1}, 0);

        assertThat(explanation.method()).isEqualTo(Explanation.Method.LINEAR);
        assertThat(explanation.output()).isEqualTo("ill");
        assertThat(explanation.base()).isEqualTo(.125);
        assertThat(explanation.contributions())
                .extracting(c -> c.column().name())
                .containsExactly("area", "age", "site");
        assertThat(explanation.contributions()).extracting(Contribution::amount).containsExactly(4.0, 1.0, .25);
        assertThat(explanation.margin()).isEqualTo(5.375);
    }

    @Test
    void valuesAreInTheUnitsOfTheUser() {
        Explanation explanation =
                Explainer.of(Scorer.compile(logistic())).explain(new double[] {120.5, Double.NaN, -2}, 0);

        assertThat(explanation.contributions())
                .extracting(Contribution::value)
                .containsExactly("120.5", "missing", "unseen");
        assertThat(explanation.contributions().get(0).column().description()).isEqualTo("in mm²");
        assertThat(explanation.html()).contains("in mm²");
    }

    @Test
    void theLargestContributionsComeFirst() {
        Explanation explanation = Explainer.of(Scorer.compile(logistic())).explain(new double[] {90, 65, 0}, 0);

        assertThat(explanation.top(2)).extracting(c -> c.column().name()).containsExactly("age", "area");
        assertThat(explanation.top(9)).hasSize(3);
        assertThat(explanation.toString())
                .startsWith("ill: margin -4.375 = base 0.1250 - 4.500 of 3 columns (")
                .contains("\n  age = 65: - 3.000\n  area = 90: - 2.000\n  site = left: + 0.5000");
    }

    @Test
    void personalValuesAreNotShown() {
        ModelGraph graph = ModelGraph.from(Schema.of(AREA.asPersonal()))
                .add(new Node.Linear("area", "price", Tensor.of(new double[] {2}, 1, 1), f64(1)))
                .output(Column.of("price", ColumnType.FLOAT64))
                .build();

        Explanation explanation = Explainer.of(Scorer.compile(graph)).explain(new double[] {1234.5}, 0);

        assertThat(explanation.toString() + explanation.html())
                .contains("(personal)")
                .doesNotContain("1234");
        assertThat(explanation.output()).isEqualTo("price");
        assertThat(explanation.contributions().get(0).amount()).isEqualTo(2469);
    }

    private static ModelGraph forest(boolean cover, int outputs) {
        io.mlstack.api.model.TreesBuilder trees =
                Trees.builder(Tensor.Type.F32, 4, outputs).base(0.5);
        for (int k = 0; k < outputs; k++) {
            trees.tree(k).split(0, 1, Trees.Missing.NAN, true);
            cover(trees, cover, 8).leaf(-1 - k);
            cover(trees, cover, 6).split(3, 0.5, Trees.Missing.NAN, true);
            cover(trees, cover, 2).leaf(1);
            cover(trees, cover, 1).leaf(3 + k);
            cover(trees, cover, 1);
        }
        ModelGraph.Builder graph = prepared()
                .add(new Node.Cast("features", "narrow", Tensor.Type.F32))
                .add(new Node.TreeEnsemble("narrow", "sums", trees.build()))
                .add(new Node.Cast("sums", "score", Tensor.Type.F64));
        if (outputs == 1) {
            return binary(graph);
        }
        return graph.add(new Node.Softmax("score", "probabilities"))
                .add(new Node.ArgMax("probabilities", "kind", List.of("a", "b", "c")))
                .output(Column.of("kind", ColumnType.category("a", "b", "c")))
                .build();
    }

    private static io.mlstack.api.model.TreesBuilder cover(
            io.mlstack.api.model.TreesBuilder trees, boolean known, double cover) {
        return known ? trees.cover(cover) : trees;
    }

    @Test
    void treesHaveShapleyValuesAddedUpByColumn() {
        Explanation explanation = Explainer.of(Scorer.compile(forest(true, 1))).explain(new double[] {120, 50, 1}, 0);

        // Area alone: 1 or 3 in the mean, 2; site alone: 3/4 of -1 and 1/4 of 3 (right) or 1 (left); both: 3.
        double nothing = 0.75 * -1 + 0.25 * 2;
        double site = 0.75 * -1 + 0.25 * 3;
        assertThat(explanation.method()).isEqualTo(Explanation.Method.TREE_SHAP);
        assertThat(explanation.base()).isEqualTo(0.5 + nothing);
        assertThat(explanation.contributions().get(0).amount())
                .isEqualTo(((2 - nothing) + (3 - site)) / 2, within(1e-12));
        assertThat(explanation.contributions().get(1).amount()).isZero();
        assertThat(explanation.contributions().get(2).amount())
                .isEqualTo(((site - nothing) + (3 - 2)) / 2, within(1e-12));
        assertThat(explanation.margin()).isEqualTo(3.5);
    }

    @Test
    void theMarginOfTheChosenClassIsExplainedUnlessAnotherIsAskedFor() {
        Explainer explainer = Explainer.of(Scorer.compile(forest(true, 3)));
        double[] row = {120, 50, 1};

        assertThat(explainer.outputs()).containsExactly("a", "b", "c");
        assertThat(explainer.explain(row, 0).output()).isEqualTo("c");
        assertThat(explainer.explain(row, 0).margin()).isEqualTo(5.5);
        assertThat(explainer.explain(row, 0, "a").margin()).isEqualTo(3.5);
        assertThatThrownBy(() -> explainer.explain(row, 0, "d"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("\"d\"");
    }

    @Test
    void theOtherOfTwoClassesIsRefusedWithTheOneToAskFor() {
        Explainer explainer = Explainer.of(Scorer.compile(logistic()));

        assertThatThrownBy(() -> explainer.explain(new double[3], 0, "well")).hasMessageContaining("ask for \"ill\"");
    }

    @Test
    void whatCannotBeExplainedIsRefusedByName() {
        assertThatThrownBy(() -> Explainer.of(Scorer.compile(forest(false, 1))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("TreeEnsemble node \"sums\"", "training rows");
        ModelGraph stacked = ModelGraph.from(Schema.of(AREA, AGE))
                .add(new Node.Concat(List.of("area", "age"), "row"))
                .add(new Node.Linear("row", "two", Tensor.of(new double[] {1, 2, 3, 4}, 2, 2), f64(0, 0)))
                .add(new Node.Softmax("two", "hidden"))
                .add(new Node.Linear("hidden", "score", Tensor.of(new double[] {1, 2}, 1, 2), f64(0)))
                .add(new Node.Sigmoid("score", "p"))
                .output(Column.of("p", ColumnType.FLOAT64))
                .build();
        ModelGraph texts = ModelGraph.from(Schema.of(AREA, Column.of("note", ColumnType.TEXT)))
                .add(new Node.Linear("area", "price", Tensor.of(new double[] {1}, 1, 1), f64(0)))
                .add(new Node.Hash("note", "hash", 8, 0))
                .add(new Node.OneHot("hash", "hot"))
                .output(Column.of("price", ColumnType.FLOAT64))
                .output(Column.of("hot", ColumnType.vector(8)))
                .build();
        assertThatThrownBy(() -> Explainer.of(Scorer.compile(texts))).hasMessageContainingAll("column note", "text");
        assertThatThrownBy(() -> Explainer.of(Scorer.compile(stacked)))
                .hasMessageContainingAll("Softmax node \"hidden\"", "margin \"score\"");
    }

    private static ModelGraph net(Random random, Activation activation) {
        Tensor first = Tensor.of(floats(random, 4 * 8), 8, 4);
        Tensor second = Tensor.of(floats(random, 8 * 3), 3, 8);
        return prepared()
                .add(new Node.Cast("features", "narrow", Tensor.Type.F32))
                .add(new Node.Dense("narrow", "hidden", first, Tensor.of(floats(random, 8), 8), activation))
                .add(new Node.Dense("hidden", "score", second, Tensor.of(floats(random, 3), 3), Activation.IDENTITY))
                .add(new Node.Softmax("score", "probabilities"))
                .add(new Node.ArgMax("probabilities", "kind", List.of("a", "b", "c")))
                .output(Column.of("kind", ColumnType.category("a", "b", "c")))
                .output(Column.of("score", ColumnType.vector(3)))
                .build();
    }

    private static float[] floats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** The integral of the gradient along the line, by the midpoint rule with central differences: slow and independent. */
    private static double[] integrated(Scorer scorer, double[] from, double[] to, int output) {
        int steps = 2000;
        double[] shares = new double[from.length];
        double[] out = new double[scorer.outputWidth()];
        Scratch scratch = scorer.scratch();
        for (int s = 0; s < steps; s++) {
            for (int i = 0; i < 2; i++) {
                double[] point = to.clone();
                for (int j = 0; j < 2; j++) {
                    point[j] = from[j] + (s + 0.5) / steps * (to[j] - from[j]);
                }
                double step = 0.02;
                point[i] += step;
                scorer.score(point, 0, 1, out, 0, scratch);
                double above = out[1 + output];
                point[i] -= 2 * step;
                scorer.score(point, 0, 1, out, 0, scratch);
                shares[i] += (above - out[1 + output]) / (2 * step) * (to[i] - from[i]) / steps;
            }
        }
        return shares;
    }

    @Test
    void aSmoothNetHasIntegratedGradients() {
        Random random = new Random(5);
        for (Activation activation : List.of(Activation.TANH, Activation.SIGMOID)) {
            Scorer scorer = Scorer.compile(net(random, activation));
            Explainer explainer = Explainer.of(scorer);
            // The base row has no site, so rows without one move along the two numbers alone.
            double[] row = {100 + 10 * random.nextGaussian(), 50 + 5 * random.nextGaussian(), -1};
            double[] expected = integrated(scorer, new double[] {100, 50, -1}, row, 1);

            Explanation explanation = explainer.explain(row, 0, "b");

            assertThat(explanation.method()).isEqualTo(Explanation.Method.INTEGRATED_GRADIENTS);
            assertThat(explanation.contributions().get(0).amount()).isCloseTo(expected[0], within(2e-3));
            assertThat(explanation.contributions().get(1).amount()).isCloseTo(expected[1], within(2e-3));
            assertThat(explanation.contributions().get(2).amount()).isZero();
        }
    }

    private static void addsUp(Explainer explainer, double[] row, int at, String output) {
        addsUp(explainer, row, at, output, 0);
    }

    /** @param largest what float32 sums on the way to the margin may hold and cancel again */
    private static void addsUp(Explainer explainer, double[] row, int at, String output, double largest) {
        Explanation explanation = explainer.explain(row, at, output);
        double sum = explanation.base();
        double size = Math.abs(sum);
        for (Contribution contribution : explanation.contributions()) {
            sum += contribution.amount();
            size += Math.abs(contribution.amount());
        }
        if (Double.isNaN(explanation.margin())) {
            assertThat(sum).isNaN();
        } else {
            assertThat(sum).isCloseTo(explanation.margin(), within(1e-5 * (1 + size + largest)));
        }
    }

    @Property(tries = 100)
    void aNetsContributionsAddUpToItsMargin(@ForAll long seed) {
        Random random = new Random(seed);
        Activation[] all = Activation.values();
        Explainer explainer = Explainer.of(Scorer.compile(net(random, all[random.nextInt(all.length)])));
        double[] row = {100 + 30 * random.nextGaussian(), 50 + 9 * random.nextGaussian(), random.nextInt(4) - 2};

        explainer.outputs().forEach(output -> addsUp(explainer, row, 0, output));
    }

    @Property(tries = 300)
    void whateverTrainersMakeAddsUp(@ForAll long seed) {
        ModelGraph graph = RandomModels.recipe(seed);
        Explainer explainer = Explainer.of(Scorer.compile(graph));
        int width = Scorer.compile(graph).inputWidth();
        Random random = new Random(seed);
        double[] row = new double[width + 1];
        int at = 1;
        for (Column column : graph.input()) {
            for (int i = 0; i < graph.type(column.name()).width(); i++) {
                row[at++] = column.type().kind() == ColumnType.Kind.CATEGORY
                        ? random.nextInt(4) - 2
                        : random.nextGaussian();
            }
        }

        double largest = largest(graph);
        explainer.outputs().forEach(output -> addsUp(explainer, row, 1, output, largest));
        assertThat(explainer.explain(row, 1).output()).isIn(explainer.outputs());
    }

    /** Batch norm with a mean of a thousand moves values by as much, there and back. */
    @Test
    void whatTrainersMakeWithLargeMeansAddsUp() {
        whateverTrainersMakeAddsUp(-2068412597L);
    }

    private static double largest(ModelGraph graph) {
        return graph.tensors().values().stream()
                .flatMapToDouble(tensor -> Arrays.stream(tensor.toDoubles()))
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    record Case(double area, Integer age, String site) {}

    record Answer(String finding) {}

    @Test
    void aRecordIsExplainedAsItIsPredicted() {
        Predictor<Case, Answer> predictor = Predictor.of(logistic(), "m", Case.class, Answer.class);

        assertThat(predictor.explain(new Case(120, null, "right")))
                .isEqualTo(Explainer.of(predictor.scorer()).explain(new double[] {120, Double.NaN, 1}, 0));
        assertThat(predictor.explain(new Case(120, 45, "left"), "ill").margin()).isEqualTo(5.625);
        assertThatThrownBy(() -> predictor.explain(new Case(120, 45, "nowhere")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nowhere");
    }
}
