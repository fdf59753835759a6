package io.mlstack.data.read;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;

/** One reading of a file from the first to the last row. */
final class CsvPass implements AutoCloseable {

    private static final String LINE_OF_RECORD = "(record starting at line ";

    private final CsvSource source;
    private final CsvOptions options;
    private final CheckedInputStream bytes;
    private final CsvReader<CsvRow> reader;
    private final CloseableIterator<CsvRow> rows;

    private CsvPass(CsvSource source, CsvOptions options, CheckedInputStream bytes, Reader text) {
        this.source = source;
        this.options = options;
        this.bytes = bytes;
        this.reader = CsvReader.builder()
                .fieldSeparator(options.separator())
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .build(new CsvRow.Filler(options.trimmed()), text);
        this.rows = reader.iterator();
    }

    static CsvPass open(CsvSource source, CsvOptions options) throws IOException {
        InputStream opened = source.open();
        try {
            CheckedInputStream bytes = new CheckedInputStream(opened, new CRC32C());
            PushbackInputStream marked = Bom.over(bytes);
            Charset charset = Bom.skip(marked, options.charset());
            Reader text = new InputStreamReader(
                    marked,
                    charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT));
            return new CsvPass(source, options, bytes, text);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** The next row with a cell in it, as {@link #next()}. */
    @Nullable
    CsvRow nextFilled() throws IOException {
        CsvRow row = next();
        while (row != null && row.size() == 0) {
            row = next();
        }
        return row;
    }

    /** The next row of data: empty lines are skipped, unless there is only one column, where they are missing values. */
    @Nullable
    CsvRow next(int width) throws IOException {
        if (width > 1) {
            return nextFilled();
        }
        CsvRow row = next();
        if (row != null && row.size() == 0) {
            row.becomeOneEmptyCell();
        }
        return row;
    }

    /**
     * The next row, which the call after this one overwrites; null at the end.
     *
     * @throws InvalidInputException if the rest cannot be cut into rows: a quote is wrong, bytes are not text
     */
    private @Nullable CsvRow next() throws IOException {
        try {
            return rows.hasNext() ? rows.next() : null;
        } catch (CsvParseException e) {
            throw new InvalidInputException(broken(e), e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new InvalidInputException(BadBytes.find(source, options));
            }
            throw e.getCause();
        }
    }

    /** CRC-32C of the bytes so far; of the file when {@link #next} has returned null. */
    long checksum() {
        return bytes.getChecksum().getValue();
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
