package io.mlstack.data.read;

import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads and writes comma-separated files (RFC 4180).
 *
 * <p>A file is read twice: once to find a type for each column from all rows and to find every problem, then, as often as
 * wanted, to hand out the rows. {@link CsvTable#inference()} says why each column became what it became.
 *
 * <pre>{@code
 * CsvTable biopsies = Csv.read(Path.of("biopsies.csv"));
 * CsvTable prices = Csv.file(Path.of("prices.csv")).separator(';').missing("NA", "?").column("zip", ColumnType.TEXT).read();
 * }</pre>
 *
 * <p><b>Types.</b> A column is int64 if all values are whole numbers (there is one width, so that a larger number tomorrow
 * does not change the schema), float64 if all are decimal numbers, date or timestamp (with Z or an offset) in ISO 8601,
 * boolean if all are true or false, category if there are at most 64 texts and a tenth as many as rows, else text. Nothing is
 * guessed away: {@code 007}, {@code +49}, {@code NaN}, {@code 1,5} and numbers too long for 64 bits are no numbers unless
 * the column was declared as one, and a moment without a time zone stays text.
 *
 * <p><b>Missing values.</b> An empty cell is missing, and so are the spellings given to {@link #missing}. In a column that
 * was declared as text, a quoted empty cell is an empty text. A column in which a value is missing is nullable unless it
 * was declared in full. An empty line is skipped, or a missing value where the file has one column.
 *
 * <p><b>Problems.</b> All of them are reported at once with file, line, column and text: rows with too few or too many cells,
 * values that do not fit a declared column, and text in a column where at least 95 of 100 (and 20) values, or all but {@code NA}
 * and the like, are numbers, dates or moments: such a column is not turned into text behind anyone's back. The line is
 * that in which the row starts. With {@link #quarantine()} bad rows are set aside instead.
 *
 * <p>The object collects settings until {@link #read()}; not thread-safe.
 */
public final class Csv extends ReadSettings<Csv> {

    private static final String KIND = "csv";

    private final Source source;
    private char separator = ',';
    private Charset charset = StandardCharsets.UTF_8;
    private boolean hasHeader = true;
    private List<String> names = List.of();
    private boolean trimmed;

    private Csv(Source source) {
        this.source = source;
    }

    @Override
    Csv self() {
        return this;
    }

    /**
     * Reads a file with a header row in UTF-8, commas between the cells, and types that are inferred.
     *
     * @throws IOException if the file cannot be read
     * @throws io.mlstack.api.error.InvalidInputException with all problems of the file
     */
    public static CsvTable read(Path path) throws IOException {
        return file(path).read();
    }

    /** A file to be read; nothing is opened yet. */
    public static Csv file(Path path) {
        return new Csv(Source.file(KIND, path));
    }

    /**
     * A resource of the class path, found as {@link Class#getResource} finds it.
     *
     * @throws NotFoundException if there is no such resource
     */
    public static Csv resource(Class<?> anchor, String name) {
        return new Csv(Source.resource(KIND, anchor, name));
    }

    /**
     * All bytes of a stream, which are kept in memory because they are read more than once.
     *
     * @param name stands for the file in findings
     * @param in read to its end here; not closed
     * @throws IOException if the stream cannot be read
     */
    public static Csv stream(String name, InputStream in) throws IOException {
        return new Csv(Source.bytes(KIND, name, in.readAllBytes()));
    }

    /**
     * Bytes that can be opened again and again.
     *
     * @param name stands for the file in findings
     */
    public static Csv source(String name, Opener opener) {
        return new Csv(Source.of(KIND, name, opener));
    }

    /** A text in memory, named {@code text} in findings. */
    public static Csv text(String text) {
        return new Csv(Source.text(KIND, text));
    }

    /** The character between two cells; a comma unless stated. */
    public Csv separator(char between) {
        separator = between;
        return this;
    }

    /** The encoding of the file; UTF-8 unless stated. A byte order mark in the file overrules it. */
    public Csv charset(Charset encoding) {
        charset = encoding;
        return this;
    }

    /** The first row is data already; columns get these names, or {@code column_1}, {@code column_2}, ... without any. */
    public Csv withoutHeader(String... columnNames) {
        hasHeader = false;
        names = List.of(columnNames);
        return this;
    }

    /** Removes blanks around names and cells that are not quoted. */
    public Csv trimmed() {
        trimmed = true;
        return this;
    }

    /**
     * Reads the whole file once to find its types and problems.
     *
     * @return a table that reads the file again on each pass
     * @throws IOException if the file cannot be read
     * @throws io.mlstack.api.error.InvalidInputException with all problems of the file by line, the first
     *     {@link #maxErrors} of them and the number of the others
     * @throws SourceChangedException if the file changes in between
     */
    public CsvTable read() throws IOException {
        CsvOptions csv = new CsvOptions(separator, charset, hasHeader, names, trimmed);
        return new CsvTable(Profiler.profile(new CsvFormat(source, csv, options())));
    }

    /**
     * Writes a table with a header row in UTF-8. Read with the same schema, the file gives equal columns; numbers have the
     * fewest digits that read back to the same value.
     *
     * <p>The rows go to a file beside {@code path} which then takes its place, so that a failure leaves what was there.
     *
     * @return the number of rows
     * @throws IOException if the file cannot be written
     * @throws io.mlstack.api.error.InvalidInputException with every column whose type has no text form (vector, tensor,
     *     blob, list); nothing is written
     */
    public static long write(Table table, Path path) throws IOException {
        return FileAside.write(path, out -> CsvWriting.write(table, out));
    }
}
