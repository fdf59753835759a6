package io.mlstack.data.read;

import io.mlstack.api.progress.Progress;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The rows of a Parquet file; made by {@link Parquet#read()}. Holds the schema and no row: each {@link #blocks()} reads the
 * file again, one row group in memory at a time. Immutable; several passes may run at the same time.
 */
public final class ParquetTable implements Table {

    private final Path path;
    private final Duration limit;
    private final Progress progress;
    private final Schema schema;
    private final long rows;

    private ParquetTable(Path path, Duration limit, Progress progress, Schema schema, long rows) {
        this.path = path;
        this.limit = limit;
        this.progress = progress;
        this.schema = schema;
        this.rows = rows;
    }

    static ParquetTable open(Path path, Duration limit, Progress progress) throws IOException {
        Files.size(path); // an absent file is an IOException, and no broken one
        try (ParquetPass pass = new ParquetPass(path, limit, Progress.none())) {
            return new ParquetTable(path, limit, progress, pass.schema(), pass.rows());
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    /** Number of rows, as the footer of the file says. */
    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(rows);
    }

    /**
     * Starts a pass over the rows; the caller closes it. {@link Blocks#next()} throws
     * {@link io.mlstack.api.error.InvalidInputException} with the values of its block that do not fit.
     *
     * @throws io.mlstack.api.error.CorruptDataException if the file is broken, or takes longer than the time limit; so does
     *     {@link Blocks#next()}
     * @throws SourceChangedException if the schema or the number of rows is not what it was
     */
    @Override
    public Blocks blocks() {
        ParquetPass pass = new ParquetPass(path, limit, progress);
        if (!pass.schema().equals(schema) || pass.rows() != rows) {
            pass.close();
            throw Source.file("parquet", path).changed();
        }
        return pass;
    }

    /** {@code trips.parquet: 1000 rows x 5 columns: ...}. */
    @Override
    public String toString() {
        return path.getFileName() + ": " + rows + " rows x " + schema;
    }
}
