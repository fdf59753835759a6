package io.mlstack.data.read;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One reading of a CSV file from the first to the last row. */
final class CsvPass implements RowPass {

    private static final String LINE_OF_RECORD = "(record starting at line ";

    private final CsvFormat format;
    private final Source source;
    private final SourceBytes bytes;
    private final CsvReader<Row> reader;
    private final CloseableIterator<Row> rows;
    private List<Field> fields = List.of();
    private List<String> names = List.of();
    private @Nullable Row held;

    private CsvPass(CsvFormat format, SourceBytes bytes, Reader text) {
        this.format = format;
        this.source = format.source();
        this.bytes = bytes;
        this.reader = CsvReader.builder()
                .fieldSeparator(format.csv().separator())
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .build(new CsvFiller(format.csv().trimmed()), text);
        this.rows = reader.iterator();
    }

    /** A pass that takes its columns from the first row. */
    static CsvPass discover(CsvFormat format) throws IOException {
        return started(format, pass -> {
            Row first = pass.nextFilled();
            pass.over(CsvHeader.fields(format, first));
            pass.held = format.csv().hasHeader() ? null : first;
        });
    }

    /** A pass over columns that are known. */
    static CsvPass open(CsvFormat format, List<Field> fields) throws IOException {
        return started(format, pass -> {
            pass.over(fields);
            if (format.csv().hasHeader()) {
                pass.nextFilled();
            }
        });
    }

    private interface Start {
        void with(CsvPass pass) throws IOException;
    }

    private static CsvPass started(CsvFormat format, Start start) throws IOException {
        SourceBytes bytes = SourceBytes.open(format.source(), format.options().progress());
        try {
            PushbackInputStream marked = Bom.over(bytes);
            Charset charset = Bom.skip(marked, format.csv().charset());
            CsvPass pass = new CsvPass(
                    format,
                    bytes,
                    new InputStreamReader(
                            marked,
                            charset.newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
            start.with(pass);
            return pass;
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private void over(List<Field> known) {
        fields = known;
        String[] byCell = new String[known.size()];
        known.forEach(field -> byCell[field.cell()] = field.column().name());
        names = List.of(byCell);
    }

    @Override
    public List<Field> fields() {
        return fields;
    }

    private @Nullable Row nextFilled() throws IOException {
        Row row = nextLine();
        while (row != null && row.size() == 0) {
            row = nextLine();
        }
        return row;
    }

    /** The next row of data: empty lines are skipped, unless there is only one column, where they are missing values. */
    @Override
    public @Nullable Row next() throws IOException {
        Row row = held;
        held = null;
        if (row == null) {
            row = names.size() > 1 ? nextFilled() : nextLine();
        }
        if (row == null) {
            return null;
        }
        if (row.size() == 0) {
            row.add(row.chars, 0, 0, Row.Form.PLAIN);
        }
        if (row.size() != names.size()) {
            row.breakWith(row.size() < names.size() ? tooFew(row) : tooMany(row));
        }
        return row;
    }

    private Finding tooFew(Row row) {
        int absent = names.size() - row.size();
        return new Finding(
                "csv.missing-cell",
                source.cell(row.line(), names.get(row.size())),
                "row has " + row.size() + " of " + names.size() + " cells; " + absent
                        + (absent == 1 ? " cell is" : " cells are") + " missing at or before this column",
                "add the cell, empty where the value is unknown");
    }

    private Finding tooMany(Row row) {
        boolean hidesText = fields.stream().anyMatch(field -> field.column().personal());
        return new Finding(
                "csv.extra-cell",
                source.cell(row.line(), names.get(names.size() - 1)),
                "row has " + row.size() + " cells where the header has " + names.size()
                        + (hidesText ? "" : "; beyond this column stands " + Spelling.quote(row.text(names.size()))),
                "delete the extra cell, or quote the cell that contains the separator");
    }

    /**
     * The next row, which the call after this one overwrites; null at the end.
     *
     * @throws InvalidInputException if the rest cannot be cut into rows: a quote is wrong, bytes are not text
     */
    private @Nullable Row nextLine() throws IOException {
        try {
            return rows.hasNext() ? rows.next() : null;
        } catch (CsvParseException e) {
            throw new InvalidInputException(broken(e), e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new InvalidInputException(BadBytes.find(
                        source, format.csv().charset(), format.options().maxErrors()));
            }
            throw e.getCause();
        }
    }

    @Override
    public long checksum() {
        return bytes.checksum();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private Finding broken(CsvParseException e) {
        String why = String.valueOf(e.getMessage());
        int at = why.indexOf(LINE_OF_RECORD);
        if (at < 0) {
            return new Finding(
                    "csv.broken",
                    source.name(),
                    why + (e.getCause() == null ? "" : ": " + e.getCause().getMessage()),
                    "mend the file from this row on");
        }
        String line = why.substring(at + LINE_OF_RECORD.length(), why.length() - 1);
        return new Finding(
                "csv.quote",
                source.name() + ":" + line,
                why.substring(0, at).strip() + " in the row that starts here",
                "close each quoted cell and double the quotes inside it, as RFC 4180 says; what follows was not read");
    }
}
