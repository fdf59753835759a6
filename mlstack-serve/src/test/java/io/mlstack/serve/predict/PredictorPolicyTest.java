package io.mlstack.serve.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.MlstackException;
import io.mlstack.api.model.InputPolicy;
import io.mlstack.api.model.InputPolicy.Action;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What becomes of values that a model was not made for. */
class PredictorPolicyTest {

    private static final Column NUMBER = Column.of("number", ColumnType.FLOAT64).asNullable();
    private static final Column COLOR =
            Column.of("color", ColumnType.category("blue", "other", "red")).asNullable();
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    record Row(Double number, String color) {}

    record Answer(double number, Optional<String> color) {}

    private static Predictor<Row, Answer> predictor(InputPolicy number, InputPolicy color) {
        ModelGraph graph = ModelGraph.from(Schema.of(NUMBER, COLOR))
                .policy("number", number)
                .policy("color", color)
                .output(Column.of("number", ColumnType.FLOAT64))
                .output(COLOR)
                .build();
        return Predictor.of(graph, "m", Row.class, Answer.class);
    }

    private static Predictor<Row, Answer> numbers(InputPolicy policy) {
        return predictor(policy, InputPolicy.of(COLOR));
    }

    private static InputPolicy number() {
        return InputPolicy.of(NUMBER);
    }

    @Test
    void numberOutOfRangeIsRejectedWithTheRange() {
        Predictor<Row, Answer> predictor = numbers(number().within(18, 100));

        assertThat(predictor.check(new Row(17.5, null)))
                .extracting(Finding::toString)
                .containsExactly("column number (Row.number): 17.5 is below 18 (policy REJECT); "
                        + "give a number from 18 to 100, or none");
        assertThat(predictor.check(new Row(INFINITY, null)))
                .extracting(Finding::code)
                .containsExactly("predict.not-finite");
        for (double fine : new double[] {18, 100, 50}) {
            assertThat(predictor.predict(new Row(fine, null)).number()).isEqualTo(fine);
        }
        for (double bad : new double[] {Math.nextDown(18.0), Math.nextUp(100.0), -INFINITY, INFINITY}) {
            rejected(predictor, new Row(bad, null));
        }
        assertThat(predictor.predict(new Row(null, null)).number()).isNaN();
        assertThat(predictor.predict(new Row(Double.NaN, null)).number()).isNaN();
    }

