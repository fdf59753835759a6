package io.mlstack.serve.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.model.ModelGraph;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What the compiler makes of a graph against the definitions of its nodes. */
class ScorerAgainstReferenceTest {

    @Property(tries = 1500)
    void anyGraphScoresAsItsNodesAreDefined(@ForAll long seed) {
        scoresAsDefined(RandomModels.anything(seed), seed, 9);
    }

    @Property(tries = 1500)
    void whatTrainersMakeScoresAsItsNodesAreDefined(@ForAll long seed) {
        scoresAsDefined(RandomModels.recipe(seed), seed, 9);
    }

    @Property(tries = 300)
    void rowsInBlocksHaveTheBitsOfSingleRows(@ForAll long seed, @ForAll @IntRange(min = 2, max = 600) int rows) {
        equalBits(RandomModels.recipe(seed), seed, rows);
        equalBits(RandomModels.anything(seed), seed, rows);
    }

    @Property(tries = 300)
    void floatRowsScoreAsDoubleRowsOfTheSameNumbers(@ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int rows) {
        ModelGraph graph = RandomModels.recipe(seed);
        Scorer scorer = Scorer.compile(graph);
        float[] floats = floats(RandomModels.rows(graph, seed, rows));
        float[] fromFloats = new float[rows * scorer.outputWidth()];
        scorer.score(floats, 0, rows, fromFloats, 0, scorer.scratch());

        double[] fromDoubles = new double[fromFloats.length];
        scorer.score(doubles(floats), 0, rows, fromDoubles, 0, scorer.scratch());

        assertThat(fromFloats).isEqualTo(floats(fromDoubles));
    }

    private static void scoresAsDefined(ModelGraph graph, long seed, int rows) {
        Scorer scorer = Scorer.compile(graph);
        double[] in = RandomModels.rows(graph, seed, rows);
        double[] out = new double[rows * scorer.outputWidth()];
        scorer.score(in, 0, rows, out, 0, scorer.scratch());
        for (int r = 0; r < rows; r++) {
            double[] row = Arrays.copyOfRange(in, r * scorer.inputWidth(), (r + 1) * scorer.inputWidth());
            ReferenceInterpreter.Value expected = ReferenceInterpreter.score(graph, row);
            for (int i = 0; i < scorer.outputWidth(); i++) {
                double actual = out[r * scorer.outputWidth() + i];
                assertThat(agrees(actual, expected.numbers()[i], expected.bounds()[i]))
                        .as(
                                "seed %d, row %d %s, output %d: %s, reference %s +- %s",
                                seed, r, Arrays.toString(row), i, actual, expected.numbers()[i], expected.bounds()[i])
                        .isTrue();
            }
        }
    }

    private static boolean agrees(double actual, double expected, double bound) {
        if (bound == Double.POSITIVE_INFINITY || Double.compare(actual, expected) == 0) {
            return true;
        }
        // Rounding bounds through infinity are NaN: there the kind of number is what can be compared.
        if (Double.isNaN(bound) || !Double.isFinite(expected)) {
            return Double.isNaN(expected) == Double.isNaN(actual);
        }
        return Math.abs(actual - expected) <= 1e-12 * Math.abs(expected) + 4 * bound + Double.MIN_NORMAL;
    }

    private static void equalBits(ModelGraph graph, long seed, int rows) {
        Scorer scorer = Scorer.compile(graph);
        Scratch scratch = scorer.scratch();
        double[] in = RandomModels.rows(graph, seed, rows);
        double[] together = new double[rows * scorer.outputWidth()];
        double[] alone = new double[together.length];
        scorer.score(in, 0, rows, together, 0, scratch);
        for (int r = 0; r < rows; r++) {
            scorer.score(in, r * scorer.inputWidth(), 1, alone, r * scorer.outputWidth(), scratch);
        }
        assertThat(together).as("seed %d", seed).isEqualTo(alone);
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    private static double[] doubles(float[] numbers) {
        double[] doubles = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            doubles[i] = numbers[i];
        }
        return doubles;
    }
}
