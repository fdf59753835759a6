package io.mlstack.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.problem.Baseline;
import io.mlstack.api.problem.Metric;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.random.KeyedRandom;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.DoubleVector;
import io.mlstack.api.table.IntVector;
import io.mlstack.api.table.Schema;
import io.mlstack.data.load.Split;
import io.mlstack.data.load.SplitRule;
import io.mlstack.data.read.Samples;
import io.mlstack.data.store.DatasetStore;
import io.mlstack.data.store.Snapshot;
import io.mlstack.train.evaluate.BaselineResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeasibilityTest {

    private static final Problem TRIAGE = Problem.binary("biopsy-triage", "diagnosis", "malignant");
    private static final Problem LOAN = Problem.binary("loan", "default", "yes");

    @Test
    void theBiopsiesAreFeasible() {
        Feasibility feasibility = Feasibility.assess(TRIAGE, Samples.biopsies(), "id");
        assertThat(feasibility).isInstanceOf(Feasibility.Feasible.class);
        Assessment found = feasibility.assessment();
        assertThat(found.rows()).isEqualTo(569);
        assertThat(found.classes()).containsEntry("benign", 357L).containsEntry("malignant", 212L);
        assertThat(found.baselines()).extracting(BaselineResult::baseline).containsExactly(Baseline.values());
        double linear = found.baselines()
                .get(3)
                .metrics()
                .get(0)
                .estimate()
                .orElseThrow()
                .value();
        assertThat(linear).isGreaterThan(0.98);
        assertThat(found.outlook())
                .hasValueSatisfying(o -> assertThat(o.margin()).isBetween(0.005, 0.03));
        assertThat(feasibility.toString())
                .startsWith("Feasible")
                .contains("569 rows")
                .contains("baseline always benign");
    }

    @Test
    void aSnapshotIsAssessedByItsOwnKey(@TempDir Path folder) {
        Snapshot snapshot = DatasetStore.open(folder)
                .dataset("biopsies")
                .keyedBy("id")
                .commit(Samples.biopsies(), "first delivery");
        Assessment found = Feasibility.assess(TRIAGE, snapshot).assessment();
        assertThat(found.baselines())
                .isEqualTo(Feasibility.assess(TRIAGE, Samples.biopsies(), "id")
                        .assessment()
                        .baselines());
    }

    @Test
    void equalDataGiveAnEqualAssessment() {
        assertThat(Feasibility.assess(TRIAGE, Samples.biopsies(), "id"))
                .isEqualTo(Feasibility.assess(TRIAGE, Samples.biopsies(), "id"));
    }

    @Test
    void aMissingTargetIsInfeasibleAndNamesTheNearest() {
        Feasibility feasibility =
                Feasibility.assess(Problem.binary("p", "diagnosys", "malignant"), Samples.biopsies(), "id");
        assertThat(feasibility).isInstanceOf(Feasibility.Infeasible.class);
        assertThat(feasibility.reasons()).singleElement().asString().contains("did you mean \"diagnosis\"");
    }

    @Test
    void oneClassOnlyIsInfeasible() {
        Columns rows = loans(200, i -> "no");
        Feasibility feasibility = Feasibility.assess(LOAN, rows, "id");
        assertThat(feasibility).isInstanceOf(Feasibility.Infeasible.class);
        assertThat(feasibility.toString()).contains("obstacle").contains("class");
        assertThat(feasibility.assessment().labelled()).isEqualTo(200);
    }

    @Test
    void aClassWithOneRowIsARiskAndNoException() {
        Feasibility feasibility = Feasibility.assess(Problem.multiclass("kinds", "kind"), kinds(300, 1, 3), "id");

        assertThat(codes(feasibility)).contains("feasibility.few-of-a-class");
        assertThat(codes(feasibility)).contains("feasibility.class-not-tried");
        // The other two classes are tried.
        assertThat(feasibility.assessment().baselines()).isNotEmpty();
    }

    @Test
    void aRareClassOfALargeTableIsTriedWithAllItsRows() {
        Feasibility feasibility = Feasibility.assess(Problem.multiclass("kinds", "kind"), kinds(20_000, 20, 50), "id");

        assertThat(feasibility.assessment().baselines()).isNotEmpty();
    }

    /** Rows of kinds a and b, and {@code rare} rows of kind c in the training part. */
    private static Columns kinds(int rows, int rare, int features) {
        List<Column> columns = new java.util.ArrayList<>(
                List.of(Column.of("id", ColumnType.INT64), Column.of("kind", ColumnType.category("a", "b", "c"))));
        for (int f = 0; f < features; f++) {
            columns.add(Column.of("x" + f, ColumnType.FLOAT64));
        }
        KeyedRandom random = KeyedRandom.of(5, "kinds");
        io.mlstack.data.load.SplitRule rule = io.mlstack.data.load.SplitRule.standard();
        Columns.Builder builder = Columns.builder(Schema.of(columns));
        int left = rare;
        for (int row = 0; row < rows; row++) {
            Object[] values = new Object[columns.size()];
            values[0] = (long) row;
            // A rare row belongs to the training part, so that the split itself has nothing against it.
            boolean isRare = left > 0 && rule.partOf(Integer.toString(row)) == io.mlstack.data.load.Part.TRAIN;
            left -= isRare ? 1 : 0;
            values[1] = isRare ? "c" : row % 2 == 0 ? "a" : "b";
            for (int f = 0; f < features; f++) {
                values[2 + f] = random.gaussian((long) row * features + f);
            }
            builder.row(values);
        }
        return builder.build();
    }

    @Test
    void fewRowsAndFewOfAClassAreRisks() {
        Feasibility feasibility = Feasibility.assess(LOAN, loans(90, i -> i % 8 == 0 ? "yes" : "no"), "id");
        assertThat(feasibility).isInstanceOf(Feasibility.Risky.class);
        assertThat(codes(feasibility)).contains("feasibility.few-rows", "feasibility.few-of-a-class");
        assertThat(feasibility.reasons()).allSatisfy(f -> assertThat(f.cure()).isNotBlank());
    }

    @Test
    void aColumnThatKnowsTheAnswerIsSuspected() {
        Columns rows = withColumn(
                loans(300, i -> random(i, 1) < 0.4 ? "yes" : "no"),
                "days_overdue",
                (row, answer) -> answer.equals("yes") ? 30 + 10 * random(row, 2) : 10 * random(row, 2));
        Feasibility feasibility = Feasibility.assess(LOAN, rows, "id");
        assertThat(feasibility).isInstanceOf(Feasibility.Risky.class);
        assertThat(feasibility.reasons())
                .filteredOn(f -> f.code().equals("feasibility.leak"))
                .singleElement()
                .satisfies(f -> assertThat(f.place()).isEqualTo("column days_overdue"))
                .satisfies(f -> assertThat(f.cure()).contains("problem.ignoring(\"days_overdue\")"));
    }

    @Test
    void noColumnOfTheSamplesIsSuspected() {
        assertThat(codes(Feasibility.assess(Problem.multiclass("iris", "species"), Samples.iris(), "id")))
                .doesNotContain("feasibility.leak", "feasibility.identifier");
    }

    @Test
    void anIdentifierIsNotAFeature() {
        Columns rows = withWhole(loans(200, i -> i % 3 == 0 ? "yes" : "no"), "account", row -> 7919L * row % 100_003);
        assertThat(Feasibility.assess(LOAN, rows, "id").reasons())
                .anySatisfy(f -> assertThat(f.toString()).contains("account").contains("identifier"));
    }

    @Test
    void constantAndUnreadColumnsAreNoted() {
        Columns rows = withColumn(loans(200, i -> i % 3 == 0 ? "yes" : "no"), "branch", (row, answer) -> 7);
        assertThat(Feasibility.assess(LOAN, rows, "id").assessment().notes())
                .anySatisfy(f -> assertThat(f.message()).isEqualTo("the same in all training rows: branch"))
                .anySatisfy(f -> assertThat(f.message()).contains("name (personal data)"));
    }

    @Test
    void manyGapsAreARisk() {
        Columns rows = withColumn(
                loans(200, i -> i % 3 == 0 ? "yes" : "no"),
                "income",
                (row, answer) -> row % 2 == 0 ? Double.NaN : random(row, 3));
        assertThat(codes(Feasibility.assess(LOAN, rows, "id"))).contains("feasibility.many-gaps");
    }

    @Test
    void accuracyOfARareClassDeceives() {
        Columns rows = loans(2_000, i -> i % 40 == 0 ? "yes" : "no");
        assertThat(codes(Feasibility.assess(LOAN.optimise(Metric.ACCURACY), rows, "id")))
                .contains("feasibility.imbalance");
        assertThat(codes(Feasibility.assess(LOAN, rows, "id"))).doesNotContain("feasibility.imbalance");
    }

    @Test
    void aWideIntervalSaysHowManyRowsWouldNarrowIt() {
        Feasibility feasibility = Feasibility.assess(LOAN, loans(300, i -> random(i, 1) < 0.4 ? "yes" : "no"), "id");
        assertThat(codes(feasibility)).contains("feasibility.wide-interval");
        Outlook outlook = feasibility.assessment().outlook().orElseThrow();
        // A margin falls with the root of the rows.
        double factor = (outlook.margin() / outlook.aim()) * (outlook.margin() / outlook.aim());
        assertThat((double) outlook.moreRows().orElseThrow())
                .isBetween(300 * (factor - 1), 300 * (factor - 1) * 1.1 + 10);
        assertThat(feasibility.toString()).contains("more labelled rows give \u00b10.02");
    }

    @Test
    void personalDataNeverAppear() {
        Columns rows = loans(300, i -> i % 3 == 0 ? "yes" : "no");
        Feasibility feasibility = Feasibility.assess(LOAN, rows, "id");
        assertThat(feasibility.toString() + feasibility.html()).doesNotContain("Person-");
    }

    @Test
    void aRegressionIsAssessedByItsOwnMetrics() {
        Schema schema = Schema.of(
                Column.of("id", ColumnType.INT64),
                Column.of("size", ColumnType.FLOAT64),
                Column.of("price", ColumnType.FLOAT64));
        Columns.Builder builder = Columns.builder(schema);
        for (int i = 0; i < 400; i++) {
            double size = 50 + 100 * random(i, 1);
            builder.row(
                    (long) i, size, 3 * size + 40 * KeyedRandom.of(2, "test").gaussian(i));
        }
        Feasibility feasibility = Feasibility.assess(Problem.regression("rent", "price"), builder.build(), "id");
        assertThat(feasibility.assessment().baselines().get(2).metrics().get(0).metric())
                .isEqualTo(Metric.RMSE);
        assertThat(feasibility.assessment().outlook()).isPresent();
        assertThat(feasibility.toString()).contains("RMSE");
    }

    @Test
    void aClassOfTwelveRowsAmongTwentyThousandIsARisk() {
        Columns rows = numbers(20_000, 30, row -> row % 1_667 == 0 ? "yes" : "no");
        Feasibility feasibility = Feasibility.assess(Problem.binary("p", "y", "yes"), rows, "id");
        assertThat(feasibility).isInstanceOf(Feasibility.Risky.class);
        assertThat(codes(feasibility)).contains("feasibility.few-of-a-class");
        Assessment found = feasibility.assessment();
        assertThat(found.baselines()).extracting(BaselineResult::baseline).contains(Baseline.MAJORITY, Baseline.LINEAR);
        // The twelve are all kept, but weigh what they weigh among all rows.
        assertThat(accuracy(found.baselines().get(0))).isGreaterThan(0.999);
    }

    @Test
    void aBinaryProblemWithOnePositiveRowHasNoBaselines() {
        Columns rows = numbers(300, 1, row -> row == 0 ? "c" : "b");
        Feasibility feasibility = Feasibility.assess(Problem.binary("p", "y", "c"), rows, "id");
        assertThat(codes(feasibility)).contains("feasibility.class-not-tried", "feasibility.few-of-a-class");
        assertThat(feasibility.assessment().baselines()).isEmpty();
        assertThat(feasibility.toString()).startsWith("Risky");
    }

    @Test
    void rowsOfAGroupStayInOneFold() {
        Columns rows = visits();
        Problem problem = Problem.binary("p", "y", "a").optimise(Metric.ACCURACY);
        Split byPatient = Split.of(problem, rows, "id", SplitRule.standard().groupedBy("patient"));
        assertThat(best(Feasibility.assess(byPatient))).isLessThan(0.7);
        // By row, the fingerprint of a patient tells the answer of his other visits.
        assertThat(best(Feasibility.assess(problem.ignoring("patient"), rows, "id")))
                .isGreaterThan(0.75);
    }

    @Test
    void theTestPartIsNotLookedInto() {
        Columns rows = numbers(600, 3, row -> row % 3 == 0 ? "a" : "b");
        Problem problem = Problem.binary("p", "y", "a");
        Split split = Split.of(problem, rows, "id", SplitRule.standard().salted("other"));
        Columns test = split.test();
        double[] other = new double[test.rows()];
        Arrays.fill(other, 1e9);
        Columns changed = test.with(test.schema().column("x0"), DoubleVector.of(other));
        Split without = Split.given(problem, split.train(), split.validation(), changed, "id");
        assertThat(Feasibility.assess(without)).isEqualTo(Feasibility.assess(split));
    }

    @Test
    void groupsOfWhichOneHasAllRowsOfAClassAreARisk() {
        Columns rows = visits();
        int[] a = IntStream.range(0, rows.rows())
                .filter(row -> rows.text(row, 3).equals("b") || row < 20)
                .toArray();
        Problem problem = Problem.binary("p", "y", "a").optimise(Metric.ACCURACY);
        Columns train = rows.take(a);
        Split split = Split.of(
                problem, train, "id", SplitRule.standard().groupedBy("patient").shares(0.9, 0, 0.1));
        assertThat(codes(Feasibility.assess(split))).contains("feasibility.class-not-tried");
    }

    @Test
    void classesOfAPersonalTargetAreNeverNamed() {
        Columns rows = personal(Samples.biopsies().collect(), "diagnosis");
        Feasibility feasibility = Feasibility.assess(TRIAGE.optimise(Metric.PRECISION), rows, "id");
        assertThat(feasibility.assessment().baselines()).isNotEmpty();
        // The positive class is in the problem, which its author wrote; the other is only in the data.
        assertThat(feasibility.toString() + feasibility.html()).doesNotContain("benign", "malignant");
        Columns one = personal(loans(200, i -> "no"), "default");
        assertThat(Feasibility.assess(LOAN, one, "id").toString()).doesNotContain("\"no\"");
    }

    @Test
    void columnsThatTrainingRefusesAreInfeasibleHere() {
        Columns rows = loans(300, i -> i % 3 == 0 ? "yes" : "no");
        Columns constant = rows.with(rows.schema().column("amount"), DoubleVector.of(new double[300]));
        double[] amounts = rows.numbers("amount");
        Arrays.fill(amounts, Double.POSITIVE_INFINITY);
        Columns infinite = rows.with(rows.schema().column("amount"), DoubleVector.of(amounts));
        Columns dates = constant.with(
                Column.of("day", ColumnType.DATE),
                IntVector.of(IntStream.range(0, 300).toArray()));
        for (Columns bad : List.of(constant, infinite, dates)) {
            Feasibility feasibility = Feasibility.assess(LOAN, bad, "id");
            assertThat(feasibility).isInstanceOf(Feasibility.Infeasible.class);
            assertThatThrownBy(() -> Training.on(Split.of(LOAN, bad, "id")).fit())
                    .isInstanceOf(InvalidInputException.class)
                    .satisfies(e -> assertThat(((InvalidInputException) e).findings())
                            .isEqualTo(feasibility.assessment().blockers()));
        }
    }

    @Test
    void noBaselineUsesAColumnThatNoModelMay() {
        Columns rows = loans(300, i -> i % 3 == 0 ? "yes" : "no");
        int[] days =
                IntStream.range(0, 300).map(i -> i % 3 == 0 ? 10_000 + i : i).toArray();
        Columns dated = rows.with(Column.of("day", ColumnType.DATE), IntVector.of(days));
        assertThat(Feasibility.assess(LOAN, dated, "id").toString()).doesNotContain("day at most");
    }

    private static double accuracy(BaselineResult baseline) {
        return baseline.metrics().stream()
                .filter(m -> m.metric() == Metric.ACCURACY)
                .findFirst()
                .orElseThrow()
                .estimate()
                .orElseThrow()
                .value();
    }

    private static double best(Feasibility feasibility) {
        return feasibility.assessment().baselines().stream()
                .mapToDouble(FeasibilityTest::accuracy)
                .max()
                .orElseThrow();
    }

    private static Columns personal(Columns rows, String column) {
        return rows.with(rows.schema().column(column).asPersonal(), rows.vector(column));
    }

    /** Columns id, x0, x1, ... of noise, and y. */
    private static Columns numbers(int n, int width, Answer answer) {
        List<Column> columns = new ArrayList<>(List.of(Column.of("id", ColumnType.INT64)));
        IntStream.range(0, width).forEach(j -> columns.add(Column.of("x" + j, ColumnType.FLOAT64)));
        columns.add(Column.of("y", ColumnType.TEXT));
        Columns.Builder builder = Columns.builder(Schema.of(columns));
        for (int i = 0; i < n; i++) {
            Object[] row = new Object[width + 2];
            row[0] = (long) i;
            for (int j = 0; j < width; j++) {
                row[j + 1] = random(i, 20 + j);
            }
            row[width + 1] = answer.of(i);
            builder.row(row);
        }
        return builder.build();
    }

    /** 60 patients of 20 visits; the answer is drawn for a patient, and a fifth of the visits have the other one. */
    private static Columns visits() {
        List<String> names = IntStream.range(0, 60).mapToObj(p -> "p" + p).toList();
        Columns.Builder builder = Columns.builder(Schema.of(
                Column.of("id", ColumnType.INT64),
                Column.of("patient", ColumnType.category(names)),
                Column.of("fingerprint", ColumnType.category(names)),
                Column.of("y", ColumnType.category("a", "b"))));
        for (int i = 0; i < 1_200; i++) {
            int patient = i / 20;
            boolean isA = random(patient, 50) < 0.5 ^ random(i, 51) < 0.2;
            builder.row((long) i, "p" + patient, "p" + patient * 7 % 60, isA ? "a" : "b");
        }
        return builder.build();
    }

    @Test
    void notebooksGetTables() {
        assertThat(Feasibility.assess(TRIAGE, Samples.biopsies(), "id").html())
                .contains("<table>")
                .contains("mean_concave_points")
                .doesNotContain("<script");
    }

    private static List<String> codes(Feasibility feasibility) {
        return feasibility.reasons().stream().map(Finding::code).toList();
    }

    private static double random(long row, long step) {
        return KeyedRandom.of(4, "test/loans").at(0, step).uniform(row);
    }

    private interface Answer {
        String of(int row);
    }

    private interface Number {
        double of(int row, String answer);
    }

    private interface Whole {
        long of(int row);
    }

    private static final Schema LOANS = Schema.of(
            Column.of("id", ColumnType.INT64),
            Column.of("name", ColumnType.TEXT).asPersonal(),
            Column.of("amount", ColumnType.FLOAT64),
            Column.of("default", ColumnType.category("no", "yes")));

    private static Columns loans(int n, Answer answer) {
        Columns.Builder builder = Columns.builder(LOANS);
        for (int i = 0; i < n; i++) {
            builder.row((long) i, "Person-" + i, random(i, 9), answer.of(i));
        }
        return builder.build();
    }

    private static Columns withColumn(Columns rows, String name, Number number) {
        Schema schema = rows.schema().with(Column.of(name, ColumnType.FLOAT64).asNullable());
        Columns.Builder builder = Columns.builder(schema);
        for (int i = 0; i < rows.rows(); i++) {
            double value = number.of(i, String.valueOf(rows.value(i, "default")));
            builder.row(
                    rows.value(i, 0),
                    rows.value(i, 1),
                    rows.value(i, 2),
                    rows.value(i, 3),
                    Double.isNaN(value) ? null : value);
        }
        return builder.build();
    }

    private static Columns withWhole(Columns rows, String name, Whole number) {
        Columns.Builder builder = Columns.builder(rows.schema().with(Column.of(name, ColumnType.INT64)));
        for (int i = 0; i < rows.rows(); i++) {
            builder.row(rows.value(i, 0), rows.value(i, 1), rows.value(i, 2), rows.value(i, 3), number.of(i));
        }
        return builder.build();
    }
}
