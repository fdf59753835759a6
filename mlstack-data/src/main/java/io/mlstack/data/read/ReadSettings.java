package io.mlstack.data.read;

import io.mlstack.api.progress.Progress;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be said about any file that is read: its columns, what means missing, and what becomes of bad rows. Collects
 * settings until the file is read; not thread-safe.
 *
 * @param <S> the reader itself
 */
public abstract sealed class ReadSettings<S extends ReadSettings<S>> permits Csv, JsonLines {

    private static final int DEFAULT_QUARANTINE = 10_000;

    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, ColumnType> types = new LinkedHashMap<>();
    private final Set<String> missing = new LinkedHashSet<>();
    private @Nullable Schema schema;
    private int maxErrors = 100;
    private int maxQuarantined;
    private Progress progress = Progress.none();

    ReadSettings() {}

    abstract S self();

    /**
     * All columns, matched by name; the table has their order. Nothing is inferred, and a column of the file that is not
     * declared is a problem.
     */
    public S schema(Schema declared) {
        schema = declared;
        return self();
    }

    /** The type of one column; whether values may be missing is inferred, and so are the other columns. */
    public S column(String name, ColumnType type) {
        types.put(name, type);
        return self();
    }

    /** One column in full, with its description and whether values may be missing. */
    public S column(Column declared) {
        columns.put(declared.name(), declared);
        return self();
    }

    /** Adds spellings that mean a missing value in every column, such as {@code NA}. */
    public S missing(String... spellings) {
        missing.addAll(List.of(spellings));
        return self();
    }

    /**
     * How many problems are reported before the rest is only counted; 100 unless stated.
     *
     * @throws IllegalArgumentException if {@code most} is below 1
     */
    public S maxErrors(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("at least 1 error must be reported, got " + most);
        }
        maxErrors = most;
        return self();
    }

    /** Sets bad rows aside, at most {@value #DEFAULT_QUARANTINE}; see {@link #quarantine(int)}. */
    public S quarantine() {
        return quarantine(DEFAULT_QUARANTINE);
    }

    /**
     * Sets rows with problems aside, where {@link ReadTable#quarantined()} has them with text and findings, and reads the
     * others. Problems of the file as a whole (header, encoding, an open quote) still fail.
     *
     * @param most bad rows that may be set aside; with more, reading fails
     * @throws IllegalArgumentException if {@code most} is below 1
     */
    public S quarantine(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a quarantine holds at least 1 row, got " + most);
        }
        maxQuarantined = most;
        return self();
    }

    /** Who hears, in bytes, how far each pass over the file is; nobody unless stated. */
    public S progress(Progress listener) {
        progress = listener;
        return self();
    }

    ReadOptions options() {
        return new ReadOptions(
                Optional.ofNullable(schema),
                Map.copyOf(columns),
                Map.copyOf(types),
                Set.copyOf(missing),
                maxErrors,
                maxQuarantined,
                progress);
    }
}
