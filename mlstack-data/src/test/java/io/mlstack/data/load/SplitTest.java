package io.mlstack.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.data.read.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SplitTest {

    private static final Problem TRIAGE = Problem.binary("triage", "diagnosis", "malignant");
    private static final Problem COLOURS = Problem.multiclass("colours", "colour");
    private static final Schema ROWS = Schema.of(
            Column.of("id", ColumnType.INT64),
            Column.of("group", ColumnType.INT64),
            Column.of("colour", ColumnType.TEXT).asNullable());

    @Test
    void biopsiesAreSplitByTheirId() {
        Split split = Split.of(TRIAGE, Samples.biopsies(), "id");
        assertThat(split.train().rows()
                        + split.validation().rows()
                        + split.test().rows())
                .isEqualTo(569);
        assertThat(split.classes()).containsExactly("benign", "malignant");
        assertThat(split.keyColumn()).isEqualTo("id");
        assertThat(split.snapshotId()).isEqualTo("unversioned");
        assertThat(split.ofSnapshot("cafe").snapshotId()).isEqualTo("cafe");
        assertThat(split.salt()).isEqualTo("mlstack");
        assertThat(split.features()).hasSize(30).doesNotContain("id", "diagnosis");
        assertThat(split.toString()).startsWith("Split by id: train ").contains("benign 6", "malignant 3", "test ");
        assertThat(split.html()).startsWith("<table>").contains("<th>benign</th>", "<td>validation</td>");
    }

    // ---- properties ----

    @Property(tries = 50)
    void everyRowIsInExactlyOnePartAndRowsNeverMoveAsDataGrow(
            @ForAll @Size(min = 150, max = 200) @UniqueElements List<@IntRange(max = 1_000_000) Integer> ids,
            @ForAll Random random) {
        Columns all = rows(ids, random);
        Map<String, Part> before = parts(split(all));
        assertThat(before.keySet()).hasSize(ids.size());
        List<Integer> shuffled = new ArrayList<>(ids);
        Collections.shuffle(shuffled, random);
        for (int extra = 0; extra < 40; extra++) {
            shuffled.add(2_000_000 + extra);
        }
        // Rows in another order, other labels, more rows: nobody moves.
        Map<String, Part> after = parts(split(rows(shuffled, random)));
        assertThat(after).containsAllEntriesOf(before).hasSize(ids.size() + 40);
    }

    @Property(tries = 50)
    void groupsStayTogether(@ForAll Random random) {
        Columns all = rows(IntStream.range(0, 300).boxed().toList(), random);
        Split split = Split.of(COLOURS, all, "id", SplitRule.standard().groupedBy("group"));
        List<Set<Double>> groups = new ArrayList<>();
        for (Part part : Part.values()) {
            Set<Double> seen = new HashSet<>();
            Arrays.stream(split.part(part).numbers("group")).forEach(seen::add);
            groups.forEach(other -> assertThat(other).doesNotContainAnyElementsOf(seen));
            groups.add(seen);
        }
        assertThat(split.features()).doesNotContain("group");
    }

    @Test
    void keysOfAnyTypeThatReadAlikeAreAssignedAlike() {
        List<Map<String, Part>> all = new ArrayList<>();
        for (ColumnType type : List.of(
                ColumnType.INT32,
                ColumnType.INT64,
                ColumnType.TEXT,
                ColumnType.category(
                        IntStream.range(0, 200).mapToObj(i -> "" + i).toList()))) {
            boolean isText = !type.isNumeric();
            Schema schema = Schema.of(Column.of("id", type), Column.of("colour", ColumnType.BOOLEAN));
            Columns.Builder rows = Columns.builder(schema);
            for (int i = 0; i < 200; i++) {
                rows.row(isText ? (Object) ("" + i) : (Object) i, i % 2 == 0);
            }
            all.add(parts(Split.of(COLOURS, rows.build(), "id")));
        }
        assertThat(new HashSet<>(all)).hasSize(1);
    }

    // ---- the target ----

    @Test
    void textsTruthValuesAndWholeNumbersBecomeClassesInCodePointOrder() {
        assertThat(classesOf(ColumnType.TEXT, "b", "a", "B")).containsExactly("B", "a", "b");
        assertThat(classesOf(ColumnType.BOOLEAN, true, false)).containsExactly("false", "true");
        assertThat(classesOf(ColumnType.INT64, 2, 10, 1)).containsExactly("1", "10", "2");
        assertThat(classesOf(ColumnType.category("z", "a"), "a", "z")).containsExactly("z", "a");
    }

    @Test
    void theTargetOfARegressionBecomesFloat64() {
        Schema schema = Schema.of(
                Column.of("id", ColumnType.INT32),
                Column.of("y", ColumnType.decimal(9, 2)).asNullable());
        Columns.Builder rows = Columns.builder(schema);
        IntStream.range(0, 100).forEach(i -> rows.row(i, i % 10 == 0 ? null : i + 0.25));
        Split split = Split.of(Problem.regression("r", "y"), rows.build(), "id");
        assertThat(split.train().schema().column("y")).isEqualTo(Column.of("y", ColumnType.FLOAT64));
        assertThat(split.train().value(0, "y"))
                .isEqualTo(((Number) split.train().value(0, "id")).intValue() + 0.25);
        assertThat(split.unlabelled()).isEqualTo(10);
        assertThat(split.classes()).isEmpty();
        assertThat(split.toString()).endsWith("10 without y").doesNotContain("%");
        assertThat(split.html()).contains("10 rows without a target");
    }

    @Test
    void rowsWithoutALabelStayOutAndMoveNobody() {
        List<Integer> ids = IntStream.range(0, 200).boxed().toList();
        Columns labelled = rows(ids, new Random(1));
        Columns.Builder partly = Columns.builder(ROWS);
        for (int row = 0; row < 200; row++) {
            partly.row(labelled.value(row, 0), labelled.value(row, 1), row % 4 == 0 ? null : labelled.value(row, 2));
        }
        Split split = Split.of(COLOURS, partly.build(), "id");
        assertThat(split.unlabelled()).isEqualTo(50);
        assertThat(split.train().schema().column("colour").nullable()).isFalse();
        assertThat(parts(Split.of(COLOURS, labelled, "id"))).containsAllEntriesOf(parts(split));
    }

    // ---- problems ----

    @Test
    void everythingThatIsWrongIsReportedAtOnce() {
        Columns.Builder rows = Columns.builder(ROWS);
        rows.row(1, 1, "red").row(1, 2, "red").row(2, 3, "red");
        Problem typo = COLOURS.ignoring("gruop");
        List<Finding> findings = problems(
                () -> Split.of(typo, rows.build(), "id", SplitRule.standard().groupedBy("grp")));
        assertThat(findings)
                .extracting(Finding::code)
                .containsExactly(
                        "split.no-such-column", "split.duplicate-key", "split.no-such-column", "split.one-class");
        assertThat(findings.get(0).cure()).contains("group");
        assertThat(findings.get(3).message()).isEqualTo("all 3 rows are \"red\"");
    }

    @Test
    void aTargetThatDoesNotExistNamesTheNearestColumns() {
        Problem typo = Problem.binary("triage", "diagnosys", "malignant");
        List<Finding> findings = problems(() -> Split.of(typo, Samples.biopsies(), "idd"));
        assertThat(findings)
                .extracting(Finding::code)
                .containsExactly("problem.target-missing", "split.no-such-column");
        assertThat(findings.get(0).cure()).contains("\"diagnosis\"");
    }

    @Test
    void targetsThatDoNotFitTheKindOfProblemAreRefused() {
        assertThat(codes(Problem.multiclass("m", "mean_area"), "id")).containsExactly("split.target-type");
        assertThat(codes(Problem.regression("r", "diagnosis"), "id")).containsExactly("split.target-type");
        assertThat(codes(TRIAGE, "mean_area")).containsExactly("split.key-type");
        assertThat(codes(Problem.multiclass("m", "id"), "id")).containsExactly("split.target-is-key");
        assertThat(codes(Problem.binary("b", "diagnosis", "malign"), "id")).containsExactly("split.no-positive");
        List<Finding> binary = problems(() -> Split.of(Problem.binary("b", "species", "setosa"), Samples.iris(), "id"));
        assertThat(binary)
                .extracting(Finding::message)
                .containsExactly("3 classes (setosa, versicolor, virginica) in a binary problem");
        Columns.Builder names = Columns.builder(ROWS);
        IntStream.range(0, 40).forEach(i -> names.row(i, i, "name " + i));
        assertThat(problems(() -> Split.of(COLOURS, names.build(), "id")))
                .extracting(Finding::code)
                .containsExactly("split.many-classes");
        Schema numbers = Schema.of(Column.of("id", ColumnType.INT32), Column.of("y", ColumnType.FLOAT64));
        Columns broken = Columns.builder(numbers).row(1, 1.0).row(2, Double.NaN).build();
        assertThat(problems(() -> Split.of(Problem.regression("r", "y"), broken, "id")))
                .extracting(Finding::code)
                .containsExactly("split.target-not-finite");
    }

    @Test
    void missingKeysAreCounted() {
        Schema schema = Schema.of(Column.of("id", ColumnType.TEXT).asNullable(), Column.of("y", ColumnType.BOOLEAN));
        Columns rows = Columns.builder(schema).row("a", true).row(null, false).build();
        assertThat(problems(() -> Split.of(Problem.multiclass("m", "y"), rows, "id")))
                .extracting(Finding::message)
                .containsExactly("1 of 2 rows have no key");
    }

    @Test
    void partsWithoutRowsAndClassesThatCannotBeLearntAreReported() {
        Columns.Builder few = Columns.builder(ROWS);
        few.row(1, 1, "red").row(2, 2, "blue");
        assertThat(problems(() -> Split.of(COLOURS, few.build(), "id")))
                .extracting(Finding::code)
                .contains("split.empty-part");
        Columns.Builder rare = Columns.builder(ROWS);
        int test = IntStream.range(0, 100)
                .filter(i -> SplitRule.standard().partOf("" + i) == Part.TEST)
                .findFirst()
                .orElseThrow();
        IntStream.range(0, 100).forEach(i -> rare.row(i, i, i == test ? "rare" : i % 2 == 0 ? "red" : "blue"));
        assertThat(problems(() -> Split.of(COLOURS, rare.build(), "id")))
                .extracting(Finding::message)
                .containsExactly("class \"rare\" has no row in the training part and 1 in all");
        Schema declared = ROWS.with(Column.of("colour", ColumnType.category("blue", "green", "red")));
        Columns.Builder unused = Columns.builder(declared);
        IntStream.range(0, 100).forEach(i -> unused.row(i, i, i % 2 == 0 ? "red" : "blue"));
        assertThat(problems(() -> Split.of(COLOURS, unused.build(), "id")))
                .extracting(Finding::cure)
                .containsExactly("remove the level from the column, or add rows of the class");
        assertThat(problems(() -> Split.of(COLOURS, Columns.builder(ROWS).build(), "id")))
                .extracting(Finding::code)
                .containsExactly("split.no-labels");
    }

    @Test
    void aPartWithoutAShareMayBeEmpty() {
        Split split =
                Split.of(TRIAGE, Samples.biopsies(), "id", SplitRule.standard().shares(0.8, 0, 0.2));
        assertThat(split.validation().rows()).isZero();
        assertThat(split.toString()).contains("validation 0,");
    }

    // ---- given parts ----

    @Test
    void givenFoldsAreTakenAsTheyAre() {
        Columns iris = Samples.iris();
        int[] train = IntStream.range(0, 150).filter(i -> i % 5 != 0).toArray();
        int[] test = IntStream.range(0, 150).filter(i -> i % 5 == 0).toArray();
        Problem species = Problem.multiclass("species", "species");
        Split split = Split.given(species, iris.take(train), iris.take(new int[0]), iris.take(test), "id");
        assertThat(split.train()).isEqualTo(iris.take(train));
        assertThat(split.test()).isEqualTo(iris.take(test));
        assertThat(split.validation().rows()).isZero();
        assertThat(split.salt()).isEqualTo("given");
        assertThat(split.rule()).isEmpty();
        assertThat(split.classRows(Part.TEST)).containsExactly(10, 10, 10);
    }

    @Test
    void givenPartsMustNotShareAKeyAndClassesAreTheSameInAll() {
        Columns a = Columns.builder(ROWS).row(1, 1, "red").row(2, 1, "blue").build();
        Columns b = Columns.builder(ROWS).row(2, 1, "red").row(3, 1, "red").build();
        Columns none = a.take(new int[0]);
        assertThat(problems(() -> Split.given(COLOURS, a, none, b, "id")))
                .extracting(Finding::toString)
                .containsExactly("column id, test row 0: key 2 is taken by train row 1;"
                        + " give each row a key of its own, or split by another column");
        Split split = Split.given(COLOURS, a, none, b.slice(1, 2), "id");
        assertThat(split.test().schema()).isEqualTo(split.train().schema());
        assertThatThrownBy(() -> Split.given(COLOURS, a, none, none, "id")).hasMessageContaining("test part");
    }

    @Test
    void theLineageTellsTheRuleAndTheKeysOfEachPart() {
        Split split = Split.of(TRIAGE, Samples.biopsies(), "id").ofSnapshot("cafe");
        String json = split.toJson().toString();
        assertThat(split.toJson())
                .isEqualTo(Split.of(TRIAGE, Samples.biopsies(), "id")
                        .ofSnapshot("cafe")
                        .toJson());
        assertThat(json).contains("cafe", "mlstack", "keys");
        assertThat(split.toJson())
                .isNotEqualTo(Split.of(
                                TRIAGE,
                                Samples.biopsies(),
                                "id",
                                SplitRule.standard().salted("b"))
                        .ofSnapshot("cafe")
                        .toJson());
    }

    private static List<String> codes(Problem problem, String key) {
        return problems(() -> Split.of(problem, Samples.biopsies(), key)).stream()
                .map(Finding::code)
                .toList();
    }

    private static List<String> classesOf(ColumnType type, Object... values) {
        Schema schema = Schema.of(Column.of("id", ColumnType.INT32), Column.of("colour", type));
        Columns.Builder rows = Columns.builder(schema);
        IntStream.range(0, 300).forEach(i -> rows.row(i, values[i % values.length]));
        Split split = Split.of(COLOURS, rows.build(), "id");
        for (Part part : Part.values()) {
            Columns columns = split.part(part);
            for (int row = 0; row < columns.rows(); row++) {
                int id = (Integer) columns.value(row, "id");
                assertThat(columns.value(row, "colour")).isEqualTo(values[id % values.length].toString());
            }
        }
        return split.classes();
    }

    private static List<Finding> problems(Runnable call) {
        InvalidInputException all = catchThrowableOfType(InvalidInputException.class, call::run);
        assertThat(all).as("problems").isNotNull();
        return all.findings();
    }

    /** A random group and colour a row. */
    private static Columns rows(List<Integer> ids, Random random) {
        Columns.Builder rows = Columns.builder(ROWS);
        for (int id : ids) {
            rows.row(id, random.nextInt(200), random.nextBoolean() ? "red" : "blue");
        }
        return rows.build();
    }

    private static Split split(Columns rows) {
        return Split.of(COLOURS, rows, "id");
    }

    private static Map<String, Part> parts(Split split) {
        Map<String, Part> parts = new HashMap<>();
        for (Part part : Part.values()) {
            Columns rows = split.part(part);
            for (int row = 0; row < rows.rows(); row++) {
                @Nullable Part earlier = parts.put(rows.text(row, rows.schema().indexOf("id")), part);
                assertThat(earlier).isNull();
            }
        }
        return parts;
    }
}
