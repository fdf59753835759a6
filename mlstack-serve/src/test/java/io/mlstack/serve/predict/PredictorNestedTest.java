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
import io.mlstack.api.table.Name;
import io.mlstack.api.table.Schema;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Records in records. */
class PredictorNestedTest {

    enum Color {
        BLUE,
        RED
    }

    record Address(double distance, Color color) {}

    private record Person(int age, Address home, float[] spectrum) {}

    record Loan(
            double amount,
            Person applicant,
            Optional<Person> coApplicant,
            @Name("flags.") Flags flags) {}

    record Flags(Boolean isNew) {}

    /** Hands its columns on, so that what a record becomes can be seen. */
    private static final Column AGE = Column.of("applicant_age", ColumnType.INT32);

    private static Schema schema() {
        ColumnType color = ColumnType.category("blue", "red");
        return Schema.of(
                Column.of("flags.is_new", ColumnType.BOOLEAN).asNullable(),
                Column.of("co_applicant_spectrum", ColumnType.vector(2)).asNullable(),
                Column.of("co_applicant_home_color", color).asNullable(),
                AGE,
                Column.of("co_applicant_home_distance", ColumnType.FLOAT64).asNullable(),
                Column.of("applicant_home_distance", ColumnType.FLOAT64),
                Column.of("amount", ColumnType.FLOAT64),
                Column.of("applicant_home_color", color),
                Column.of("co_applicant_age", ColumnType.INT32).asNullable(),
                Column.of("applicant_spectrum", ColumnType.vector(2)));
    }

    record Numbers(
            @Name("flags.is_new") double a,
            @Name("co_applicant_spectrum") double[] b,
            @Name("co_applicant_home_color") Color c,
            @Name("applicant_age") double d,
            @Name("co_applicant_home_distance") double e,
            @Name("applicant_home_distance") double f,
            @Name("amount") double g,
            @Name("applicant_home_color") Color h,
            @Name("co_applicant_age") double i,
            @Name("applicant_spectrum") double[] j) {}

    private static ModelGraph graph() {
        ModelGraph.Builder graph = ModelGraph.from(schema());
        for (Column column : schema()) {
            boolean number = column.type().kind() != ColumnType.Kind.CATEGORY
                    && column.type().kind() != ColumnType.Kind.VECTOR;
            graph.output(number ? column.typed(ColumnType.FLOAT64) : column);
        }
        return graph.build();
    }

    private static Predictor<Loan, Numbers> predictor() {
        return Predictor.of(graph(), "m", Loan.class, Numbers.class);
    }

    private static final Person ANA = new Person(31, new Address(7, Color.RED), new float[] {1, 2});

    @Test
    void componentsOfNestedRecordsReachTheirColumns() {
        Person ben = new Person(44, new Address(9, Color.BLUE), new float[] {3, 4});
        Numbers numbers = predictor().predict(new Loan(100, ANA, Optional.of(ben), new Flags(true)));

        assertThat(numbers.a()).isEqualTo(1);
        assertThat(numbers.b()).containsExactly(3, 4);
        assertThat(numbers.c()).isEqualTo(Color.BLUE);
        assertThat(numbers.d()).isEqualTo(31);
        assertThat(numbers.e()).isEqualTo(9);
        assertThat(numbers.f()).isEqualTo(7);
        assertThat(numbers.g()).isEqualTo(100);
        assertThat(numbers.h()).isEqualTo(Color.RED);
        assertThat(numbers.i()).isEqualTo(44);
        assertThat(numbers.j()).containsExactly(1, 2);
    }

    @Test
    void nestedRecordThatIsNotThereIsMissingInAllItsColumns() {
        Predictor<Loan, Numbers> predictor = predictor();
        // A row before it leaves its numbers in the memory that the next call reads into.
        predictor.predict(new Loan(100, ANA, Optional.of(ANA), new Flags(true)));

        Numbers numbers = predictor.predict(new Loan(100, ANA, Optional.empty(), null));

        assertThat(numbers.a()).isNaN();
        assertThat(numbers.b()).containsExactly(Double.NaN, Double.NaN);
        assertThat(numbers.c()).isNull();
        assertThat(numbers.e()).isNaN();
        assertThat(numbers.i()).isNaN();
        assertThat(numbers.j()).containsExactly(1, 2);
    }

