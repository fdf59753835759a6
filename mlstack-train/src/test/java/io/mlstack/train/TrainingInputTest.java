package io.mlstack.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.model.Activation;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.DoubleVector;
import io.mlstack.api.table.IntVector;
import io.mlstack.api.table.Schema;
import io.mlstack.data.load.Split;
import io.mlstack.data.load.SplitRule;
import io.mlstack.train.engine.Engine;
import io.mlstack.train.engine.FitControl;
import io.mlstack.train.engine.FitRequest;
import io.mlstack.train.engine.Fitted;
import io.mlstack.train.engine.Support;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingInputTest {
    private static final Column X = Column.of("x", ColumnType.FLOAT64);
    private static final Column Y = Column.of("y", ColumnType.FLOAT64);
    private static final Column ANSWER = Column.of("answer", ColumnType.TEXT);
    private static final Problem PROBLEM = Problem.binary("test", "answer", "yes");

    @Test
    void infiniteAndNanFeaturesAreAllNamedByRowAndColumn() {
        Columns rows = Columns.builder(Schema.of(X, Y, ANSWER))
                .row(1.0, Double.NaN, "yes")
                .row(Double.POSITIVE_INFINITY, 2.0, "no")
                .row(3.0, Double.NEGATIVE_INFINITY, "no")
                .build();
        assertThat(findings(PROBLEM, rows))
                .extracting(Finding::place)
                .containsExactly(
                        "training part, row 1, column x",
                        "training part, row 0, column y",
                        "training part, row 2, column y");
    }

    @Test
    void dataWithoutAnyFeatureSayWhyEachColumnIsLeftOut() {
        Columns rows = Columns.builder(Schema.of(X, ANSWER))
                .row(1.0, "yes")
                .row(1.0, "no")
                .build();
        assertThat(findings(PROBLEM, rows)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("train.no-features");
            assertThat(finding.message()).contains("x left out: the same in all training rows");
        });
    }

    @Test
    void valuesTooLargeToStandardiseAreNamed() {
        Columns rows = Columns.builder(Schema.of(X, ANSWER))
                .row(1e300, "yes")
                .row(-1e300, "no")
                .build();
        assertThat(findings(PROBLEM, rows)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("train.too-large");
            assertThat(finding.place()).contains("column x");
        });
    }

    @Test
    void aColumnNamedLikeAnOutputIsRefused() {
        Schema schema = Schema.of(Column.of("probability", ColumnType.FLOAT64), ANSWER);
        Columns rows = Columns.builder(schema).row(1.0, "yes").row(2.0, "no").build();
        assertThat(codes(PROBLEM, rows)).containsExactly("train.name-taken");
        Run run = Training.on(split(
                        PROBLEM.ignoring("probability"),
                        rows("yes", "no").with(Column.of("probability", ColumnType.FLOAT64), DoubleVector.of(1, 2))))
                .fit();
        assertThat(run.graph().output().names()).contains("probability");
    }

    @Test
    void columnsNamedLikeInnerValuesAreNoProblem() {
        Schema schema = Schema.of(
                Column.of("features", ColumnType.FLOAT64),
                Column.of("numbers", ColumnType.FLOAT64),
                Column.of("score", ColumnType.FLOAT64),
                ANSWER);
        Columns rows = Columns.builder(schema)
                .row(1.0, 2.0, 3.0, "yes")
                .row(2.0, 1.0, 4.0, "no")
                .build();
        assertThat(Training.on(split(PROBLEM, rows)).fit().graph().input().names())
                .containsExactly("features", "numbers", "score");
    }

    @Test
    void anEngineThatCannotTrainTheModelSaysWhy() {
        Engine engine = new Engine() {
            @Override
            public String name() {
                return "abacus";
            }

            @Override
            public Support supports(ModelSpec spec) {
                return Support.no("has ten beads only");
            }

            @Override
            public Fitted fit(FitRequest request, FitControl control) {
                throw new AssertionError("was not asked");
            }
        };
        assertThatThrownBy(() -> Training.on(split(PROBLEM, rows("yes", "no")))
                        .engine(engine)
                        .fit())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("engine abacus: cannot train a linear model, l2 1: it has ten beads only");
    }

    @Test
    void anEngineThatTellsOfNoEpochIsNamed() {
        Engine engine = new Engine() {
            @Override
            public String name() {
                return "silent";
            }

            @Override
            public Support supports(ModelSpec spec) {
                return Support.yes();
            }

            @Override
            public Fitted fit(FitRequest request, FitControl control) {
                Tensor weights = Tensor.of(
                        new double[request.train().width()], 1, request.train().width());
                Fitted.Layer layer = new Fitted.Layer(weights, Tensor.of(new double[1], 1), Activation.IDENTITY);
                return new Fitted(List.of(layer), 1, 1, false, List.of());
            }
        };
        Training training = Training.on(split(PROBLEM, rows("yes", "no"))).engine(engine);
        assertThatThrownBy(training::fit)
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("engine silent: told of 0 epochs");
    }

    @Test
    void limitsOutOfRangeAreRefused() {
        Training training = Training.on(split(PROBLEM, rows("yes", "no")));
        assertThatThrownBy(() -> training.executor(Runnable::run, 0)).hasMessageContaining("threads is 0");
        assertThatThrownBy(() -> training.deadline(java.time.Duration.ZERO)).hasMessageContaining("the deadline is");
    }

    @Test
    void allProblemsAreReportedAtOnceWithTheirCures() {
        Schema schema = Schema.of(X, Y, Column.of("probability", ColumnType.INT32), ANSWER);
        Columns rows = Columns.builder(schema)
                .row(Double.NaN, 1.0, 3, "yes")
                .row(2.0, 2.0, 4, "no")
                .row(3.0, 3.0, 5, "no")
                .build();
        Columns validation =
                Columns.builder(schema).row(1.0, Double.NaN, 3, "yes").build();
        InvalidInputException refused = catchThrowableOfType(
                InvalidInputException.class,
                () -> Training.on(split(PROBLEM, rows, validation)).fit());
        assertThat(refused.findings())
                .extracting(Finding::place)
                .containsExactly(
                        "training part, row 0, column x", "validation part, row 0, column y", "column probability");
        assertThat(refused.findings())
                .allSatisfy(finding -> assertThat(finding.cure()).isNotEmpty());
    }

    @Test
    void aTargetThatIsTheSameEverywhereIsRefused() {
        Columns same =
                Columns.builder(Schema.of(X, Y)).row(1.0, 5.0).row(2.0, 5.0).build();
        assertThat(codes(Problem.regression("test", "y"), same)).containsExactly("train.constant-target");
    }

    @Test
    void theGroupOfTheSplitIsNoFeature() {
        Columns.Builder rows = Columns.builder(
                Schema.of(Column.of("id", ColumnType.INT32), Column.of("patient", ColumnType.INT32), X, ANSWER));
        for (int i = 0; i < 60; i++) {
            rows.row(i, i / 2, i % 7.0, i % 3 == 0 ? "yes" : "no");
        }
        Split split = Split.of(PROBLEM, rows.build(), "id", SplitRule.standard().groupedBy("patient"));
        Run run = Training.on(split).fit();
        assertThat(run.recipe().toString())
                .isEqualTo("1 column used; id left out: key of the rows; patient left out: group of the rows; "
                        + "answer left out: the target");
    }

    private static List<Finding> findings(Problem problem, Columns rows) {
        return catchThrowableOfType(
                        InvalidInputException.class,
                        () -> Training.on(split(problem, rows)).fit())
                .findings();
    }

    private static List<String> codes(Problem problem, Columns rows) {
        return findings(problem, rows).stream().map(Finding::code).toList();
    }

    private static Split split(Problem problem, Columns train) {
        return split(problem, train, train.slice(0, 0));
    }

    /** With ids, and the last training row once more to judge on. */
    private static Split split(Problem problem, Columns train, Columns validation) {
        int n = train.rows();
        int v = validation.rows();
        Columns test = train.slice(n - 1, n);
        return Split.given(problem, keyed(train, 0), keyed(validation, n), keyed(test, n + v), "id");
    }

    private static Columns keyed(Columns rows, int first) {
        int[] ids = IntStream.range(first, first + rows.rows()).toArray();
        return rows.with(Column.of("id", ColumnType.INT32), IntVector.of(ids));
    }

    private static Columns rows(String... answers) {
        Columns.Builder builder = Columns.builder(Schema.of(X, ANSWER));
        for (int i = 0; i < answers.length; i++) {
            builder.row((double) i, answers[i]);
        }
        return builder.build();
    }
}
