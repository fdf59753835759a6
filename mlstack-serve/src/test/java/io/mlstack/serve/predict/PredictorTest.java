package io.mlstack.serve.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.MlstackException;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Name;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.predict.elsewhere.Foreign;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredictorTest {

    record Pair(double x0, double x1) {}

    record Triage(String diagnosis, double probability) {}

    enum Diagnosis {
        BENIGN,
        MALIGNANT
    }

    @Test
    void recordsGoInAndRecordsComeOut() {
        record Full(double[] probabilities, float score, Diagnosis diagnosis, Double probability) {}
        Predictor<Pair, Full> predictor = Predictor.of(Models.logistic(2), "m1", Pair.class, Full.class);
        double[] out = score(predictor.scorer(), 0.5, -2);

        Full full = predictor.predict(new Pair(0.5, -2));

        assertThat(full.diagnosis()).isEqualTo(Diagnosis.values()[(int) out[0]]);
        assertThat(full.probability()).isEqualTo(out[1]);
        assertThat(full.probabilities()).containsExactly(out[2], out[3]);
        assertThat(full.score()).isEqualTo((float) out[4]);
    }

    @Test
    void scoredPredictionTellsWhichModelMadeIt() {
        Predictor<Pair, Triage> predictor = Predictor.of(Models.logistic(2), "m1", Pair.class, Triage.class);

        assertThat(predictor.predictScored(new Pair(1, 2)))
                .isEqualTo(new Scored<>(predictor.predict(new Pair(1, 2)), "m1"));
        assertThat(predictor).hasToString("predictor of m1: 2 columns -> Triage");
    }

    @Test
    void recordsOfAnotherPackageNeedNotBePublic() {
        Predictor<? extends Record, ? extends Record> predictor = bind(Foreign.input(), Foreign.output());

        Record answer = predict(predictor, Foreign.row(1, 2));

        assertThat(Foreign.score(answer)).isEqualTo(score(predictor.scorer(), 1, 2)[4]);
    }

    private static <I extends Record, O extends Record> Predictor<I, O> bind(Class<I> input, Class<O> output) {
        return Predictor.of(Models.logistic(2), "m", input, output);
    }

    @SuppressWarnings("unchecked")
    private static <I extends Record, O extends Record> O predict(Predictor<I, O> predictor, Record row) {
        return predictor.predict((I) row);
    }

    @Test
    void everyTypeOfComponentBecomesTheNumbersOfItsColumn() {
        record Everything(
                boolean flag,
                Boolean boxedFlag,
                byte small,
                Integer count,
                long total,
                OptionalInt maybeInt,
                OptionalLong maybeLong,
                OptionalDouble maybeDouble,
                Optional<Float> maybeFloat,
                BigDecimal price,
                LocalDate day,
                Instant time,
                String color,
                Diagnosis diagnosis,
                Optional<Diagnosis> maybeDiagnosis,
                float[] spectrum,
                double[] curve) {}
        List<String> classes = List.of("malignant", "benign");
        Schema schema = Schema.of(
                Column.of("flag", ColumnType.BOOLEAN),
                Column.of("boxed_flag", ColumnType.BOOLEAN).asNullable(),
                Column.of("small", ColumnType.INT32),
                Column.of("count", ColumnType.INT32).asNullable(),
                Column.of("total", ColumnType.INT64),
                Column.of("maybe_int", ColumnType.INT32).asNullable(),
                Column.of("maybe_long", ColumnType.INT64).asNullable(),
                Column.of("maybe_double", ColumnType.FLOAT64).asNullable(),
                Column.of("maybe_float", ColumnType.FLOAT32).asNullable(),
                Column.of("price", ColumnType.decimal(9, 2)).asNullable(),
                Column.of("day", ColumnType.DATE).asNullable(),
                Column.of("time", ColumnType.TIMESTAMP).asNullable(),
                Column.of("color", ColumnType.category("blue", "red")).asNullable(),
                Column.of("diagnosis", ColumnType.category(classes)).asNullable(),
                Column.of("maybe_diagnosis", ColumnType.category(classes)).asNullable(),
                Column.of("spectrum", ColumnType.vector(2)).asNullable(),
                Column.of("curve", ColumnType.tensor(1, 2)).asNullable());
        Everything full = new Everything(
                true,
                false,
                (byte) -3,
                4,
                1L << 40,
                OptionalInt.of(5),
                OptionalLong.of(6),
                OptionalDouble.of(7.5),
                Optional.of(8.5f),
                new BigDecimal("9.25"),
                LocalDate.of(1969, 12, 31),
                Instant.ofEpochSecond(-1, 500_000_999),
                "red",
                Diagnosis.BENIGN,
                Optional.of(Diagnosis.MALIGNANT),
                new float[] {1, 2},
                new double[] {3, 4});
        Everything empty = new Everything(
                false,
                null,
                (byte) 0,
                null,
                0,
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                null,
                null,
                null,
                null,
                null,
                Optional.empty(),
                null,
                null);

        double nan = Double.NaN;
        assertThat(numbers(schema, Everything.class, full))
                .containsExactly(1, 0, -3, 4, 1L << 40, 5, 6, 7.5, 8.5, 9.25, -1, -0.5, 1, 1, 0, 1, 2, 3, 4);
        assertThat(numbers(schema, Everything.class, empty))
                .containsExactly(0, nan, 0, nan, 0, nan, nan, nan, nan, nan, nan, nan, -1, -1, -1, nan, nan, nan, nan);
    }

    @Test
    void nullableColumnWithoutAComponentIsMissing() {
        record Part(double weight) {}
        Schema schema = Schema.of(
                Column.of("color", ColumnType.category("blue")).asNullable(),
                Column.of("weight", ColumnType.FLOAT64),
                Column.of("height", ColumnType.FLOAT64).asNullable());

        assertThat(numbers(schema, Part.class, new Part(3))).containsExactly(-1, 3, Double.NaN);
    }

    @Test
    void everythingThatCannotBeBoundIsSaidAtOnce() {
        record Wrong(double weigth, int flag, LocalDate time, Diagnosis color, float[] count) {}
        record Answer(
                int diagnosis,
                String probability,
                double margin,
                @Name("probabilities") List<Double> all) {}
        Schema schema = Schema.of(
                Column.of("weight", ColumnType.FLOAT64),
                Column.of("flag", ColumnType.BOOLEAN),
                Column.of("time", ColumnType.TIMESTAMP),
                Column.of("color", ColumnType.category("blue", "red")),
                Column.of("count", ColumnType.INT32));
        ModelGraph graph = Models.binary(
                        ModelGraph.from(schema)
                                .add(new Node.Linear(
                                        "weight",
                                        "score",
                                        io.mlstack.api.model.Tensor.of(new double[] {1}, 1, 1),
                                        io.mlstack.api.model.Tensor.of(new double[] {0}, 1))),
                        "diagnosis",
                        List.of("benign", "malignant"))
                .build();

        assertThatThrownBy(() -> Predictor.of(graph, "m", Wrong.class, Answer.class))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("did you mean \"weight\"")
                .hasMessageContaining("did you mean \"weigth\"")
                .satisfies(e -> assertThat(((MlstackException) e).findings())
                        .extracting(Finding::place)
                        .containsExactly(
                                "Wrong.weigth",
                                "column weight",
                                "Wrong.flag",
                                "Wrong.time",
                                "Wrong.color",
                                "Wrong.count",
                                "Answer.diagnosis",
                                "Answer.probability",
                                "Answer.margin",
                                "Answer.all"));
    }

    @Test
    void enumWithoutAConstantForAClassCannotTakeTheLabel() {
        enum Half {
            BENIGN
        }
        record Answer(Half diagnosis) {}

        assertThatThrownBy(() -> Predictor.of(Models.logistic(2), "m", Pair.class, Answer.class))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("[benign, malignant]");
    }

    @Test
    void twoComponentsForOneColumnAreRefused() {
        record Twice(double x0, @Name("x0") double other) {}

        assertThatThrownBy(() -> Predictor.of(Models.logistic(1), "m", Twice.class, Triage.class))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("[x0, x0]");
    }

    record Patient(Double age, String sex, float[] spectrum, String ward) {}

    private static Predictor<Patient, Answer> patients() {
        Schema schema = Schema.of(
                Column.of("age", ColumnType.FLOAT64),
                Column.of("sex", ColumnType.category("female", "male")),
                Column.of("spectrum", ColumnType.vector(2)),
                Column.of("ward", ColumnType.category("north", "south")).asPersonal());
        ModelGraph graph = ModelGraph.from(schema)
                .output(Column.of("sex", ColumnType.category("female", "male")))
                .build();
        return Predictor.of(graph, "m", Patient.class, Answer.class);
    }

    record Answer(String sex) {}

    @Test
    void rowIsRejectedWithAllItsProblems() {
        Predictor<Patient, Answer> predictor = patients();
        Patient bad = new Patient(null, "mal", new float[3], "east");
        Patient none = new Patient(Double.NaN, null, new float[] {1, Float.NaN}, null);

        assertThat(predictor.check(new Patient(1.0, "male", new float[2], "north")))
                .isEmpty();
        assertThat(predictor.check(bad))
                .extracting(Finding::toString)
                .containsExactly(
                        "column age (Patient.age): is missing (policy REJECT); give a number",
                        "column sex (Patient.sex): \"mal\" is none of the levels the model has seen (policy REJECT); "
                                + "did you mean \"male\"? (there are: female, male)",
                        "column spectrum (Patient.spectrum): has 3 numbers; give 2 numbers",
                        "column ward (Patient.ward): a personal value is none of the levels the model has seen "
                                + "(policy REJECT); give one of its levels");
        assertThat(predictor.check(none))
                .extracting(Finding::place)
                .containsExactly(
                        "column age (Patient.age)",
                        "column sex (Patient.sex)",
                        "column spectrum (Patient.spectrum), element 1",
                        "column ward (Patient.ward)");
        for (Patient patient : List.of(bad, none)) {
            assertThatThrownBy(() -> predictor.predict(patient))
                    .isInstanceOf(InvalidInputException.class)
                    .satisfies(
                            e -> assertThat(((MlstackException) e).findings()).isEqualTo(predictor.check(patient)));
        }
        assertThat(predictor.predict(new Patient(1.0, "male", new float[2], "north")))
                .isEqualTo(new Answer("male"));
    }

    @Test
    void oneBadRowRejectsAllAndEveryBadRowIsNamed() {
        Predictor<Patient, Answer> predictor = patients();
        List<Patient> rows = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            rows.add(new Patient(i == 3 ? null : 1.0, i == 555 ? "other" : "male", new float[2], "north"));
        }

        assertThatThrownBy(() -> predictor.predictAll(rows))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(e -> assertThat(((MlstackException) e).findings())
                        .extracting(Finding::place)
                        .containsExactly("row 3, column age (Patient.age)", "row 555, column sex (Patient.sex)"));
    }

    @Test
    void manyRowsGiveWhatEachGivesAlone() {
        Predictor<Pair, Triage> predictor = Predictor.of(Models.logistic(2), "m", Pair.class, Triage.class);
        List<Pair> rows = new ArrayList<>();
        float[] numbers = Models.rows(1000, 2, 9);
        for (int i = 0; i < 1000; i++) {
            rows.add(new Pair(numbers[2 * i], numbers[2 * i + 1]));
        }

        assertThat(predictor.predictAll(rows))
                .isEqualTo(rows.stream().map(predictor::predict).toList());
        assertThat(predictor.predictAll(List.of())).isEmpty();
    }

    @Test
    void recordsScoreAsTheirColumnsDo() {
        Predictor<Thirty, Triage> predictor = Predictor.of(Models.logistic(30), "m", Thirty.class, Triage.class);
        float[] numbers = Models.rows(300, 30, 4);
        List<Thirty> rows = IntStream.range(0, 300)
                .mapToObj(i -> Thirty.of(numbers, i * 30))
                .toList();
        Columns scored = predictor.score(Columns.ofRecords(Thirty.class, rows));

        for (int i = 0; i < rows.size(); i++) {
            assertThat(predictor.predict(rows.get(i)))
                    .isEqualTo(
                            new Triage((String) scored.value(i, "diagnosis"), (Double) scored.value(i, "probability")));
        }
    }

    @Test
    void infinityIsRejectedInEveryColumn() {
        record Mixed(double plain, Double gap, double[] spectrum) {}
        Schema schema = Schema.of(
                Column.of("plain", ColumnType.FLOAT64),
                Column.of("gap", ColumnType.FLOAT64).asNullable(),
                Column.of("spectrum", ColumnType.vector(2)).asNullable());
        record Plain(double plain) {}
        ModelGraph graph = ModelGraph.from(schema)
                .output(Column.of("plain", ColumnType.FLOAT64))
                .build();
        Predictor<Mixed, Plain> predictor = Predictor.of(graph, "m", Mixed.class, Plain.class);
        double infinity = Double.POSITIVE_INFINITY;
        Mixed bad = new Mixed(-infinity, infinity, new double[] {1, -infinity});

        assertThat(predictor.check(bad))
                .extracting(Finding::toString)
                .containsExactly(
                        "column plain (Mixed.plain): is infinite, which no model was trained on (policy REJECT); "
                                + "give a number",
                        "column gap (Mixed.gap): is infinite, which no model was trained on (policy REJECT); "
                                + "give a number, or none",
                        "column spectrum (Mixed.spectrum), element 1: is infinite, which no model was trained on "
                                + "(policy REJECT); "
                                + "give 2 numbers, or none");
        for (Mixed row : List.of(
                bad, new Mixed(infinity, null, null), new Mixed(1, infinity, null), new Mixed(1, null, new double[] {
                    infinity, 0
                }))) {
            assertThatThrownBy(() -> predictor.predict(row))
                    .isInstanceOf(InvalidInputException.class)
                    .satisfies(
                            e -> assertThat(((MlstackException) e).findings()).isEqualTo(predictor.check(row)));
            assertThatThrownBy(() -> predictor.predictAll(List.of(row))).isInstanceOf(InvalidInputException.class);
        }
        assertThat(predictor.predict(new Mixed(Double.MAX_VALUE, Double.NaN, new double[] {Double.NaN, 1})))
                .isEqualTo(new Plain(Double.MAX_VALUE));
    }

    @Test
    void finiteNumbersWhoseSumIsNotAreAccepted() {
        Predictor<Pair, Triage> predictor = Predictor.of(Models.logistic(2), "m", Pair.class, Triage.class);

        assertThat(predictor.check(new Pair(Double.MAX_VALUE, Double.MAX_VALUE)))
                .isEmpty();
        assertThat(predictor.predict(new Pair(Double.MAX_VALUE, 1)).diagnosis()).isNotNull();
        assertThat(predictor.predict(new Pair(Double.MAX_VALUE, Double.MAX_VALUE)))
                .isNotNull();
    }

    @Test
    void labelThatCannotBeChosenIsNull() {
        record Answer(Optional<String> diagnosis, OptionalDouble probability, OptionalDouble score) {}
        record One(Double x) {}
        ModelGraph.Builder gap = ModelGraph.from(
                        Schema.of(Column.of("x", ColumnType.FLOAT64).asNullable()))
                .add(new Node.Concat(List.of("x"), "features"))
                .add(new Node.Linear(
                        "features", "score", Tensor.of(new double[] {1}, 1, 1), Tensor.of(new double[] {0}, 1)));
        ModelGraph graph =
                Models.binary(gap, "diagnosis", List.of("benign", "malignant")).build();
        Predictor<One, Triage> plain = Predictor.of(graph, "m", One.class, Triage.class);
        Predictor<One, Answer> optional = Predictor.of(graph, "m", One.class, Answer.class);

        assertThat(plain.predict(new One(null))).isEqualTo(new Triage(null, Double.NaN));
        assertThat(optional.predict(new One(null)))
                .isEqualTo(new Answer(Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty()));
        assertThat(optional.predict(new One(1.0)).diagnosis()).isPresent();
    }

    @Test
    void executorRunsThePrediction() throws Exception {
        Predictor<Patient, io.mlstack.serve.predict.PredictorTest.Answer> predictor = patients();
        List<Runnable> tasks = new ArrayList<>();
        var good = predictor.predictAsync(new Patient(1.0, "male", new float[2], "north"), tasks::add);
        var bad = predictor.predictAsync(new Patient(null, "male", new float[2], "north"), tasks::add);

        assertThat(good).isNotDone();
        tasks.forEach(Runnable::run);

        assertThat(good.get().sex()).isEqualTo("male");
        assertThatThrownBy(bad::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InvalidInputException.class);
        assertThatThrownBy(bad::join).isInstanceOf(CompletionException.class);
    }

    record Angry(double x0) {
        @Override
        public double x0() {
            throw new IllegalStateException("not today");
        }
    }

    @Test
    void exceptionOfAnAccessorPasses() {
        Predictor<Angry, Triage> predictor = Predictor.of(Models.logistic(1), "m", Angry.class, Triage.class);

        assertThatThrownBy(() -> predictor.predict(new Angry(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not today");
    }

    record Nested(double x0) {
        @Override
        public double x0() {
            return x0 > 0 ? SELF.predict(new Nested(-x0)).probability() : x0;
        }
    }

    @Test
    void accessorMayItselfPredict() {
        SELF.delegate = Predictor.of(Models.logistic(1), "m", Nested.class, Triage.class);
        double inner = score(SELF.delegate.scorer(), -2)[1];

        assertThat(SELF.predict(new Nested(2)).probability()).isEqualTo(score(SELF.delegate.scorer(), inner)[1]);
    }

    private static final Self SELF = new Self();

    private static final class Self {
        private Predictor<?, Triage> delegate;

        Triage predict(Record row) {
            return PredictorTest.predict(delegate, row);
        }
    }

    /** What a record becomes, seen through a graph that hands its columns on. */
    private static <I extends Record> double[] numbers(Schema schema, Class<I> type, I row) {
        io.mlstack.api.error.Findings findings = io.mlstack.api.error.Findings.collect();
        var input = io.mlstack.serve.predict.internal.bind.RowInput.of(
                io.mlstack.serve.predict.internal.bind.InputRules.of(
                        ModelGraph.from(schema).build(), java.util.Map.of()),
                type,
                findings);
        assertThat(findings.isEmpty()).isTrue();
        double[] numbers = new double[input.width() + 2];
        Arrays.fill(numbers, 42);
        assertThat(input.read(row, numbers, 1)).isTrue();
        assertThat(numbers[0]).isEqualTo(42);
        assertThat(numbers[numbers.length - 1]).isEqualTo(42);
        return Arrays.copyOfRange(numbers, 1, numbers.length - 1);
    }

    private static double[] score(Scorer scorer, double... row) {
        double[] out = new double[scorer.outputWidth()];
        scorer.score(row, 0, 1, out, 0, scorer.scratch());
        return out;
    }
}
