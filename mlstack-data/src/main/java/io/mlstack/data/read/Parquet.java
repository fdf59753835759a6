package io.mlstack.data.read;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.progress.Progress;
import io.mlstack.api.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Reads and writes Parquet files, without Hadoop.
 *
 * <pre>{@code
 * Table trips = Parquet.read(Path.of("trips.parquet"));
 * Parquet.write(table, Path.of("out.parquet"));
 * }</pre>
 *
 * <p>Needs {@code blue.strategic.parquet:parquet-floor} and {@code org.slf4j:slf4j-api} on the class path, which mlstack does
 * not bring along; without them every method says so.
 *
 * <p><b>Types.</b> Booleans, integers of up to 64 bits, floats, decimals of up to 18 digits, texts, enums, json, dates, uuids (as
 * text) and bytes are what they are; unsigned integers of 32 bits are int64. Timestamps in UTC are timestamps; local ones are
 * no moments and stay text (ISO 8601); the old INT96 is taken for UTC. Lists of those are lists. All else is refused by
 * name, all columns at once: structs, maps, lists of lists, times, intervals, half floats, larger decimals, unsigned 64 bits.
 * A file that {@link #write} wrote has its schema with it, so that categories, vectors, tensors and descriptions come back.
 *
 * <p><b>Compression.</b> Snappy, zstd, gzip, lz4 (both framings) and none are read; others are refused by name.
 *
 * <p><b>Strange files.</b> A file is a program for its reader, so each block is decoded in a thread of its own under a time limit;
 * whatever goes wrong there is a {@link io.mlstack.api.error.CorruptDataException}.
 *
 * <p>The object collects settings until {@link #read()}; not thread-safe.
 */
public final class Parquet {

    /** A class of each artifact, by name, because this one must load without them. */
    private static final Map<String, String> ARTIFACTS = Map.of(
            "blue.strategic.parquet.ParquetReader", "blue.strategic.parquet:parquet-floor:2.3",
            "org.slf4j.LoggerFactory", "org.slf4j:slf4j-api");

    private static final Duration DEFAULT_LIMIT = Duration.ofMinutes(1);

    private final Path path;
    private Duration limit = DEFAULT_LIMIT;
    private Progress progress = Progress.none();

    private Parquet(Path path) {
        this.path = path;
    }

    /**
     * Reads a file.
     *
     * @throws IOException if the file cannot be read
     * @throws NotFoundException if the library is not there
     * @throws io.mlstack.api.error.InvalidInputException with every column that cannot be read
     * @throws io.mlstack.api.error.CorruptDataException if it is no Parquet file
     */
    public static ParquetTable read(Path path) throws IOException {
        return file(path).read();
    }

    /** A file to be read; nothing is opened yet. */
    public static Parquet file(Path path) {
        return new Parquet(path);
    }

    /**
     * How long one block may take, one minute unless stated.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Parquet timeLimit(Duration longest) {
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("a block takes some time, got a limit of " + longest);
        }
        limit = longest;
        return this;
    }

    /** Who hears, in rows, how far each pass over the file is; nobody unless stated. */
    public Parquet progress(Progress listener) {
        progress = listener;
        return this;
    }

    /**
     * Reads the schema of the file; see {@link #read(Path)}.
     *
     * @return a table that reads the file on each pass
     * @throws IOException if the file cannot be read
     */
    public ParquetTable read() throws IOException {
        requireLibrary();
        return ParquetTable.open(path, limit, progress);
    }

    /**
     * Writes a table, compressed with Snappy, with its schema in the footer. Read again, the file gives equal columns.
     *
     * <p>Category and enum are texts, vectors and tensors lists of floats, timestamps are in UTC to the microsecond, so that
     * others can read them. The rows go to a file beside {@code path} which then takes its place, so that a failure leaves
     * what was there.
     *
     * @return the number of rows
     * @throws IOException if the file cannot be written
     * @throws NotFoundException if the library is not there
     * @throws io.mlstack.api.error.InvalidInputException with every column of lists whose elements are lists, vectors or
     *     tensors, which cannot be written
     */
    public static long write(Table table, Path path) throws IOException {
        requireLibrary();
        return ParquetWriting.write(table, path);
    }

    /** The library logs through SLF4J without bringing it along. */
    private static void requireLibrary() {
        Findings findings = Findings.collect();
        ARTIFACTS.forEach((type, artifact) -> {
            try {
                Class.forName(type, false, Parquet.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                findings.add(
                        "parquet.absent",
                        "class path",
                        "Parquet cannot be read and written without " + artifact,
                        "add that dependency");
            }
        });
        findings.throwIfAny(NotFoundException::new);
    }
}
