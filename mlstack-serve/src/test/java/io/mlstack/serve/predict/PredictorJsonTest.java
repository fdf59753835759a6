package io.mlstack.serve.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.MlstackException;
import io.mlstack.api.model.InputPolicy;
import io.mlstack.api.model.InputPolicy.Action;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Name;
import io.mlstack.api.table.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** JSON objects in the place of records. */
class PredictorJsonTest {

    private static final JsonFactory JSON = new JsonFactory();

    enum Color {
        BLUE,
        RED
    }

    record Person(Integer meanAge, Color color) {}

    record Row(
            double amount,
            Person applicant,
            Optional<Person> coApplicant,
            LocalDate day,
            Instant at,
            Boolean vip,
            long visits,
            Float ratio,
            float[] wave,
            @Name("no.") String note) {}

    private static Schema schema() {
        ColumnType color = ColumnType.category("blue", "red");
        return Schema.of(
                Column.of("amount", ColumnType.FLOAT64),
                Column.of("applicant_mean_age", ColumnType.INT32).asNullable(),
                Column.of("applicant_color", color),
                Column.of("co_applicant_mean_age", ColumnType.INT32).asNullable(),
                Column.of("co_applicant_color", color).asNullable(),
                Column.of("day", ColumnType.DATE).asNullable(),
                Column.of("at", ColumnType.TIMESTAMP).asNullable(),
                Column.of("vip", ColumnType.BOOLEAN).asNullable(),
                Column.of("visits", ColumnType.INT64),
                Column.of("ratio", ColumnType.FLOAT32).asNullable(),
                Column.of("wave", ColumnType.vector(2)).asNullable(),
                Column.of("no.", ColumnType.category("a", "b")).asNullable().asPersonal());
    }

    /** Every column as it reached the model. */
    record Seen(
            double amount,
            @Name("applicant_mean_age") double age,
            @Name("applicant_color") Color color,
            @Name("co_applicant_mean_age") double coAge,
            @Name("co_applicant_color") Optional<Color> coColor,
            double day,
            double at,
            double vip,
            double visits,
            float ratio,
            @Name("wave") double[] curve,
            @Name("no.") Optional<String> note) {

        List<Object> all() {
            return List.of(amount, age, color, coAge, coColor, day, at, vip, visits, ratio, curve[0], curve[1], note);
        }
    }

    private static ModelGraph.Builder graph() {
        ModelGraph.Builder graph = ModelGraph.from(schema());
        for (Column column : schema()) {
            boolean same = List.of(ColumnType.Kind.CATEGORY, ColumnType.Kind.VECTOR, ColumnType.Kind.FLOAT32)
                    .contains(column.type().kind());
            graph.output(same ? column : column.typed(ColumnType.FLOAT64));
        }
        return graph;
    }

    private static final Predictor<Row, Seen> PREDICTOR = Predictor.of(graph().build(), "m", Row.class, Seen.class);

