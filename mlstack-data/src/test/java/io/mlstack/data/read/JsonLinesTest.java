package io.mlstack.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.progress.ProgressEvent;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {

    @TempDir
    Path folder;

    @Test
    void aFileLargerThanABlockIsReadMoreThanOnce() throws IOException {
        Path file = folder.resolve("rows.jsonl");
        Files.writeString(
                file,
                IntStream.range(0, 20_000)
                        .mapToObj(i -> "{\"n\":" + i + ",\"s\":\"row " + i + "\"}\n")
                        .collect(Collectors.joining()));
        ReadTable table = JsonLines.read(file);
        for (int pass = 0; pass < 2; pass++) {
            Columns rows = table.collect();
            assertThat(rows.rows()).isEqualTo(20_000);
            assertThat(rows.value(19_999, "s")).isEqualTo("row 19999");
        }
        assertThat(table.inference().of("n").reason())
                .isEqualTo("20000 of 20000 values are whole numbers between 0 and 19999");
    }

    @Test
    void aSchemaRefusesUnknownKeysOrPassesOverThem() throws IOException {
        Schema schema = Schema.of(
                Column.of("a", ColumnType.INT32),
                Column.of("b", ColumnType.TEXT).asNullable());
        String text = "{\"a\":1,\"colour\":[{\"x\":1}]}\n{\"b\":\"y\"}\n";
        assertThat(problems(JsonLines.text(text).schema(schema)))
                .extracting(f -> f.code() + " " + f.place())
                .containsExactly("json.unknown-key text:1", "json.missing-value text:2: column a");
        Columns rows = JsonLines.text("{\"a\":1,\"colour\":[{\"x\":1}]}\n")
                .schema(schema)
                .ignoringUnknownKeys()
                .read()
                .collect();
        assertThat(rows.schema()).isEqualTo(schema);
        assertThat(rows.value(0, "b")).isNull();
    }

    @Test
    void declaredColumnsTakeNumbersAsTextsAndTextsAsNumbers() throws IOException {
        Columns rows = JsonLines.text("{\"id\":7,\"n\":\"42\",\"x\":\"NaN\",\"t\":\"true\",\"d\":\"1.25\"}\n")
                .column("id", ColumnType.TEXT)
                .column("n", ColumnType.INT64)
                .column("x", ColumnType.FLOAT32)
                .column("t", ColumnType.BOOLEAN)
                .column("d", ColumnType.decimal(5, 2))
                .read()
                .collect();
        assertThat(rows.value(0, "id")).isEqualTo("7");
        assertThat(rows.value(0, "n")).isEqualTo(42L);
        assertThat(rows.value(0, "x")).isEqualTo(Float.NaN);
        assertThat(rows.value(0, "t")).isEqualTo(true);
        assertThat(rows.text(0, 4)).isEqualTo("1.25");
    }

    @Test
    void valuesThatDoNotFitTheirDeclaredTypesAreAllReported() {
        JsonLines lines = JsonLines.text(
                        "{\"a\":{},\"b\":[1],\"c\":\"?\",\"d\":[1,2,3],\"e\":[\"x\"],\"f\":3000000000}\n")
                .column("a", ColumnType.TEXT)
                .column("b", ColumnType.INT64)
                .column("c", ColumnType.BLOB)
                .column("d", ColumnType.vector(2))
                .column("e", ColumnType.listOf(ColumnType.INT32))
                .column("f", ColumnType.INT32);
        assertThat(problems(lines))
                .extracting(Finding::code)
                .containsExactly(
                        "json.not-a-text",
                        "json.not-a-number",
                        "json.not-base64",
                        "json.not-an-array",
                        "json.not-an-array",
                        "json.out-of-range");
    }

    @Test
    void aDeclaredColumnThatNoRowHasIsNamedWithTheNearest() {
        assertThat(problems(JsonLines.text("{\"area\":1}\n").column("aera", ColumnType.INT64)))
                .extracting(Finding::toString)
                .singleElement()
                .asString()
                .contains("aera", "area");
    }

    @Test
    void quarantineKeepsBadLinesBesideTheGoodOnes() throws IOException {
        String rows =
                IntStream.range(0, 40).mapToObj(i -> "{\"x\":" + i + "}\n").collect(Collectors.joining());
        ReadTable table = JsonLines.text(
                        rows + "{\"x\":\"abc\"}\r\n{\"x\":1\n\n{\"y\":1,\"y\":2}\n{\"x\":1}z\n{\"x\":7}")
                .quarantine()
                .read();
        assertThat(table.schema().toString()).isEqualTo("1 columns: x: int64");
        assertThat(table.collect().rows()).isEqualTo(41);
        assertThat(table.quarantined())
                .extracting(row -> row.line() + " " + row.text() + " "
                        + row.findings().get(0).code())
                .containsExactly(
                        "41 {\"x\":\"abc\"} json.not-a-number",
                        "42 {\"x\":1 json.open-value",
                        "44 {\"y\":1,\"y\":2} json.duplicate-key",
                        "45 {\"x\":1}z json.syntax");
    }

    @Test
    void aLineLongerThanTheLimitIsLeftOutAlone() throws IOException {
        String text = "{\"x\":\"" + "y".repeat(200_000) + "\"}\n{\"x\":\"z\"}\n";
        assertThat(problems(JsonLines.text(text).maxLineBytes(100_000)))
                .extracting(f -> f.code() + " " + f.place())
                .containsExactly("json.line-too-long text:1");
        ReadTable table =
                JsonLines.text(text).maxLineBytes(100_000).quarantine().read();
        assertThat(table.collect().value(0, "x")).isEqualTo("z");
        assertThat(JsonLines.text(text).read().collect().rows()).isEqualTo(2);
    }

    @Test
    void aFileThatChangedSinceItsSchemaWasFoundIsRefused() throws IOException {
        Path file = folder.resolve("a.jsonl");
        Files.writeString(file, "{\"a\":1}\n");
        ReadTable table = JsonLines.read(file);
        for (String changed : List.of("{\"a\":2}\n", "", "{\"b\":1}\n", "{\"a\":1}\n{\"a\":1}\n")) {
            Files.writeString(file, changed);
            assertThatThrownBy(table::collect).as(changed).isInstanceOf(SourceChangedException.class);
        }
    }

    @Test
    void eachPassTellsItsProgressInBytes() throws IOException {
        Path file = folder.resolve("a.jsonl");
        Files.writeString(file, "{\"a\":1}\n{\"a\":2}\n");
        List<ProgressEvent> events = new ArrayList<>();
        JsonLines.file(file).progress(events::add).read().collect();
        assertThat(events)
                .filteredOn(e -> e.state() == ProgressEvent.State.FINISHED)
                .extracting(e -> e.task() + " " + e.done() + " of " + e.total().getAsLong() + " " + e.unit())
                .containsExactly("read a.jsonl 16 of 16 bytes", "read a.jsonl 16 of 16 bytes");
    }

    @Test
    void personalValuesAreNeverShown() {
        Column mail = Column.of("mail", ColumnType.INT64).asPersonal();
        assertThat(problems(JsonLines.text("{\"mail\":\"ann@a.example\"}\n").column(mail)))
                .noneSatisfy(f -> assertThat(f.toString()).contains("ann"));
    }

    @Test
    void aJsonColumnThatHoldsNoJsonIsRefusedWhenWritten() {
        Schema schema = Schema.of(Column.of("j", ColumnType.JSON));
        for (String bad : List.of("", "{", "1 2", "{\"a\":1,\"a\":2}")) {
            Columns rows = Columns.builder(schema).row(bad).build();
            Path file = folder.resolve("bad.jsonl");
            assertThatThrownBy(() -> JsonLines.write(rows, file))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("row 0, column j");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Property(tries = 200)
    void whatWasWrittenIsReadBackEqual(@ForAll("tables") Columns table) throws IOException {
        Path file = Files.createTempFile("written", ".jsonl");
        try {
            assertThat(JsonLines.write(table, file)).isEqualTo(table.rows());
            RandomTables.assertEqual(JsonLines.file(file).schema(table.schema()).read(), table);
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 1000)
    void everyLineIsARowOrInQuarantine(@ForAll("texts") String text) throws IOException {
        long lines = text.lines().filter(line -> !line.isBlank()).count();
        try {
            ReadTable table = JsonLines.text(text).quarantine().read();
            assertThat(table.collect().rows()).isEqualTo((int) table.rowCount().orElseThrow());
            assertThat(table.collect().rows() + table.quarantined().size()).isEqualTo((int) lines);
            assertThat(table.quarantined())
                    .allSatisfy(row -> assertThat(text.lines().map(String::strip))
                            .contains(row.text().strip()));
        } catch (InvalidInputException refused) {
            assertThat(refused.findings()).extracting(Finding::code).containsExactly("json.empty");
        }
    }

    @Property(tries = 500)
    void anyBytesAreReadOrRefused(@ForAll byte[] bytes) throws IOException {
        try {
            ReadTable table =
                    JsonLines.stream("bytes", new ByteArrayInputStream(bytes)).read();
            assertThat(table.rowCount()).hasValue(table.collect().rows());
        } catch (InvalidInputException refused) {
            assertThat(refused.findings()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<Columns> tables() {
        return RandomTables.of(List.of(
                ColumnType.BOOLEAN,
                ColumnType.INT32,
                ColumnType.INT64,
                ColumnType.FLOAT32,
                ColumnType.FLOAT64,
                ColumnType.decimal(9, 3),
                ColumnType.TEXT,
                ColumnType.category("", "x,y", "z"),
                ColumnType.DATE,
                ColumnType.TIMESTAMP,
                ColumnType.vector(2),
                ColumnType.tensor(2, 1, 2),
                ColumnType.BLOB,
                ColumnType.JSON,
                ColumnType.listOf(ColumnType.FLOAT64),
                ColumnType.listOf(ColumnType.listOf(ColumnType.TEXT)),
                ColumnType.listOf(ColumnType.DATE)));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "{",
                        "{\"a\":",
                        "\"b\":",
                        "1",
                        "}",
                        "}\n",
                        "}\n",
                        "\n",
                        "\r",
                        "\"",
                        "x",
                        "tr",
                        "true",
                        "null",
                        "[",
                        "]",
                        ",",
                        " ",
                        "{\"a\":1}\n",
                        "{\"a\":2,\"b\":\"\\u00e9\"}\n",
                        "{\"a\":{}}",
                        "1e999",
                        "\u00fc")
                .list()
                .ofMaxSize(40)
                .map(list -> String.join("", list));
    }

    private static List<Finding> problems(JsonLines lines) {
        InvalidInputException all = catchThrowableOfType(InvalidInputException.class, lines::read);
        assertThat(all).as("problems").isNotNull();
        return all.findings();
    }
}
