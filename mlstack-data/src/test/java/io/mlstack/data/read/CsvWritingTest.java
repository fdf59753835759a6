package io.mlstack.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvWritingTest {

    private static final Schema ALL = Schema.of(
            Column.of("b", ColumnType.BOOLEAN).asNullable(),
            Column.of("i", ColumnType.INT32).asNullable(),
            Column.of("j", ColumnType.INT64).asNullable(),
            Column.of("f", ColumnType.FLOAT32).asNullable(),
            Column.of("g", ColumnType.FLOAT64).asNullable(),
            Column.of("d", ColumnType.decimal(9, 3)).asNullable(),
            Column.of("c", ColumnType.category("", "x,y", "z")).asNullable(),
            Column.of("t", ColumnType.DATE).asNullable(),
            Column.of("m", ColumnType.TIMESTAMP).asNullable(),
            Column.of("s \"quoted\",\nname".replace("\n", ""), ColumnType.TEXT).asNullable());

    @TempDir
    Path folder;

    @Property(tries = 200)
    void whatWasWrittenIsReadBackEqual(@ForAll("rows") List<Object[]> rows) throws IOException {
        Columns.Builder builder = Columns.builder(ALL);
        rows.forEach(builder::row);
        Columns table = builder.build();
        Path file = Files.createTempFile("written", ".csv");
        try {
            assertThat(Csv.write(table, file)).isEqualTo(rows.size());
            assertThat(Csv.file(file).schema(ALL).read().collect()).isEqualTo(table);
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 100)
    void oneColumnOfTextsIsReadBackEqual(@ForAll List<String> texts) throws IOException {
        Schema schema = Schema.of(Column.of("s", ColumnType.TEXT).asNullable());
        Columns.Builder builder = Columns.builder(schema);
        texts.stream().map(CsvWritingTest::withoutHalves).forEach(builder::row);
        builder.row((Object) null);
        Path file = Files.createTempFile("written", ".csv");
        try {
            Csv.write(builder.build(), file);
            assertThat(Csv.file(file).schema(schema).read().collect()).isEqualTo(builder.build());
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void theFileIsReplacedAtTheEndAndAFailureLeavesTheOldOne() throws IOException {
        Path file = folder.resolve("out.csv");
        Schema schema = Schema.of(Column.of("v", ColumnType.vector(2)), Column.of("w", ColumnType.BLOB));
        Csv.write(Samples.iris(), file);
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> Csv.write(Columns.builder(schema).build(), file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("column v")
                .hasMessageContaining("column w");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(folder).isDirectoryContaining(f -> f.endsWith("out.csv"));
        try (java.util.stream.Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void samplesAreWrittenAsTheyWereRead() throws IOException {
        Path written = folder.resolve("written.csv");
        Path shipped = folder.resolve("shipped.csv");
        Csv.write(Samples.biopsies(), written);
        Samples.copyBiopsies(shipped);
        assertThat(Files.readString(written)).isEqualTo(Files.readString(shipped));
    }

    @Provide
    Arbitrary<List<Object[]>> rows() {
        Arbitrary<Object> texts = Arbitraries.oneOf(
                        Arbitraries.of(
                                "", "\"", "a,b", "\r\n", "\n", "\r", " ", "#", "'", "NA", "\uD83D\uDE00", "\u0000"),
                        Arbitraries.strings().ofMaxLength(6).map(CsvWritingTest::withoutHalves))
                .asGeneric();
        Arbitrary<Object> decimals = Arbitraries.integers()
                .between(-999_999_999, 999_999_999)
                .map(n -> BigDecimal.valueOf(n, 3))
                .asGeneric();
        List<Arbitrary<Object>> columns = List.of(
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.oneOf(
                                Arbitraries.floats(),
                                Arbitraries.of(-0f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE))
                        .asGeneric(),
                Arbitraries.oneOf(
                                Arbitraries.doubles(),
                                Arbitraries.of(-0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 0.1))
                        .asGeneric(),
                decimals,
                Arbitraries.of("", "x,y", "z").asGeneric(),
                Arbitraries.longs()
                        .between(-1_000_000, 4_000_000)
                        .map(LocalDate::ofEpochDay)
                        .asGeneric(),
                Arbitraries.longs()
                        .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
                        .asGeneric(),
                texts);
        List<Arbitrary<Object>> nullable =
                columns.stream().map(c -> c.injectNull(0.15)).toList();
        return net.jqwik.api.Combinators.combine(nullable)
                .as(List::toArray)
                .list()
                .ofMaxSize(12);
    }

    /** Half a surrogate pair has no UTF-8 form. */
    private static String withoutHalves(String text) {
        StringBuilder whole = new StringBuilder();
        text.codePoints().filter(c -> c < 0xD800 || c > 0xDFFF).forEach(whole::appendCodePoint);
        return whole.toString();
    }
}