    private static JsonParser parser(String json) {
        try {
            return JSON.createParser(json.replace('\'', '"'));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Seen predict(String json) {
        try {
            return PREDICTOR.predict(parser(json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> problems(String json) {
        return problems(PREDICTOR, json);
    }

    private static List<String> problems(Predictor<?, ?> predictor, String json) {
        JsonParser parser = parser(json);
        try {
            predictor.predict(parser);
        } catch (InvalidInputException e) {
            return e.findings().stream().map(Finding::toString).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return List.of();
    }

    private static final String FULL = "{'amount':1.5,'applicant':{'mean_age':31,'color':'red'},"
            + "'co_applicant':{'mean_age':3e1,'color':'blue'},'day':'1970-01-11','at':'1970-01-01T01:00:00.5+01:00',"
            + "'vip':true,'visits':-7,'ratio':0.1,'wave':[1,0.1],'no.':'b'}";

    @Test
    void everyValueIsWhatItsRecordWouldBe() {
        Row row = new Row(
                1.5,
                new Person(31, Color.RED),
                Optional.of(new Person(30, Color.BLUE)),
                LocalDate.ofEpochDay(10),
                Instant.ofEpochMilli(500),
                true,
                -7,
                0.1f,
                new float[] {1, 0.1f},
                "b");

        assertThat(predict(FULL).all()).isEqualTo(PREDICTOR.predict(row).all());
    }

    @Test
    void fieldsAreCalledAsColumnsOrAsComponentsFlatOrNested() {
        String flat = "{'amount':1.5,'applicant_mean_age':31,'applicant_color':'red','coApplicant_meanAge':30,"
                + "'co_applicant_color':'blue','day':'1970-01-11','at':'1970-01-01T00:00:00.500Z','vip':true,'visits':-7,"
                + "'ratio':0.1,'wave':[1,0.1],'note':'b'}";
        String camel = "{'applicant':{'meanAge':31,'color':'red'},'coApplicant':{'color':'blue','meanAge':30},"
                + FULL.substring(FULL.indexOf("'day'")).replace("}", ",'amount':1.5}");

        assertThat(predict(flat).all()).isEqualTo(predict(FULL).all());
        assertThat(predict(camel).all()).isEqualTo(predict(FULL).all());
    }

    @Test
    void whatIsNullOrNotThereIsMissing() {
        Seen seen = predict("{'amount':0,'applicant':{'color':'red','meanAge':null},'co_applicant':null,'visits':0,"
                + "'wave':[null,2]}");

        assertThat(List.of(seen.age(), seen.coAge(), seen.day(), seen.at(), seen.vip(), seen.curve()[0]))
                .containsOnly(Double.NaN);
        assertThat(seen.ratio()).isNaN();
        assertThat(seen.curve()[1]).isEqualTo(2);
        assertThat(seen.coColor()).isEmpty();
        assertThat(seen.note()).isEmpty();
    }

    @Test
    void everythingThatIsWrongWithARowIsSaidAtOnceWithItsPlace() {
        assertThat(problems("{'amount':'1.5','applicant':{'mean_age':2.5,'color':'reed','size':[1,{'a':2}]},"
                        + "'visits':9223372036854775808,'vip':1,'day':'11/25/2026','at':'2026-11-25T18:00:00',"
                        + "'ratio':[],'wave':[1,'2'],'amounts':{},'amount':2,'no.':'zoe','co_applicant':{'color':7}}"))
                .containsExactly(
                        "column amount (#/amount): \"1.5\" is a string, the column is float64; "
                                + "write the number without quotes",
                        "column applicant_mean_age (#/applicant/mean_age): 2.5 is no whole number; write a whole number",
                        "#/applicant/size: no column is called \"applicant_size\"; did you mean "
                                + "\"applicant_color\"? (there are: amount, applicant_color, applicant_mean_age, at, "
                                + "co_applicant_color, co_applicant_mean_age, day, no., ratio, vip, visits, wave)",
                        "column visits (#/visits): 9223372036854775808 is more than the column's int64 holds; give a number",
                        "column vip (#/vip): 1 is a number, the column is boolean; write true or false, without quotes",
                        "column day (#/day): \"11/25/2026\" is no date; write a date such as \"2026-11-25\"",
                        "column at (#/at): \"2026-11-25T18:00:00\" has no zone; add its offset, such as Z or +02:00",
                        "column ratio (#/ratio): is an array, the column is float32; give a number",
                        "column wave (#/wave): holds what is no number; write an array of 2 numbers",
                        "#/amounts: no column is called \"amounts\"; did you mean \"amount\"? (there are: amount, "
                                + "applicant_color, applicant_mean_age, at, co_applicant_color, co_applicant_mean_age, day, "
                                + "no., ratio, vip, visits, wave)",
                        "#/amount: gives column amount (#/amount) again; give each column once",
                        "column co_applicant_color (#/co_applicant/color): 7 is a number, the column is category; "
                                + "write a string: give one of blue, red",
                        "column applicant_color (#/applicant/color): \"reed\" is none of the levels the model has seen "
                                + "(policy REJECT); did you mean \"red\"? (there are: blue, red)",
                        "column no. (#/no.): a personal value is none of the levels the model has seen (policy REJECT); "
                                + "give one of its levels");
        assertThat(problems("{}"))
                .containsExactly(
                        "column amount: is missing (policy REJECT); give a number",
                        "column applicant_color: is missing (policy REJECT); give one of blue, red",
                        "column visits: is missing (policy REJECT); give a number");
        assertThat(problems("{'amount':1,'visits':1,'applicant':null}"))
                .containsExactly("column applicant_color: is missing (policy REJECT); give one of blue, red");
    }

    @Test
    void wholeNumbersAreTakenAsTheyAreWrittenWithinTheBoundsOfTheirColumn() {
        String row = "{'amount':1,'applicant_color':'red','visits':%s,'applicant_mean_age':%s}";
        assertThat(predict(row.formatted("9007199254740993", "-2147483648")).visits())
                .isEqualTo((double) 9007199254740993L);
        assertThat(predict(row.formatted("1.0e3", "2147483647.0")).age()).isEqualTo(2147483647);
        assertThat(predict(row.formatted("-9223372036854775808", "-0")).visits())
                .isEqualTo(-0x1p63);
        for (String bad : List.of("9223372036854775808", "1e19", "0.5", "1e400")) {
            assertThat(problems(row.formatted(bad, "1"))).hasSize(1);
        }
        for (String bad : List.of("2147483648", "-2147483649", "2147483648.0", "0.5")) {
            assertThat(problems(row.formatted("1", bad))).hasSize(1);
        }
    }

    @Test
    void numbersBeyondDoublesAreInfiniteAndRejected() {
        assertThat(problems("{'amount':1e400,'applicant_color':'red','visits':1}"))
                .containsExactly(
                        "column amount (#/amount): is infinite, which no model was trained on (policy REJECT); "
                                + "give a number");
        assertThat(problems("{'amount':1,'applicant_color':'red','visits':1,'ratio':-1e39}"))
                .hasSize(1);
    }

    @Test
    void parsersThatAllowNaNGiveMissingNumbers() throws IOException {
        JsonFactory loose = JsonFactory.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
        String json =
                "{\"amount\":1,\"applicant_color\":\"red\",\"visits\":1,\"applicant_mean_age\":NaN,\"ratio\":NaN}";

        assertThat(PREDICTOR.predict(loose.createParser(json)).age()).isNaN();
        assertThatThrownBy(() -> PREDICTOR.predict(loose.createParser(json.replace(":1,", ":-INF,"))))
                .isInstanceOf(InvalidInputException.class);
        assertThat(problems(json.replace("\"", "'"))).singleElement().asString().contains("line 1, column");
    }

    @Test
    void unknownFieldsMayBeIgnored() throws IOException {
        String json =
                "{'amount':1,'applicant':{'color':'red','x':{'y':[{}]}},'visits':1,'extra':[[1],{'a':{}}],'n':null}";

        assertThat(problems(json)).hasSize(3);
        assertThat(PREDICTOR.ignoringUnknownFields().predict(parser(json)).amount())
                .isEqualTo(1);
        assertThat(problems(PREDICTOR.ignoringUnknownFields(), "{'amount':1,'visits':1,'x':3}"))
                .hasSize(1);
    }

    @Test
    void parserIsLeftBehindTheRowWhetherItIsRejectedOrNot() throws IOException {
        String good = "{'amount':%d,'applicant_color':'red','visits':1}";
        JsonParser parser = parser("{'rows':[" + good.formatted(1) + ",{'amount':[2]}," + good.formatted(3)
                + "],'end':4}" + good.formatted(5));
        while (parser.nextToken() != JsonToken.START_ARRAY) {}

        assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
        assertThat(PREDICTOR.predict(parser).amount()).isEqualTo(1);
        assertThatThrownBy(() -> PREDICTOR.predict(parser)).isInstanceOf(InvalidInputException.class);
        assertThat(PREDICTOR.predict(parser).amount()).isEqualTo(3);
        assertThat(parser.nextToken()).isEqualTo(JsonToken.END_ARRAY);
        assertThat(parser.nextFieldName()).isEqualTo("end");
        assertThat(parser.nextIntValue(0)).isEqualTo(4);
        assertThat(parser.nextToken()).isEqualTo(JsonToken.END_OBJECT);
        parser.clearCurrentToken();
        assertThat(PREDICTOR.predict(parser).amount()).isEqualTo(5);
        assertThatThrownBy(() -> PREDICTOR.predict(parser)).hasMessageContaining("there is no JSON");
    }

    @Test
    void whatIsNoObjectIsNoRow() {
        for (String json : List.of("[1,2]", "3", "'x'", "null", "[]")) {
            assertThat(problems(json)).containsExactly("#: is no object; give an object with the columns of a row");
        }
        assertThat(problems("{'amount':1,")).singleElement().asString().contains("the JSON cannot be read");
        assertThat(problems("{'amount':'secret' 'x'}")).noneMatch(problem -> problem.contains("secret' 'x"));
    }

    private static String rows(int count, String separator) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add("{'amount':" + i + ",'applicant_color':'red','visits':1}");
        }
        return String.join(separator, rows);
    }

    @Test
    void arraysAndSequencesOfRowsArePredictedInOrder() throws IOException {
        for (int count : new int[] {0, 1, 255, 256, 257, 700}) {
            List<Double> expected = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                expected.add((double) i);
            }
            assertThat(PREDICTOR.predictAll(parser("[" + rows(count, ",") + "]")))
                    .extracting(Seen::amount)
                    .isEqualTo(expected);
            assertThat(PREDICTOR.predictAll(parser(rows(count, "\n"))))
                    .extracting(Seen::amount)
                    .isEqualTo(expected);
        }
        JsonParser parser = parser("[" + rows(2, ",") + "][" + rows(3, ",") + "]");
        assertThat(PREDICTOR.predictAll(parser)).hasSize(2);
        assertThat(PREDICTOR.predictAll(parser)).hasSize(3);
    }

    @Test
    void everyBadRowOfAnArrayIsNamed() {
        List<Seen> given = new ArrayList<>();
        String json = "[" + rows(300, ",") + ",{'amount':0},7," + rows(300, ",") + ",{'visit':1}]";

        assertThatThrownBy(() -> PREDICTOR.predictAll(parser(json), given::add))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(e -> assertThat(((MlstackException) e).findings())
                        .extracting(Finding::place)
                        .containsExactly(
                                "row 300, column applicant_color",
                                "row 300, column visits",
                                "row 301, #/301",
                                "row 602, #/602/visit",
                                "row 602, column amount",
                                "row 602, column applicant_color",
                                "row 602, column visits"));
        assertThat(given).as("predictions of the block before").hasSize(256);
        assertThatThrownBy(() -> PREDICTOR.predictAll(parser(json))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void policiesHoldForJson() throws IOException {
        Column amount = schema().column("amount");
        Column color = schema().column("applicant_color");
        ModelGraph graph = graph().policy(
                        "amount",
                        InputPolicy.of(amount)
                                .within(0, 9)
                                .outOfRange(Action.CLAMP)
                                .missing(Action.DEFAULT)
                                .orElse(4))
                .policy(
                        "applicant_color",
                        InputPolicy.of(color).unseen(Action.DEFAULT).orElse("blue"))
                .build();
        Predictor<Row, Seen> predictor = Predictor.of(graph, "m", Row.class, Seen.class);

        Seen seen = predictor.predict(parser("{'amount':1e400,'applicant_color':'green','visits':1}"));
        assertThat(seen.amount()).isEqualTo(9);
        assertThat(seen.color()).isEqualTo(Color.BLUE);
        assertThat(predictor
                        .predict(parser("{'applicant_color':'red','visits':1}"))
                        .amount())
                .isEqualTo(4);
        assertThat(problems(predictor, "{'amount':-3,'applicant_color':'green'}"))
                .containsExactly("column visits: is missing (policy REJECT); give a number");
    }

    @Test
    void endlessAndDeepRowsCostBoundedMemoryAndTime() throws IOException {
        Reader endless = new Reader() {
            private long at;

            @Override
            public int read(char[] into, int from, int length) {
                String row = "{\"amount\":\"x\",\"a\":[],\"b\":{}} ";
                for (int i = 0; i < length; i++) {
                    into[from + i] = row.charAt((int) (at++ % row.length()));
                }
                return length;
            }

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> PREDICTOR.predictAll(JSON.createParser(endless)))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(e -> assertThat(((MlstackException) e).findings()).hasSize(101));
        String deep = "{'a':".repeat(900) + "1" + "}".repeat(900);
        assertThat(problems(deep)).hasSize(4);
        assertThat(problems("{'a':".repeat(100_000)))
                .hasSize(2)
                .last()
                .asString()
                .contains("cannot be read");
        StringBuilder wide = new StringBuilder("{'amount':1");
        for (int i = 0; i < 200_000; i++) {
            wide.append(",'amuont").append(i).append("':1");
        }
        assertThat(problems(wide.append('}').toString())).hasSize(101);
    }

    @Test
    void malformedJsonIsQuotedOnlyWhereNoColumnIsPersonal() throws IOException {
        record Pair(double x0, double x1) {}
        record Triage(String diagnosis) {}
        Predictor<Pair, Triage> plain = Predictor.of(Models.logistic(2), "m", Pair.class, Triage.class);
        String json = "{'x0':1, 'x1': secret}";

        assertThat(problems(plain, json)).singleElement().asString().contains("line 1, column", "secret");
        assertThatThrownBy(() -> PREDICTOR.predict(parser(json)))
                .hasNoCause()
                .satisfies(e -> assertThat(e.toString()).doesNotContain("secret"));
    }

    @Test
    void failureOfTheSourcePasses() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection lost");
            }
        };

        assertThatThrownBy(() -> PREDICTOR.predict(JSON.createParser(broken)))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("connection lost");
    }

    /** Whatever is written, the answer is a prediction or findings. */
    @Property(tries = 5000)
    void anyChangeOfARowGivesAPredictionOrFindings(
            @ForAll
                    @Chars({'{', '}', '[', ']', '"', ':', ',', '0', 'e', '-', '.', 'n', '\\', '_', 'x'})
                    @StringLength(max = 3)
                    String insert,
            @ForAll @IntRange(max = 240) int from,
            @ForAll @IntRange(max = 12) int cut)
            throws IOException {
        String row = FULL.replace('\'', '"');
        int start = Math.min(from, row.length());
        String changed = row.substring(0, start) + insert + row.substring(Math.min(row.length(), start + cut));
        try {
            assertThat(PREDICTOR.predict(JSON.createParser(changed))).isNotNull();
        } catch (InvalidInputException e) {
            assertThat(e.findings()).isNotEmpty();
        }
        try {
            PREDICTOR.predictAll(JSON.createParser(changed));
        } catch (InvalidInputException e) {
            assertThat(e.findings()).isNotEmpty();
        }
    }

    /** The naive twin: the same row as a record. */
    @Property(tries = 500)
    void numbersOfJsonAreThoseOfTheRecord(
            @ForAll double amount, @ForAll Integer age, @ForAll long visits, @ForAll float ratio, @ForAll boolean vip)
            throws IOException {
        if (!Double.isFinite(amount) || !Float.isFinite(ratio)) {
            return;
        }
        Row row = new Row(
                amount,
                new Person(age, Color.RED),
                Optional.empty(),
                null,
                null,
                vip,
                visits,
                ratio,
                new float[] {ratio, (float) age},
                null);
        String json =
                "{'amount':%s,'applicant':{'mean_age':%d,'color':'red'},'visits':%d,'ratio':%s,'vip':%b,'wave':[%s,%s]}"
                        .formatted(amount, age, visits, ratio, vip, ratio, (float) age);

        assertThat(predict(json).all()).isEqualTo(PREDICTOR.predict(row).all());
    }
}
