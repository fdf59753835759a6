package io.mlstack.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.error.Finding;
import io.mlstack.api.problem.Baseline;
import io.mlstack.api.problem.Metric;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.random.KeyedRandom;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.data.read.Samples;
import io.mlstack.data.store.DatasetStore;
import io.mlstack.data.store.Snapshot;
import io.mlstack.train.evaluate.BaselineResult;
import java.nio.file.Path;
import java.util.List;
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
        assertThat(feasibility.assessment().baselines()).isEmpty();
        assertThat(feasibility.assessment().notes()).extracting(Finding::code).contains("feasibility.no-trial");
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
                .anySatisfy(f -> assertThat(f.message()).isEqualTo("the same in every row: branch"))
                .anySatisfy(f -> assertThat(f.message()).contains("name (personal)"));
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
