package io.mlstack.data.read;

import io.mlstack.api.error.StorageException;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file in the types of its schema; made by {@link Csv#read()} and {@link JsonLines#read()}.
 *
 * <p>Holds the schema and not the rows: each {@link #blocks()} reads the file again, in blocks of up to {@value #BLOCK_ROWS}
 * rows. Immutable; several passes may run at the same time.
 */
public sealed class ReadTable implements Table permits CsvTable {

    private static final int BLOCK_ROWS = 8192;

    private final Layout layout;
    private final Inference inference;
    private final long rows;
    private final List<QuarantinedRow> quarantined;

    ReadTable(Profiler.Profile profile) {
        this.layout = profile.layout();
        this.inference = profile.inference();
        this.rows = profile.sifted().goodRows();
        this.quarantined = profile.sifted().badRows();
    }

    @Override
    public Schema schema() {
        return layout.schema();
    }

    /** Number of rows that fit the schema; always known. */
    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(rows);
    }

    /** Why each column became what it became. */
    public Inference inference() {
        return inference;
    }

    /** The rows that were set aside, in the order of the file; empty unless {@link ReadSettings#quarantine()} was asked for. */
    public List<QuarantinedRow> quarantined() {
        return quarantined;
    }

    /**
     * Starts a pass over the rows; the caller closes it.
     *
     * <p>The last call of {@link Blocks#next()} compares a checksum of the whole file: when the file was changed after its
     * schema was found, it throws {@link SourceChangedException} instead of returning null.
     *
     * @throws StorageException if the file cannot be opened
     */
    @Override
    public Blocks blocks() {
        try {
            return new Pass(layout, layout.open(), rows);
        } catch (IOException e) {
            throw layout.source().unreadable(e);
        }
    }

    /** {@code biopsies.csv: 569 rows x 32 columns: id: int64; ...}. */
    @Override
    public String toString() {
        String aside = quarantined.isEmpty() ? "" : " (" + quarantined.size() + " rows in quarantine)";
        return layout.source().name() + ": " + rows + " rows x " + schema() + aside;
    }

    /** The reasons of the schema as a table for notebooks. */
    public String html() {
        return inference.html();
    }

    private static final class Pass implements Blocks {
        private final Layout layout;
        private final RowPass pass;
        private final RowDecoder decoder;
        private final long expected;
        private long delivered;
        private boolean isAtEnd;

        Pass(Layout layout, RowPass pass, long expected) {
            this.layout = layout;
            this.pass = pass;
            this.decoder = layout.decoder();
            this.expected = expected;
        }

        @Override
        public @Nullable Columns next() {
            Columns.Builder block = Columns.builder(layout.schema());
            try {
                int rows = 0;
                while (!isAtEnd && rows < BLOCK_ROWS) {
                    rows += readInto(block);
                }
                delivered += rows;
                if (isAtEnd && (delivered != expected || pass.checksum() != layout.checksum())) {
                    throw layout.source().changed();
                }
                return rows == 0 ? null : block.build();
            } catch (IOException e) {
                throw layout.source().unreadable(e);
            }
        }

        private int readInto(Columns.Builder block) throws IOException {
            Row row = pass.next();
            if (row == null) {
                isAtEnd = true;
                return 0;
            }
            if (!decoder.decode(row).isEmpty()) {
                if (layout.options().quarantines()) {
                    return 0;
                }
                throw layout.source().changed(); // every row was fine when the schema was found
            }
            decoder.appendTo(block);
            return 1;
        }

        @Override
        public void close() {
            try {
                pass.close();
            } catch (IOException e) {
                throw layout.source().unreadable(e);
            }
        }
    }
}