    private static void rejected(Predictor<Row, Answer> predictor, Row row) {
        assertThat(predictor.check(row)).isNotEmpty();
        assertThatThrownBy(() -> predictor.predict(row))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(e -> assertThat(((MlstackException) e).findings()).isEqualTo(predictor.check(row)));
        assertThatThrownBy(() -> predictor.predictAll(List.of(row))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void numberIsClampedToTheNearerEnd() {
        Predictor<Row, Answer> predictor = numbers(number().within(18, 100).outOfRange(Action.CLAMP));

        assertThat(predictor.predict(new Row(-3.0, null)).number()).isEqualTo(18);
        assertThat(predictor.predict(new Row(INFINITY, null)).number()).isEqualTo(100);
        assertThat(predictor.predict(new Row(18.0, null)).number()).isEqualTo(18);
        assertThat(predictor.check(new Row(-3.0, null))).isEmpty();
        assertThat(predictor.mended(new Row(-3.0, null)))
                .extracting(Finding::toString)
                .containsExactly("column number (Row.number): -3 is below 18 (policy CLAMP gives 18)");
        assertThat(predictor.mended(new Row(20.0, null))).isEmpty();
    }

    @Test
    void infinityIsNotClampedToAnEndThatTheRangeDoesNotHave() {
        Predictor<Row, Answer> predictor = numbers(number().within(0, INFINITY).outOfRange(Action.CLAMP));

        assertThat(predictor.predict(new Row(-INFINITY, null)).number()).isZero();
        rejected(predictor, new Row(INFINITY, null));
        assertThat(predictor.check(new Row(INFINITY, null)))
                .extracting(Finding::cure)
                .containsExactly("give a number of at least 0, or none");
    }

    @Test
    void defaultsAndMissingStandIn() {
        Predictor<Row, Answer> defaults = predictor(
                number().within(0, 9)
                        .missing(Action.DEFAULT)
                        .outOfRange(Action.DEFAULT)
                        .orElse(4),
                InputPolicy.of(COLOR)
                        .missing(Action.DEFAULT)
                        .unseen(Action.DEFAULT)
                        .orElse("other"));
        Predictor<Row, Answer> missing = predictor(
                number().outOfRange(Action.MISSING), InputPolicy.of(COLOR).unseen(Action.MISSING));
        Answer standIn = new Answer(4, Optional.of("other"));

        assertThat(defaults.predict(new Row(null, null))).isEqualTo(standIn);
        assertThat(defaults.predict(new Row(11.0, "green"))).isEqualTo(standIn);
        assertThat(defaults.predict(new Row(5.0, "red"))).isEqualTo(new Answer(5, Optional.of("red")));
        assertThat(missing.predict(new Row(INFINITY, "green"))).isEqualTo(new Answer(Double.NaN, Optional.empty()));
        assertThat(defaults.mended(new Row(null, "green")))
                .extracting(Finding::toString)
                .containsExactly(
                        "column number (Row.number): is missing (policy DEFAULT gives 4)",
                        "column color (Row.color): \"green\" is none of the levels the model has seen "
                                + "(policy DEFAULT gives \"other\")");
        assertThat(missing.mended(new Row(-INFINITY, "green")))
                .extracting(Finding::message)
                .containsExactly(
                        "is infinite, which no model was trained on (policy MISSING)",
                        "\"green\" is none of the levels the model has seen (policy MISSING)");
    }

    @Test
    void missingMayBeRejectedWhereTheColumnAllowsIt() {
        Predictor<Row, Answer> predictor =
                predictor(number().missing(Action.REJECT), InputPolicy.of(COLOR).missing(Action.REJECT));

        rejected(predictor, new Row(null, "red"));
        rejected(predictor, new Row(Double.NaN, "red"));
        rejected(predictor, new Row(1.0, null));
        assertThat(predictor.check(new Row(null, null))).hasSize(2);
        assertThat(predictor.predict(new Row(1.0, "red")).number()).isEqualTo(1);
    }

    @Test
    void columnThatMayNotBeMissingNeedsAComponent() {
        record Half(String color) {}
        ModelGraph.Builder graph = ModelGraph.from(Schema.of(NUMBER, COLOR)).output(COLOR);
        record Color(String color) {}

        assertThatThrownBy(() -> Predictor.of(
                        graph.policy("number", number().missing(Action.REJECT)).build(), "m", Half.class, Color.class))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("column number: record Half has no component");
    }

    @Test
    void oneRejectedFieldRejectsTheRowThoughOthersAreMended() {
        Predictor<Row, Answer> predictor = numbers(number().within(0, 1).outOfRange(Action.CLAMP));
        Row row = new Row(2.0, "green");

        rejected(predictor, row);
        assertThat(predictor.check(row)).extracting(Finding::code).containsExactly("predict.unseen");
        assertThat(predictor.mended(row)).extracting(Finding::code).containsExactly("predict.out-of-range");
    }

    @Test
    void elementsOfAVectorAreMendedOneByOne() {
        record Wave(double[] wave) {}
        Column wave = Column.of("wave", ColumnType.vector(3));
        ModelGraph graph = ModelGraph.from(Schema.of(wave))
                .policy(
                        "wave",
                        InputPolicy.of(wave)
                                .within(-1, 1)
                                .outOfRange(Action.CLAMP)
                                .missing(Action.DEFAULT)
                                .orElse(0.5))
                .output(wave)
                .build();
        Predictor<Wave, Wave> predictor = Predictor.of(graph, "m", Wave.class, Wave.class);

        assertThat(predictor.predict(new Wave(new double[] {-7, Double.NaN, 0})).wave())
                .containsExactly(-1, 0.5, 0);
        assertThat(predictor.predict(new Wave(null)).wave()).containsExactly(0.5, 0.5, 0.5);
        assertThat(predictor.mended(new Wave(new double[] {-7, Double.NaN, 0})))
                .extracting(Finding::toString)
                .containsExactly(
                        "column wave (Wave.wave), element 0: -7 is below -1 (policy CLAMP gives -1)",
                        "column wave (Wave.wave), element 1: is NaN (policy DEFAULT gives 0.5)");
        assertThat(predictor.mended(new Wave(null))).hasSize(1);
        assertThat(predictor.check(new Wave(new double[2])))
                .extracting(Finding::cure)
                .containsExactly("give 3 numbers from -1 to 1");
    }

    @Test
    void messagesShowDatesTimesAndFlagsAsTheirUsersWriteThem() {
        record Stay(LocalDate day, Instant at, Boolean vip) {}
        Column day = Column.of("day", ColumnType.DATE);
        Column at = Column.of("at", ColumnType.TIMESTAMP);
        Column vip = Column.of("vip", ColumnType.BOOLEAN);
        ModelGraph graph = ModelGraph.from(Schema.of(day, at, vip))
                .policy("day", InputPolicy.of(day).within(LocalDate.of(2020, 1, 1), LocalDate.of(2020, 12, 31)))
                .policy("at", InputPolicy.of(at).within(Instant.EPOCH, Instant.ofEpochSecond(60)))
                .policy("vip", InputPolicy.of(vip).missing(Action.DEFAULT).orElse(false))
                .output(vip.typed(ColumnType.FLOAT64))
                .build();
        record Out(double vip) {}
        Predictor<Stay, Out> predictor = Predictor.of(graph, "m", Stay.class, Out.class);
        Stay stay = new Stay(LocalDate.of(2021, 5, 6), Instant.parse("1969-12-31T23:59:59.5Z"), null);

        assertThat(predictor.check(stay))
                .extracting(Finding::toString)
                .containsExactly(
                        "column day (Stay.day): 2021-05-06 is above 2020-12-31 (policy REJECT); "
                                + "give a date from 2020-01-01 to 2020-12-31",
                        "column at (Stay.at): 1969-12-31T23:59:59.500Z is below 1970-01-01T00:00:00Z (policy REJECT); "
                                + "give a point in time from 1970-01-01T00:00:00Z to 1970-01-01T00:01:00Z");
        assertThat(predictor.mended(stay))
                .extracting(Finding::message)
                .containsExactly("is missing (policy DEFAULT gives false)");
    }

    @Test
    void personalValuesAreNeverShown() {
        record Who(Double number, String color) {}
        Column age = NUMBER.asPersonal();
        Column name = Column.of("color", ColumnType.category("ana", "ben")).asPersonal();
        ModelGraph graph = ModelGraph.from(Schema.of(age, name))
                .policy("number", InputPolicy.of(age).within(0, 1))
                .policy("color", InputPolicy.of(name).unseen(Action.DEFAULT).orElse("ana"))
                .output(name)
                .build();
        record Out(String color) {}
        Predictor<Who, Out> predictor = Predictor.of(graph, "m", Who.class, Out.class);

        assertThat(predictor.check(new Who(77.25, null)).toString() + predictor.mended(new Who(0.0, "cleo")))
                .contains("a personal value is above 1", "give one of its levels", "policy DEFAULT)")
                .doesNotContain("77", "ana", "ben", "cleo");
    }

    @Test
    void manyLevelsAndLongTextsAreCut() {
        List<String> levels =
                IntStream.range(0, 5000).mapToObj(i -> "level number " + i).toList();
        Column many = Column.of("color", ColumnType.category(levels));
        record Out(String color) {}
        record In(String color) {}
        Predictor<In, Out> predictor =
                Predictor.of(ModelGraph.from(Schema.of(many)).output(many).build(), "m", In.class, Out.class);

        assertThat(predictor.check(new In(null)).get(0).cure())
                .startsWith("give one of 5000 levels such as level number 0")
                .hasSizeLessThan(300);
        assertThat(predictor.check(new In("x".repeat(100_000))).get(0).toString())
                .contains("there are 5000")
                .hasSizeLessThan(300);
    }

    @Test
    void blocksAreJudgedByThePredictorAndNotByTheScorer() {
        Predictor<Row, Answer> predictor = predictor(
                number().within(0, 9).outOfRange(Action.CLAMP).missing(Action.REJECT),
                InputPolicy.of(COLOR).unseen(Action.DEFAULT).orElse("other"));
        Schema given = Schema.of(NUMBER, Column.of("color", ColumnType.TEXT).asNullable());
        Columns.Builder good = Columns.builder(given);
        Columns.Builder bad = Columns.builder(given);
        for (int i = 0; i < 600; i++) {
            good.row(i % 2 == 0 ? 11.0 : 5.0, i % 3 == 0 ? "green" : "red");
            bad.row(i == 3 || i == 555 ? null : 5.0, "red");
        }
        Columns scored = predictor.score(good.build());

        assertThat(scored.rows()).isEqualTo(600);
        for (int i = 0; i < 600; i++) {
            assertThat(scored.value(i, "number")).isEqualTo(i % 2 == 0 ? 9.0 : 5.0);
            assertThat(scored.value(i, "color")).isEqualTo(i % 3 == 0 ? "other" : "red");
        }
        assertThatThrownBy(() -> predictor.score(bad.build()))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(e -> assertThat(((MlstackException) e).findings())
                        .extracting(Finding::toString)
                        .containsExactly(
                                "row 3, column number: is missing (policy REJECT); give a number from 0 to 9",
                                "row 555, column number: is missing (policy REJECT); give a number from 0 to 9"));
        Columns plain = predictor.scorer().score(good.build());
        assertThat(plain.value(0, "number")).isEqualTo(11.0);
        assertThat(plain.value(0, "color")).isNull();
        assertThat(predictor.scorer().score(bad.build()).value(3, "number")).isEqualTo(Double.NaN);
    }

    @Test
    void findingsOfABlockQuoteItsTextsAndAreBounded() {
        Predictor<Row, Answer> predictor = predictor(number(), InputPolicy.of(COLOR));
        Columns.Builder rows = Columns.builder(Schema.of(NUMBER, Column.of("color", ColumnType.TEXT)));
        for (int i = 0; i < 1000; i++) {
            rows.row(1.0, "rad");
        }

        assertThatThrownBy(() -> predictor.score(rows.build()))
                .satisfies(e -> assertThat(((MlstackException) e).findings()).hasSize(101))
                .hasMessageContaining("row 0, column color: \"rad\" is none of the levels")
                .hasMessageContaining("did you mean \"red\"");
    }

    /** The naive twin: what a policy says, value by value. */
    @Property(tries = 2000)
    void rowsAreMendedAsThePolicySaysValueByValue(
            @ForAll @IntRange(min = 0, max = 2) int onMissing,
            @ForAll @IntRange(min = 0, max = 3) int onOutOfRange,
            @ForAll @IntRange(min = 0, max = 3) int ends,
            @ForAll @IntRange(min = 0, max = 7) int value) {
        Action missing = List.of(Action.REJECT, Action.MISSING, Action.DEFAULT).get(onMissing);
        Action range = Action.values()[onOutOfRange];
        double least = (ends & 1) == 0 ? -INFINITY : -2;
        double most = (ends & 2) == 0 ? INFINITY : 2;
        boolean used = missing == Action.DEFAULT || range == Action.DEFAULT;
        if (range == Action.CLAMP && ends == 0) {
            return;
        }
        InputPolicy policy = number().within(least, most).missing(missing).outOfRange(range);
        Predictor<Row, Answer> predictor = numbers(used ? policy.orElse(1) : policy);
        double number = new double[] {-INFINITY, -3, -2, 0.5, 2, 3, INFINITY, Double.NaN}[value];
        Action action = Double.isNaN(number)
                ? missing
                : Double.isInfinite(number) || number < least || number > most ? range : null;
        Double expected = action == null
                ? Double.valueOf(number)
                : switch (action) {
                    case REJECT -> null;
                    case MISSING -> Double.NaN;
                    case DEFAULT -> 1.0;
                    case CLAMP -> {
                        double clamped = number < 0 ? least : most;
                        yield Double.isInfinite(clamped) ? null : clamped;
                    }
                };
        Row row = new Row(number, null);

        if (expected == null) {
            rejected(predictor, row);
        } else {
            assertThat(predictor.predict(row).number()).isEqualTo(expected);
            assertThat(predictor.predictAll(List.of(row)).get(0).number()).isEqualTo(expected);
            assertThat(predictor.check(row)).isEmpty();
            boolean same = action == null || Double.isNaN(number) && missing == Action.MISSING;
            assertThat(predictor.mended(row).isEmpty()).isEqualTo(same);
        }
    }
}