    @Test
    void checkSaysWhichColumnsAreMissingWithANestedRecord() {
        Predictor<Loan, Numbers> predictor = predictor();
        Loan nobody = new Loan(1, null, Optional.empty(), null);
        Loan homeless = new Loan(1, new Person(3, null, null), Optional.empty(), null);

        assertThat(predictor.check(nobody))
                .extracting(Finding::toString)
                .containsExactly(
                        "column applicant_age (Loan.applicant.age): is missing, as there is no applicant "
                                + "(policy REJECT); give a number",
                        "column applicant_home_distance (Loan.applicant.home.distance): is missing, "
                                + "as there is no applicant (policy REJECT); give a number",
                        "column applicant_home_color (Loan.applicant.home.color): is missing, "
                                + "as there is no applicant (policy REJECT); give one of blue, red",
                        "column applicant_spectrum (Loan.applicant.spectrum): is missing, "
                                + "as there is no applicant (policy REJECT); give 2 numbers");
        assertThat(predictor.check(homeless))
                .extracting(Finding::message)
                .containsExactly(
                        "is missing, as there is no home (policy REJECT)",
                        "is missing, as there is no home (policy REJECT)",
                        "is missing (policy REJECT)");
        for (Loan loan : List.of(nobody, homeless)) {
            assertThatThrownBy(() -> predictor.predict(loan))
                    .isInstanceOf(InvalidInputException.class)
                    .satisfies(
                            e -> assertThat(((MlstackException) e).findings()).isEqualTo(predictor.check(loan)));
        }
    }

    @Test
    void policiesMendWhatANestedRecordLacks() {
        ModelGraph graph = graph().extend()
                .policy(
                        "applicant_age",
                        InputPolicy.of(AGE).missing(Action.DEFAULT).orElse(40))
                .output(Column.of("applicant_age", ColumnType.FLOAT64))
                .build();
        record Age(double applicantAge) {}
        record Part(double amount, Optional<Inner> applicant) {}
        Predictor<Loan, Age> predictor = Predictor.of(graph, "m", Loan.class, Age.class);

        assertThat(predictor.check(new Loan(1, null, Optional.empty(), null))).hasSize(3);
        assertThatThrownBy(() -> Predictor.of(graph, "m", Part.class, Age.class))
                .isInstanceOf(BindingException.class)
                .satisfies(e -> assertThat(((MlstackException) e).findings())
                        .extracting(Finding::place)
                        .containsExactly("column applicant_home_color", "column applicant_spectrum"));
    }

    record Inner(@Name("home_distance") double distance) {}

    @Test
    void blocksOfNestedRowsHaveTheNumbersOfTheirRecords() {
        record Answer(@Name("applicant_home_distance") double distance) {}
        record Plain(double amount, Simple applicant) {}
        Schema schema = Schema.of(Plain.class);
        ModelGraph graph = ModelGraph.from(schema)
                .output(Column.of("applicant_home_distance", ColumnType.FLOAT64))
                .build();
        Predictor<Plain, Answer> predictor = Predictor.of(graph, "m", Plain.class, Answer.class);
        List<Plain> rows = List.of(new Plain(1, new Simple(new Place(5))), new Plain(2, new Simple(new Place(6))));

        assertThat(predictor.score(Columns.ofRecords(Plain.class, rows)).toRecords(Answer.class))
                .isEqualTo(predictor.predictAll(rows))
                .containsExactly(new Answer(5), new Answer(6));
    }

    record Place(double distance) {}

    record Simple(Place home) {}

    record Sureness(double probability, double[] probabilities) {}

    record Decision(String diagnosis, @Name("") Optional<Sureness> sureness) {}

    record Prefixed(String diagnosis, Sureness sureness) {}

    record Pair(double x0, double x1) {}

    @Test
    void answersMayBeGroupedInARecord() {
        Predictor<Pair, Decision> predictor = Predictor.of(Models.logistic(2), "m", Pair.class, Decision.class);
        Decision decision = predictor.predict(new Pair(1, 2));

        assertThat(decision.diagnosis()).isIn("benign", "malignant");
        assertThat(decision.sureness().orElseThrow().probabilities())
                .contains(decision.sureness().orElseThrow().probability());
    }

    @Test
    void answersWithAPrefixAreRefusedWithTheCure() {
        assertThatThrownBy(() -> Predictor.of(Models.logistic(2), "m", Pair.class, Prefixed.class))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("Prefixed.sureness.probability: the model has no answer \"sureness_probability\"")
                .hasMessageContaining("@Name(\"\")");
    }

    record Chain(double x0, Chain next) {}

    record Twice(Pair a, @Name("a_x0") double same) {}

    @Test
    void recordsThatHoldThemselvesAndColumnsBoundTwiceAreRefused() {
        assertThatThrownBy(() -> Predictor.of(Models.logistic(1), "m", Chain.class, Decision.class))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("Chain.next: a Chain holds a Chain again");
        assertThatThrownBy(() -> Predictor.of(Models.logistic(1), "m", Twice.class, Decision.class))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("[a_x0, a_x1, a_x0]");
    }
}
