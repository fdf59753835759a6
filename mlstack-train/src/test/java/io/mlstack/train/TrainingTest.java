package io.mlstack.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mlstack.api.model.Node;
import io.mlstack.api.problem.Cost;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.progress.ProgressEvent;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.data.load.Split;
import io.mlstack.data.read.Samples;
import io.mlstack.serve.predict.Scorer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingTest {
    private static final Problem IRIS = Problem.multiclass("iris", "target");

    @ParameterizedTest
    @CsvSource({"iris, 143, 0.1596", "wine, 175, 0.0593", "breast_cancer, 556, 0.0740", "digits, 1742, 0.1080"})
    void theWholeGraphMeetsThePublishedCountsInFiveFolds(String name, int correct, double logLoss) {
        Columns rows = TestRows.resource(name);
        Problem problem =
                name.equals("breast_cancer") ? Problem.binary(name, "target", "0") : Problem.multiclass(name, "target");
        int hits = 0;
        double loss = 0;
        for (int k = 0; k < 5; k++) {
            Run run = Training.on(TestRows.split(problem, rows, k)).fit();
            Columns test = TestRows.fold(rows, k, true);
            int[] truth = test.codes("target");
            for (int i = 0; i < truth.length; i++) {
                NaiveGraph scored = new NaiveGraph(run.graph(), test, i);
                hits += (int) scored.value("target")[0] == truth[i] ? 1 : 0;
                loss -= Math.log(scored.value("probabilities")[truth[i]]);
            }
        }
        assertThat(hits).isEqualTo(correct);
        assertThat(loss / rows.rows()).isCloseTo(logLoss, within(5e-5));
    }

    @Test
    void everyKindOfColumnReachesTheModelOrIsLeftOutWithAReason() {
        Run run = Training.on(petsSplit()).model(NetSpec.mlp(8).epochs(3)).fit();
        assertThat(run.recipe().used().stream().map(FeatureRecipe.Step::column))
                .containsExactly("weight", "age", "kind", "shape", "insured", "lean");
        assertThat(run.recipe().leftOut().stream().map(FeatureRecipe.Step::toString))
                .containsExactly(
                        "id left out: key of the rows",
                        "name left out: text; declare it as a category where it holds few distinct values",
                        "legs left out: the same in all training rows",
                        "owner_age left out: personal data",
                        "born left out: a point in time; derive a number such as an age from it",
                        "later left out: ignored by the problem",
                        "ill left out: the target");
        assertThat(run.graph().input().names()).containsExactly("weight", "age", "kind", "shape", "insured", "lean");
        assertThat(run.graph().output().names()).containsExactly("ill", "probability", "probabilities", "score");
        assertThat(run.classes()).containsExactly("no", "yes");
        for (int i = 0; i < pets().rows(); i++) {
            NaiveGraph scored = new NaiveGraph(run.graph(), pets(), i);
            assertThat(scored.value("probability")[0]).isBetween(0.5, 1.0);
            assertThat(scored.value("features")).hasSize(4 + 1 + 3 + 2).doesNotContain(Double.NaN);
        }
    }

    @Test
    void featuresThatSayNothingAreFittedInOneStep() {
        Schema schema = Schema.of(
                Column.of("id", ColumnType.INT64),
                Column.of("a", ColumnType.FLOAT64),
                Column.of("b", ColumnType.FLOAT64),
                Column.of("differ", ColumnType.category("no", "yes")));
        Columns.Builder xor = Columns.builder(schema);
        for (int i = 0; i < 400; i++) {
            xor.row((long) i, (double) (i & 1), (double) (i >> 1 & 1), (i & 1) == (i >> 1 & 1) ? "no" : "yes");
        }
        Columns rows = xor.build();
        Run run = Training.on(Split.given(
                        Problem.binary("xor", "differ", "yes"),
                        rows.slice(0, 396),
                        rows.slice(0, 0),
                        rows.slice(396, 400),
                        "id"))
                .fit();

        assertThat(run.curve()).hasSize(1);
        assertThat(run.curve().get(0).trainLoss()).isCloseTo(Math.log(2), within(1e-9));
    }

    /** Elkan, "The foundations of cost-sensitive learning", IJCAI 2001, equation 2: 1 / (1 + 20). */
    @Test
    void costsDecideFromWhichProbabilityOnTheModelSaysPositive() {
        Problem plain = Problem.binary("biopsies", "diagnosis", "malignant");
        Problem priced = plain.cost(Cost.falseNegative(20), Cost.falsePositive(1));

        assertThat(threshold(plain)).isEqualTo(0.5);
        assertThat(threshold(priced)).isEqualTo(1.0 / 21);
    }

    @Test
    void amongSeveralClassesTheAnswerWithTheLeastExpectedCostIsGiven() {
        Problem problem = Problem.multiclass("irises", "species")
                .cost(Cost.confusion("virginica", "versicolor", 50), Cost.confusion("virginica", "setosa", 50));
        Run run = Training.on(Split.of(problem, Samples.iris(), "id")).fit();
        Columns scored = Scorer.compile(run.graph()).score(Samples.iris());
        List<String> classes = run.classes();
        int costly = 0;
        for (int row = 0; row < scored.rows(); row++) {
            float[] probabilities = (float[]) scored.value(row, "probabilities");
            int cheapest = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int answer = 0; answer < classes.size(); answer++) {
                double expected = 0;
                for (int truth = 0; truth < classes.size(); truth++) {
                    expected += probabilities[truth] * problem.costOf(classes.get(truth), classes.get(answer));
                }
                cheapest = expected < least ? answer : cheapest;
                least = Math.min(least, expected);
            }
            assertThat(scored.value(row, "species")).isEqualTo(classes.get(cheapest));
            costly += (double) scored.value(row, "probability") < 0.5 ? 1 : 0;
        }
        assertThat(costly)
                .as("rows where the cheapest answer is not the most probable one")
                .isPositive();
    }

    @Test
    void aNetKeepsItsDigitsNextToALargeMean() {
        assertThat(netError(1e9)).isCloseTo(netError(0), within(1e-3));
    }

    /** Root of the mean squared error of a net on its training rows, whose target is moved by {@code shift}. */
    private static double netError(double shift) {
        Schema schema = Schema.of(
                Column.of("id", ColumnType.INT64),
                Column.of("x", ColumnType.FLOAT64),
                Column.of("y", ColumnType.FLOAT64));
        Columns.Builder builder = Columns.builder(schema);
        for (int i = 0; i < 200; i++) {
            double x = i / 100.0 - 1;
            builder.row((long) i, x, shift + x * x);
        }
        Columns rows = builder.build();
        Run run = Training.on(Split.given(
                        Problem.regression("curve", "y"),
                        rows.slice(0, 160),
                        rows.slice(0, 0),
                        rows.slice(160, 200),
                        "id"))
                .model(NetSpec.mlp(16).epochs(60))
                .seed(3)
                .fit();
        double[] predicted =
                Scorer.compile(run.graph()).score(rows.slice(0, 160)).numbers("y");
        double sum = 0;
        for (int i = 0; i < predicted.length; i++) {
            double off = predicted[i] - rows.numbers("y")[i];
            sum += off * off;
        }
        return Math.sqrt(sum / predicted.length);
    }

    private static double threshold(Problem problem) {
        Run run = Training.on(Split.of(problem, Samples.biopsies(), "id")).fit();
        return run.graph().nodes().stream()
                .filter(Node.Threshold.class::isInstance)
                .map(Node.Threshold.class::cast)
                .findFirst()
                .orElseThrow()
                .threshold();
    }

    @Test
    void missingNumbersBecomeTheMeanAndStandardisedFeaturesHaveMeanZeroAndDeviationOne() {
        Run run = Training.on(petsSplit()).fit();
        Node.Impute impute = run.graph().nodes().stream()
                .filter(Node.Impute.class::isInstance)
                .map(Node.Impute.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(impute.fill().toDoubles()[1]).isEqualTo((3 + 5 + 2) / 3.0);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 4; i++) {
            double weight = new NaiveGraph(run.graph(), pets(), i).value("numbers.standardised")[0];
            sum += weight;
            squares += weight * weight;
        }
        assertThat(sum).isCloseTo(0, within(1e-12));
        assertThat(squares / 4).isCloseTo(1, within(1e-12));
    }

    @Test
    void regressionPredictsTheTargetColumnAsANumber() {
        Columns rows = TestRows.resource("wine");
        for (ModelSpec spec : List.of(LinearSpec.standard(), NetSpec.mlp(16))) {
            Run run = Training.on(TestRows.split(
                            Problem.regression("proline", "proline").ignoring("target"), rows, 0))
                    .model(spec)
                    .fit();
            assertThat(run.graph().output().names()).containsExactly("proline");
            assertThat(run.classes()).isEmpty();
            double error = 0;
            for (int i = 0; i < rows.rows(); i++) {
                error +=
                        Math.abs(new NaiveGraph(run.graph(), rows, i).value("proline")[0] - rows.numbers("proline")[i]);
            }
            assertThat(error / rows.rows()).isLessThan(170);
        }
    }

    @Test
    void eventsComeInOrder() {
        List<RunEvent> events = new ArrayList<>();
        Columns rows = TestRows.resource("iris");
        Run run = Training.on(TestRows.validated(IRIS, rows))
                .model(NetSpec.mlp(16)
                        .learningRate(0.03)
                        .epochs(500)
                        .patience(5)
                        .weightDecay(0))
                .listener(events::add)
                .fit();
        assertThat(events.get(0)).isEqualTo(new RunEvent.Started(run.spec(), "java", 115, 4));
        int epochs = run.curve().size();
        assertThat(events.subList(1, 1 + epochs)).isEqualTo(run.curve());
        assertThat(events.get(1 + epochs)).isEqualTo(new RunEvent.StoppedEarly(epochs, run.bestEpoch()));
        assertThat(events.get(2 + epochs)).isInstanceOf(RunEvent.Finished.class);
        assertThat(events).hasSize(3 + epochs);
    }

    @Test
    void aListenerThatThrowsIsNamed() {
        class Broken implements java.util.function.Consumer<RunEvent> {
            @Override
            public void accept(RunEvent event) {
                throw new IllegalStateException("disk full");
            }
        }
        List<RunEvent> others = new ArrayList<>();
        assertThatThrownBy(() -> Training.on(iris())
                        .listener(others::add)
                        .listener(new Broken())
                        .fit())
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("Broken")
                .hasMessageContaining("disk full at Started")
                .hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(others).hasSize(2).last().isInstanceOf(RunEvent.Failed.class);
    }

    @Test
    void theDeadlineEndsTheTraining() {
        assertThatThrownBy(() -> Training.on(iris())
                        .model(NetSpec.mlp(64).epochs(1_000_000))
                        .deadline(Duration.ofMillis(100))
                        .fit())
                .isInstanceOf(TrainingStoppedException.class)
                .hasMessageContaining("the deadline of 100 ms");
    }

    @Test
    void anInterruptEndsTheTrainingAndStaysSet() {
        Training training = Training.on(iris())
                .model(NetSpec.mlp(64).epochs(1_000_000))
                .listener(event -> {
                    if (event instanceof RunEvent.EpochEnded) {
                        Thread.currentThread().interrupt();
                    }
                });
        assertThatThrownBy(training::fit)
                .isInstanceOf(TrainingStoppedException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void threadsAndRepetitionChangeNothingInTheModel() {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            Columns rows = TestRows.resource("digits");
            for (ModelSpec spec :
                    List.of(LinearSpec.standard(), NetSpec.mlp(128).batch(512).epochs(3))) {
                Training training = Training.on(TestRows.split(Problem.multiclass("digits", "target"), rows, 0))
                        .model(spec)
                        .seed(7);
                Run one = training.fit();
                Run four = training.executor(pool, 4).fit();
                assertThat(four.graph()).isEqualTo(one.graph());
                assertThat(four.curve()).isEqualTo(one.curve());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource({"iris", "wine", "breast_cancer"})
    void theScorerGivesTheNumbersOfTheTrainedGraph(String name) {
        Columns rows = TestRows.resource(name);
        Problem problem =
                name.equals("breast_cancer") ? Problem.binary(name, "target", "0") : Problem.multiclass(name, "target");
        for (ModelSpec spec : List.of(LinearSpec.standard(), NetSpec.mlp(32, 16).epochs(10))) {
            Run run = Training.on(TestRows.split(problem, rows, 0)).model(spec).fit();
            Scorer scorer = Scorer.compile(run.graph());
            Columns scored = scorer.score(rows);
            for (int i = 0; i < rows.rows(); i++) {
                NaiveGraph naive = new NaiveGraph(run.graph(), rows, i);
                assertThat(scored.codes("target")[i]).isEqualTo((int) naive.value("target")[0]);
                assertThat(scored.numbers("probability")[i]).isCloseTo(naive.value("probability")[0], within(1e-6));
            }
        }
    }

    @Test
    void progressCountsEpochs() {
        List<ProgressEvent> heard = new ArrayList<>();
        Training training = Training.on(iris()).model(NetSpec.mlp(4).epochs(3)).progress(heard::add);
        training.fit();
        assertThat(heard)
                .extracting(ProgressEvent::state)
                .containsExactly(
                        ProgressEvent.State.STARTED,
                        ProgressEvent.State.ADVANCED,
                        ProgressEvent.State.ADVANCED,
                        ProgressEvent.State.ADVANCED,
                        ProgressEvent.State.FINISHED);
        assertThat(heard.get(4).done()).isEqualTo(3);
        heard.clear();
        assertThatThrownBy(training.deadline(Duration.ofNanos(1))::fit).isInstanceOf(TrainingStoppedException.class);
        assertThat(heard).last().extracting(ProgressEvent::state).isEqualTo(ProgressEvent.State.FAILED);
    }

    @Test
    void aRunTellsWhatItIsInOneLineAndInHtml() {
        Run run = Training.on(iris()).fit();
        assertThat(run.toString())
                .startsWith("linear model, l2 1 for iris on 120 rows, seed 0: loss 0.")
                .endsWith(", solved in " + run.curve().size() + " steps");
        assertThat(run.html()).startsWith("<table>").contains("sepal_length_cm").doesNotContain("<script");
        assertThat(run.toJson().canonical())
                .contains("\"model\":{\"kind\":\"linear\",\"l2\":1}")
                .contains("\"seed\":\"0\"");
    }

    @Test
    void anUnknownEngineIsRefusedWithTheNearestName() {
        assertThatThrownBy(() -> Training.on(iris()).engine("jaba")).hasMessageContaining("java");
    }

    private static Split iris() {
        return TestRows.split(IRIS, TestRows.resource("iris"), 0);
    }

    /** The last pet is to judge on. */
    private static Split petsSplit() {
        Columns all = pets();
        Problem problem = Problem.binary("pets", "ill", "yes").ignoring("later");
        return Split.given(problem, all.slice(0, 4), all.slice(0, 0), all.slice(4, 5), "id");
    }

    private static Columns pets() {
        Schema schema = Schema.of(
                Column.of("id", ColumnType.INT64),
                Column.of("name", ColumnType.TEXT),
                Column.of("weight", ColumnType.FLOAT32),
                Column.of("age", ColumnType.INT32).asNullable(),
                Column.of("legs", ColumnType.INT32),
                Column.of("kind", ColumnType.category("cat", "dog", "newt")).asNullable(),
                Column.of("shape", ColumnType.vector(2)),
                Column.of("owner_age", ColumnType.INT32).asPersonal(),
                Column.of("born", ColumnType.DATE).asNullable(),
                Column.of("insured", ColumnType.BOOLEAN),
                Column.of("lean", ColumnType.category("no", "yes")),
                Column.of("later", ColumnType.FLOAT64),
                Column.of("ill", ColumnType.TEXT));
        return Columns.builder(schema)
                .row(1, "Tom", 4.2, 3, 4, "cat", new float[] {1, 2}, 30, null, true, "no", 1.0, "yes")
                .row(2, "Rex", 31, 5, 4, "dog", new float[] {1, 3}, 31, null, true, "no", 1.5, "no")
                .row(3, "Ida", 28.5, null, 4, "dog", new float[] {1, 4}, 32, null, false, "yes", 2.0, "no")
                .row(4, "Axo", 0.1, 2, 4, "newt", new float[] {1, 5}, 33, null, false, "no", 2.5, "yes")
                .row(5, "Eve", 3.9, 8, 4, null, new float[] {1, 6}, 34, null, true, "yes", 3.0, "yes")
                .build();
    }
}
