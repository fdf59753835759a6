package io.mlstack.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.mlstack.api.error.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a file holds, it is read or refused with findings; nothing is lost between good and bad rows. */
class CsvAnyTextTest {

    @Property(tries = 1000)
    void anyTextIsReadOrRefused(@ForAll("texts") String text) throws IOException {
        try {
            CsvTable table = Csv.text(text).read();
            assertThat(table.rowCount()).hasValue(table.collect().rows());
            assertThat(table.inference().toString() + table.inference().html()).isNotEmpty();
        } catch (InvalidInputException refused) {
            assertThat(refused.findings()).isNotEmpty();
        }
    }

    @Property(tries = 1000)
    void everyRowIsGoodOrInQuarantine(@ForAll("texts") String text) throws IOException {
        CsvTable table;
        try {
            table = Csv.text(text).quarantine().read();
        } catch (InvalidInputException refused) {
            assertThat(refused.findings()).isNotEmpty();
            return;
        }
        assertThat(table.collect().rows()).isEqualTo((int) table.rowCount().orElseThrow());
        assertThat(table.collect().rows() + table.quarantined().size()).isEqualTo(records(text) - 1);
        assertThat(table.quarantined()).allSatisfy(row -> {
            assertThat(text).contains(row.text());
            assertThat(records(row.text())).isEqualTo(1);
            assertThat(row.findings()).isNotEmpty();
        });
    }

    private static int records(String text) {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            return (int) reader.stream().count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property(tries = 500)
    void anyBytesAreReadOrRefused(@ForAll byte[] bytes) throws IOException {
        try {
            CsvTable table =
                    Csv.stream("bytes", new ByteArrayInputStream(bytes)).read();
            assertThat(table.rowCount()).hasValue(table.collect().rows());
        } catch (InvalidInputException refused) {
            assertThat(refused.findings()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                ",",
                ",",
                ",",
                "\n",
                "\n",
                "\n",
                "\r",
                "\r\n",
                "\"",
                "\"\"",
                "\"x,\ny\"",
                "1",
                "-2.5",
                "007",
                "abc",
                "NA",
                "true",
                "2024-02-29",
                "2024-02-29T00:00:00Z",
                " ",
                "\u00fc",
                "1e999",
                "99999999999999999999",
                "");
        return pieces.list().ofMaxSize(60).map(list -> "a,b\n" + String.join("", list));
    }
}
