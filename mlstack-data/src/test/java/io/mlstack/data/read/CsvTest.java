package io.mlstack.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.error.StorageException;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {

    @TempDir
    Path folder;

    // ---- rows and cells ----

    @Test
    void quotedCellsKeepSeparatorsQuotesAndLineBreaks() throws IOException {
        Columns rows = Csv.text("a,b\n\"1,5\",\"say \"\"hi\"\"\"\n\"two\r\nlines\",x\n")
                .read()
                .collect();
        assertThat(texts(rows, "a")).containsExactly("1,5", "two\r\nlines");
        assertThat(texts(rows, "b")).containsExactly("say \"hi\"", "x");
    }

    @Test
    void allThreeLineEndsAreReadAlikeAndTheLastOneMayBeMissing() throws IOException {
        for (String end : List.of("\n", "\r\n", "\r")) {
            CsvTable table = Csv.text(String.join(end, "a,b", "1,2", "3,4")).read();
            assertThat(table.collect().numbers("b")).containsExactly(2, 4);
        }
    }

    @Test
    void emptyLinesAreSkippedButAreMissingValuesInAFileOfOneColumn() throws IOException {
        assertThat(Csv.text("\na,b\n\n1,2\n\n3,4\n\n").read().collect().rows()).isEqualTo(2);
        Columns one = Csv.text("a\n1\n\n3\n").read().collect();
        assertThat(one.numbers("a")).containsExactly(1, Double.NaN, 3);
    }

    @Test
    void byteOrderMarksAreSkippedAndTellTheEncoding() throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] bytes = "\uFEFFnäme,x\ngrün,1\n".getBytes(charset);
            CsvTable table =
                    Csv.stream("bom.csv", new ByteArrayInputStream(bytes)).read();
            assertThat(table.schema().names()).containsExactly("näme", "x");
            assertThat(texts(table.collect(), "näme")).containsExactly("grün");
        }
    }

    @Test
    void separatorEncodingAndTrimmingAreChoices() throws IOException {
        byte[] latin = "stra\u00dfe ; nr\n Gr\u00fcn ; 5\n\" x \";6".getBytes(StandardCharsets.ISO_8859_1);
        Columns rows = Csv.stream("latin.csv", new ByteArrayInputStream(latin))
                .charset(StandardCharsets.ISO_8859_1)
                .separator(';')
                .trimmed()
                .read()
                .collect();
        assertThat(texts(rows, "straße")).containsExactly("Grün", " x ");
        assertThat(rows.numbers("nr")).containsExactly(5, 6);
    }

    @Test
    void columnsOfAFileWithoutHeaderGetNames() throws IOException {
        assertThat(Csv.text("1,2\n3,4").withoutHeader().read().schema().names())
                .containsExactly("column_1", "column_2");
        CsvTable named = Csv.text("1,2\n3,4").withoutHeader("x", "y").read();
        assertThat(named.collect().numbers("y")).containsExactly(2, 4);
        Schema schema = Schema.of(Column.of("p", ColumnType.INT32), Column.of("q", ColumnType.INT32));
        assertThat(Csv.text("1,2\n3,4")
                        .withoutHeader()
                        .schema(schema)
                        .read()
                        .collect()
                        .numbers("p"))
                .containsExactly(1, 3);
    }

    @Test
    void aFileLargerThanABlockIsReadInBlocksAndMoreThanOnce() throws IOException {
        Path file =
                write("n\n" + IntStream.range(0, 20_000).mapToObj(i -> i + "\n").collect(Collectors.joining()));
        CsvTable table = Csv.read(file);
        assertThat(table.rowCount()).hasValue(20_000);
        for (int pass = 0; pass < 2; pass++) {
            long sum = 0;
            int blocks = 0;
            try (Blocks all = table.blocks()) {
                for (Columns block = all.next(); block != null; block = all.next()) {
                    blocks++;
                    for (double n : block.numbers("n")) {
                        sum += (long) n;
                    }
                }
                assertThat(all.next()).isNull();
            }
            assertThat(blocks).isEqualTo(3);
            assertThat(sum).isEqualTo(20_000L * 19_999 / 2);
        }
    }

    @Test
    void aHeaderAloneIsATableWithoutRows() throws IOException {
        CsvTable table = Csv.text("a,b\n").read();
        assertThat(table.rowCount()).hasValue(0);
        assertThat(table.collect().rows()).isZero();
        assertThat(table.inference().of("a").reason()).isEqualTo("no cell has a value");
    }

    // ---- inference ----

    @Test
    void aColumnOfWholeNumbersIsInt64AndSaysWhy() throws IOException {
        Inference inference = Csv.text("n\n143\n2501\n\n-7\n").read().inference();
        Inference.Decision decision = inference.of("n");
        assertThat(decision.column()).isEqualTo(Column.of("n", ColumnType.INT64).asNullable());
        assertThat(decision.reason()).isEqualTo("3 of 3 values are whole numbers between -7 and 2501");
        assertThat(decision.missing()).containsExactlyEntriesOf(java.util.Map.of("", 1L));
        assertThat(decision.examples()).containsExactly("143", "2501", "-7");
        assertThat(decision.distinct()).isEqualTo(3);
    }

    @Test
    void decimalsAreFloat64() throws IOException {
        assertThat(typeOf("1\n2.5\n")).isEqualTo(ColumnType.FLOAT64);
        assertThat(typeOf("1e5\n3\n")).isEqualTo(ColumnType.FLOAT64);
    }

    @Test
    void truthDatesAndMomentsAreRecognised() throws IOException {
        assertThat(typeOf("true\nFALSE\nTrue\n")).isEqualTo(ColumnType.BOOLEAN);
        assertThat(typeOf("2024-02-29\n1999-12-31\n")).isEqualTo(ColumnType.DATE);
        assertThat(typeOf("2024-02-29T12:00:00Z\n2024-02-29T12:00:00.000001+02:00\n"))
                .isEqualTo(ColumnType.TIMESTAMP);
        Columns dates = Csv.text("d\n2024-02-29\n").read().collect();
        assertThat(dates.value(0, "d")).isEqualTo(LocalDate.of(2024, 2, 29));
        Columns moments = Csv.text("t\n2024-02-29T14:30:00+02:00\n").read().collect();
        assertThat(moments.value(0, "t")).isEqualTo(Instant.parse("2024-02-29T12:30:00Z"));
    }

    @Test
    void fewTextsThatRepeatAreACategoryInCodePointOrder() throws IOException {
        // U+FF5E sorts before U+1F600 as a code point, but after its first half in UTF-16.
        String rows = "\uD83D\uDE00\nb\nB\n\uFF5E\n".repeat(10);
        assertThat(typeOf(rows)).isEqualTo(ColumnType.category("B", "b", "\uFF5E", "\uD83D\uDE00"));
        assertThat(typeOf("b\na\n".repeat(9))).isEqualTo(ColumnType.TEXT);
    }

    @Test
    void nothingIsGuessedAway() throws IOException {
        for (String text : List.of(
                "007",
                "+49",
                "NaN",
                "0x10",
                "1,5",
                "12345678901234567890",
                "2024-02-30",
                "2024-02-29T12:00:00",
                "2024-02-29T12:00:00.1234567Z",
                "1e999")) {
            assertThat(typeOf("\"" + text + "\"\n\"" + text + "\"\n")).as(text).isEqualTo(ColumnType.TEXT);
        }
    }

    @Test
    void aLeadingZeroMakesAllNumbersOfAColumnCodes() throws IOException {
        String zips =
                IntStream.range(0, 99).mapToObj(i -> (10_000 + i) + "\n").collect(Collectors.joining()) + "01067\n";
        Inference.Decision zip = Csv.text("zip\n" + zips).read().inference().of("zip");
        assertThat(zip.column().type()).isEqualTo(ColumnType.TEXT);
        assertThat(zip.reason()).contains("\"01067\" has a leading zero");
    }

    @Test
    void declaredMissingSpellingsAreMissingAndCounted() throws IOException {
        CsvTable table = Csv.text("x\n1\nNA\n?\n\n4\n").missing("NA", "?").read();
        assertThat(table.collect().numbers("x")).containsExactly(1, Double.NaN, Double.NaN, Double.NaN, 4);
        assertThat(table.inference().of("x").missing()).containsOnlyKeys("", "?", "NA");
        assertThat(table.inference().of("x").missingCells()).isEqualTo(3);
    }

    @Test
    void aDeclaredColumnOverrulesInference() throws IOException {
        CsvTable table = Csv.text("zip,x\n12345,NaN\n54321,007\n")
                .column("zip", ColumnType.TEXT)
                .column(Column.of("x", ColumnType.FLOAT32).describedAs("measure"))
                .read();
        assertThat(table.schema().column("zip").type()).isEqualTo(ColumnType.TEXT);
        assertThat(table.schema().column("x").description()).isEqualTo("measure");
        assertThat(table.collect().numbers("x")).containsExactly(Double.NaN, 7);
        assertThat(table.inference().of("zip").reason()).isEqualTo("declared; 2 of 2 values fit");
    }

    @Test
    void theReportIsATableForPeopleAndForNotebooks() throws IOException {
        Inference inference = Csv.text("a,b\n1,x\n,<y>\n").read().inference();
        assertThat(inference.toString()).isEqualTo("""
                text: 2 rows, 2 columns
                column  type   missing  distinct  because
                a       int64  1 empty  1         1 of 1 values are whole numbers between 1 and 1
                b       text   none     2         2 different texts in 2 values are too many for a category
                """);
        assertThat(inference.html()).startsWith("<table>").contains("<td>int64</td>");
        assertThatThrownBy(() -> inference.of("aa"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("\"a\"");
    }

    @Test
    void personalValuesAreNeverShown() throws IOException {
        Column mail = Column.of("mail", ColumnType.INT64).asPersonal();
        CsvTable table = Csv.text("mail,x\n4242,1\n").column(mail).read();
        assertThat(table.inference().toString() + table.inference().html()).doesNotContain("4242");
        assertThat(problems(
                        Csv.text("mail,x\nann@a.example,1\nann@a.example,2,3\n").column(mail)))
                .hasSize(2)
                .noneSatisfy(f -> assertThat(f.toString()).contains("ann"));
    }

    // ---- problems ----

    @Test
    void raggedRowsAndTextInNumbersAreReportedTogetherWithFileLineColumnAndText() throws IOException {
        Path file = write("id,area,label\n1,2.5,a\n2\n3,abc,b\n4,1.5,c,extra\n\"5\n\",1,d\n");
        InvalidInputException all = catchThrowableOfType(
                InvalidInputException.class,
                () -> Csv.file(file)
                        .column("area", ColumnType.FLOAT64)
                        .column("id", ColumnType.INT32)
                        .read());
        assertThat(all.findings())
                .extracting(Finding::code)
                .containsExactly("csv.missing-cell", "csv.not-a-number", "csv.extra-cell", "csv.not-a-number");
        assertThat(all.findings())
                .extracting(Finding::place)
                .containsExactly(
                        "data.csv:3: column area",
                        "data.csv:4: column area",
                        "data.csv:5: column label",
                        "data.csv:6: column id");
        assertThat(all)
                .hasMessageContaining("row has 1 of 3 cells")
                .hasMessageContaining("\"abc\" is not a number")
                .hasMessageContaining("\"extra\"")
                .hasMessageContaining("\"5\\n\"");
    }

    @Test
    void linesAreCountedThroughQuotedLineBreaks() throws IOException {
        assertThat(problems(Csv.text("a,b\n\"x\ny\r\nz\",1\n1\n")))
                .extracting(Finding::place)
                .containsExactly("text:5: column b");
    }

    @Test
    void aFewTextsInANumericColumnAreSuspectAndNotTurnedIntoAColumnOfText() throws IOException {
        String rows = IntStream.range(0, 57).mapToObj(i -> i + "\n").collect(Collectors.joining());
        List<Finding> findings = problems(Csv.text("x\n" + rows + "abc\nabc\n12 kg\n"));
        assertThat(findings).extracting(Finding::code).containsOnly("csv.suspicious-text");
        assertThat(findings).extracting(Finding::place).containsExactly("text:59: column x", "text:61: column x");
        assertThat(findings.get(0).message())
                .isEqualTo("\"abc\", here and in 1 more cell, is text in a column where"
                        + " 57 of 60 values are whole numbers between 0 and 56");
        assertThat(findings.get(0).cure()).contains(".column(\"x\", ColumnType.TEXT)", ".missing(\"abc\")");
    }

    @Test
    void suspectTextsBeyondTheCapAreCounted() {
        String rows = IntStream.range(0, 400)
                .mapToObj(i -> (i % 20 == 19 ? "x" + i : i) + "\n")
                .collect(Collectors.joining());
        List<Finding> findings = problems(Csv.text("n\n" + rows).maxErrors(3));
        assertThat(findings)
                .extracting(Finding::place)
                .startsWith("text:21: column n", "text:41: column n", "text:61: column n");
        assertThat(findings.get(3).message()).isEqualTo("17 more problems of this file");
    }

    @Test
    void manyTextsInANumericColumnMakeItText() throws IOException {
        Inference.Decision x = Csv.text("x\n1\n2\nabc\n4\n").read().inference().of("x");
        assertThat(x.column().type()).isEqualTo(ColumnType.TEXT);
        assertThat(x.reason()).endsWith("3 are numbers, but not \"abc\" in line 4");
    }

    @Test
    void unlistedSpellingsOfMissingAreSuspectHoweverMany() throws IOException {
        assertThat(problems(Csv.text("x\n1\nNA\nn/a\nNA\n")))
                .extracting(Finding::message)
                .containsExactly(
                        "\"NA\", here and in 1 more cell, is text in a column where 1 of 4 values are whole numbers between 1 and 1",
                        "\"n/a\" is text in a column where 1 of 4 values are whole numbers between 1 and 1");
    }

    @Test
    void oddCellsAmongDatesAreSuspectToo() throws IOException {
        assertThat(problems(Csv.text("d\n" + "2024-01-05\n".repeat(30) + "2024-02-30\n")))
                .extracting(Finding::place)
                .containsExactly("text:32: column d");
        assertThat(problems(Csv.text("d\n" + "2024-01-05T00:00:00Z\n".repeat(30) + "7\n")))
                .extracting(Finding::place)
                .containsExactly("text:32: column d");
    }

    @Test
    void eachDeclaredTypeSaysWhatIsWrong() throws IOException {
        Schema schema = Schema.of(
                Column.of("b", ColumnType.BOOLEAN),
                Column.of("i", ColumnType.INT32),
                Column.of("j", ColumnType.INT64),
                Column.of("f", ColumnType.FLOAT32),
                Column.of("d", ColumnType.decimal(5, 2)),
                Column.of("c", ColumnType.category("benign", "malignant")),
                Column.of("t", ColumnType.DATE),
                Column.of("m", ColumnType.TIMESTAMP),
                Column.of("x", ColumnType.TEXT));
        String header = "b,i,j,f,d,c,t,m,x\n";
        String bad = "yes,3000000000,1.5,1e39,1234.5,malign,29.2.2024,2024-02-29T12:00,\n";
        List<Finding> findings = problems(Csv.text(header + bad).schema(schema));
        assertThat(findings)
                .extracting(Finding::code)
                .containsExactly(
                        "csv.not-boolean",
                        "csv.out-of-range",
                        "csv.not-whole",
                        "csv.out-of-range",
                        "csv.out-of-range",
                        "csv.unknown-level",
                        "csv.not-a-date",
                        "csv.not-a-timestamp",
                        "csv.missing-value");
        assertThat(findings.get(5).cure()).contains("did you mean \"malignant\"");
        String good = "true,-3,9223372036854775807,1.5,123.45,benign,2024-02-29,2024-02-29T12:00:00Z,\"\"\n";
        Columns row = Csv.text(header + good).schema(schema).read().collect();
        assertThat(row.schema()).isEqualTo(schema);
        assertThat(row.value(0, "d")).isEqualTo(new java.math.BigDecimal("123.45"));
        assertThat(row.value(0, "x")).isEqualTo("");
    }

    @Test
    void exponentsBeyondReasonAreRefusedInDecimals() {
        Csv csv = Csv.text("d\n1e-99999999999\n1e300\n").column("d", ColumnType.decimal(9, 2));
        assertThat(problems(csv)).extracting(Finding::code).containsExactly("csv.out-of-range", "csv.out-of-range");
    }

    @Test
    void headersAreCheckedAndDeclaredColumnsMustExist() {
        assertThat(problems(Csv.text("a,,a, \n1,2,3,4\n")))
                .extracting(Finding::code)
                .containsExactly("csv.header-blank", "csv.header-duplicate", "csv.header-blank");
        assertThat(problems(Csv.text("x".repeat(201) + ",b\n1,2\n")))
                .extracting(Finding::code)
                .containsExactly("csv.header-name");
        assertThat(problems(Csv.text(""))).extracting(Finding::code).containsExactly("csv.empty");
        Schema schema = Schema.of(Column.of("aera", ColumnType.INT64), Column.of("b", ColumnType.vector(2)));
        assertThat(problems(Csv.text("area,b\n1,2\n").schema(schema)))
                .extracting(Finding::code)
                .containsExactly("csv.undeclared-column", "csv.no-such-column", "csv.type");
        List<Finding> typo = problems(Csv.text("area,b\n1,2\n").column("aera", ColumnType.TEXT));
        assertThat(typo.get(0).cure()).contains("area");
    }

    @Test
    void aSchemaGivesTheTableItsOrder() throws IOException {
        Schema schema = Schema.of(Column.of("b", ColumnType.INT64), Column.of("a", ColumnType.INT64));
        Columns rows = Csv.text("a,b\n1,2\n").schema(schema).read().collect();
        assertThat(rows.schema()).isEqualTo(schema);
        assertThat(rows.numbers("a")).containsExactly(1);
    }

    @Test
    void anOpenQuoteIsReportedWithTheProblemsBeforeIt() {
        List<Finding> findings = problems(Csv.text("a,b\n1\n2,\"open\n3,4\n"));
        assertThat(findings).extracting(Finding::code).containsExactly("csv.quote", "csv.missing-cell");
        assertThat(findings.get(0).place()).isEqualTo("text:3");
        assertThat(problems(Csv.text("a,b\n1,\"x\"y\n")))
                .extracting(Finding::code)
                .containsExactly("csv.quote");
    }

    @Test
    void bytesThatAreNoTextAreReportedByLine() throws IOException {
        byte[] latin = ("a,b\n" + "1,x\n".repeat(3000) + "2,gr\u00fcn\r\n3,\u00fcber\u00fc\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        List<Finding> findings = problems(Csv.stream("latin.csv", new ByteArrayInputStream(latin)));
        assertThat(findings).extracting(Finding::place).containsExactly("latin.csv:3002", "latin.csv:3003");
        assertThat(findings.get(0).message()).isEqualTo("bytes FC are no UTF-8 text");
        byte[] cut = "a\nx\u00fc".getBytes(StandardCharsets.UTF_8);
        assertThat(problems(Csv.stream("cut.csv", new ByteArrayInputStream(cut, 0, cut.length - 1))))
                .extracting(Finding::place)
                .containsExactly("cut.csv:2");
    }

    @Test
    void onlySoManyProblemsAreListedAndTheOthersCounted() {
        List<Finding> findings = problems(Csv.text("a,b\n" + "1\n".repeat(500)).maxErrors(10));
        assertThat(findings).hasSize(11);
        assertThat(findings.get(10).message()).startsWith("490 more problems");
        List<Finding> texts = problems(Csv.text("a\n" + "x\n".repeat(500)).column("a", ColumnType.INT64));
        assertThat(texts).hasSize(101);
    }

    @Test
    void missingFilesStayIoExceptionsAndMissingResourcesAreNamed() {
        assertThatThrownBy(() -> Csv.read(folder.resolve("no.csv"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Csv.resource(CsvTest.class, "no.csv")).isInstanceOf(NotFoundException.class);
    }

    // ---- quarantine ----

    @Test
    void quarantineKeepsBadRowsBesideTheGoodOnes() throws IOException {
        String rows = IntStream.range(0, 40).mapToObj(i -> i + ",y\n").collect(Collectors.joining());
        String text = "x,s\r\n" + rows + "abc,\"two\r\nlines\"\r\n\r\n1\n2,3,4\n7,end";
        CsvTable table = Csv.text(text).quarantine().read();
        assertThat(table.schema().column("x").type()).isEqualTo(ColumnType.INT64);
        assertThat(table.rowCount()).hasValue(41);
        assertThat(table.collect().rows()).isEqualTo(41);
        assertThat(table.quarantined())
                .extracting(QuarantinedRow::text)
                .containsExactly("abc,\"two\r\nlines\"", "1", "2,3,4");
        assertThat(table.quarantined()).extracting(QuarantinedRow::line).containsExactly(42L, 45L, 46L);
        assertThat(table.quarantined().get(0).findings())
                .extracting(Finding::code)
                .containsExactly("csv.not-a-number");
    }

    @Test
    void quarantineOfTheLastRowKeepsItsText() throws IOException {
        assertThat(Csv.text("a,b\n1,2\n3").quarantine().read().quarantined())
                .extracting(QuarantinedRow::text)
                .containsExactly("3");
    }

    @Test
    void aFullQuarantineFailsWithTheFirstBadRows() {
        List<Finding> findings = problems(Csv.text("a,b\n1\n2\n3\n4,5\n").quarantine(2));
        assertThat(findings)
                .extracting(Finding::code)
                .containsExactly("csv.quarantine-full", "csv.missing-cell", "csv.missing-cell");
        assertThat(findings.get(0).message()).startsWith("3 of 4 rows are bad");
    }

    // ---- changes while reading ----

    @Test
    void aFileThatChangedSinceItsSchemaWasFoundIsRefused() throws IOException {
        Path file = write("a\n1\n2\n3\n");
        CsvTable table = Csv.read(file);
        for (String changed : List.of("a\n1\n2\n4\n", "a\n1\n2\n", "a\n1\n2\n3\n4\n", "a\nx\n2\n3\n", "b\n1\n2\n3\n")) {
            Files.writeString(file, changed);
            assertThatThrownBy(table::collect)
                    .as(changed)
                    .isInstanceOf(SourceChangedException.class)
                    .hasMessageContaining("data.csv");
        }
        Files.writeString(file, "a\n1\n2\n3\n");
        assertThat(table.collect().rows()).isEqualTo(3);
        Files.delete(file);
        assertThatThrownBy(table::collect).isInstanceOf(StorageException.class);
    }

    private static List<Finding> problems(Csv csv) {
        InvalidInputException all = catchThrowableOfType(InvalidInputException.class, csv::read);
        assertThat(all).as("problems").isNotNull();
        return all.findings();
    }

    private static ColumnType typeOf(String rows) throws IOException {
        return Csv.text("v\n" + rows).read().schema().column("v").type();
    }

    private static List<String> texts(Columns rows, String column) {
        return IntStream.range(0, rows.rows())
                .mapToObj(row -> (String) rows.value(row, column))
                .toList();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }
}
