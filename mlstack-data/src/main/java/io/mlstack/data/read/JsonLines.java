package io.mlstack.data.read;

import io.mlstack.api.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Reads and writes JSON Lines: one JSON object (RFC 8259) a line, in UTF-8.
 *
 * <p>A file is read twice: once to find its columns, a type for each from all rows, and every problem, then, as often as
 * wanted, to hand out the rows. {@link ReadTable#inference()} says why each column became what it became.
 *
 * <pre>{@code
 * ReadTable events = JsonLines.read(Path.of("events.jsonl"));
 * ReadTable pets = JsonLines.file(Path.of("pets.jsonl")).column("id", ColumnType.TEXT).quarantine().read();
 * }</pre>
 *
 * <p><b>Columns.</b> Each key is a column, in the order in which keys are first seen. A key that a row lacks, and
 * {@code null}, is a missing value; an empty text is a value. With {@link #schema} a key outside it is a problem, unless
 * {@link #ignoringUnknownKeys()}.
 *
 * <p><b>Types.</b> As {@link Csv} has them, but a JSON text is never taken for a number or a truth value: {@code "001"} stays
 * text. Numbers are int64 if all are whole, else float64; whole numbers that neither type holds to the digit make a column
 * of text, with all their digits. Texts are dates, moments, a category or text. Arrays of numbers, all of one length, are a
 * vector (float32) if it holds their whole numbers; other arrays of numbers, texts or truth values are lists. Objects,
 * arrays of anything else, and values of several kinds are a json column: unlike columns of their own for nested keys, it
 * loses nothing, has no collisions of names, and no wider table tomorrow; white space is not kept.
 *
 * <p><b>Declared columns</b> take numbers and truth values as texts, and texts that spell a number, a truth value, or
 * {@code NaN}, {@code Infinity} and {@code -Infinity}. A blob is a text in Base64.
 *
 * <p><b>Problems.</b> All of them are reported at once, as {@link Csv} does: lines that are no object, keys that stand twice in
 * one object, bytes that are no UTF-8, values that do not fit, values nested or lines longer than the limits. A problem stays
 * in its line: with {@link #quarantine()} that line is set aside and the others are read. Lines end with LF, CR LF or CR;
 * blank lines are skipped, and so is a byte order mark.
 */
public final class JsonLines extends ReadSettings<JsonLines> {

    private static final String KIND = "json";
    private static final int DEFAULT_LINE = 64 << 20;
    private static final int DEFAULT_DEPTH = 64;

    private final Source source;
    private boolean ignoresUnknownKeys;
    private int maxLineBytes = DEFAULT_LINE;
    private int maxDepth = DEFAULT_DEPTH;

    private JsonLines(Source source) {
        this.source = source;
    }

    @Override
    JsonLines self() {
        return this;
    }

    /**
     * Reads a file with columns and types that are inferred.
     *
     * @throws IOException if the file cannot be read
     * @throws io.mlstack.api.error.InvalidInputException with all problems of the file
     */
    public static ReadTable read(Path path) throws IOException {
        return file(path).read();
    }

    /** A file to be read; nothing is opened yet. */
    public static JsonLines file(Path path) {
        return new JsonLines(Source.file(KIND, path));
    }

    /**
     * A resource of the class path, found as {@link Class#getResource} finds it.
     *
     * @throws io.mlstack.api.error.NotFoundException if there is no such resource
     */
    public static JsonLines resource(Class<?> anchor, String name) {
        return new JsonLines(Source.resource(KIND, anchor, name));
    }

    /**
     * All bytes of a stream, which are kept in memory because they are read more than once.
     *
     * @param name stands for the file in findings
     * @param in read to its end here; not closed
     * @throws IOException if the stream cannot be read
     */
    public static JsonLines stream(String name, InputStream in) throws IOException {
        return new JsonLines(Source.bytes(KIND, name, in.readAllBytes()));
    }

    /**
     * Bytes that can be opened again and again.
     *
     * @param name stands for the file in findings
     */
    public static JsonLines source(String name, Opener opener) {
        return new JsonLines(Source.of(KIND, name, opener));
    }

    /** A text in memory, named {@code text} in findings. */
    public static JsonLines text(String text) {
        return new JsonLines(Source.text(KIND, text));
    }

    /** Passes over keys that are not in the declared {@link #schema}, nested values included. */
    public JsonLines ignoringUnknownKeys() {
        ignoresUnknownKeys = true;
        return this;
    }

    /**
     * The longest line that is read, in bytes; 64 MiB unless stated. A line is held in memory.
     *
     * @throws IllegalArgumentException if {@code most} is below 1
     */
    public JsonLines maxLineBytes(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a line has at least 1 byte, got a limit of " + most);
        }
        maxLineBytes = most;
        return this;
    }

    /**
     * How deep values may be nested, the object of the row included; 64 unless stated.
     *
     * @throws IllegalArgumentException if {@code most} is below 1
     */
    public JsonLines maxDepth(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a row is 1 level deep itself, got a limit of " + most);
        }
        maxDepth = most;
        return this;
    }

    /**
     * Reads the whole file once to find its columns, types and problems.
     *
     * @return a table that reads the file again on each pass
     * @throws IOException if the file cannot be read
     * @throws io.mlstack.api.error.InvalidInputException with all problems of the file by line, the first
     *     {@link #maxErrors} of them and the number of the others
     * @throws SourceChangedException if the file changes in between
     */
    public ReadTable read() throws IOException {
        JsonOptions json = new JsonOptions(ignoresUnknownKeys, maxLineBytes, maxDepth);
        return new ReadTable(Profiler.profile(JsonFormat.of(source, json, options())));
    }

    /**
     * Writes a table, one object a line with a key for each column; {@code null} is a missing value. Read with the same
     * schema, the file gives equal columns, but for white space in json columns, whose
     * {@code null} comes back as a missing value. Numbers have the fewest digits that read
     * back to the same value; {@code NaN}, {@code Infinity} and {@code -Infinity} are texts, and so are dates, moments and
     * blobs (Base64); vectors and tensors are arrays.
     *
     * <p>The rows go to a file beside {@code path} which then takes its place, so that a failure leaves what was there.
     *
     * @return the number of rows
     * @throws IOException if the file cannot be written
     * @throws io.mlstack.api.error.InvalidInputException if a value of a json column is no JSON
     */
    public static long write(Table table, Path path) throws IOException {
        return FileAside.write(path, out -> JsonWriting.write(table, out));
    }
}
