package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.StorageException;
import io.mlstack.api.progress.ProgressTask;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.ColumnBuilder;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder as rows; made by {@link Images#read()} and {@link Texts#read()}.
 *
 * <p>Holds paths and labels, and not the contents: each {@link #blocks()} reads the files again, in blocks of up to
 * {@value #BLOCK_ROWS} files and about {@value #BLOCK_MIB} MiB. Immutable; several passes may run at the same time.
 */
public final class FolderTable implements Table {

    private static final int BLOCK_ROWS = 1024;
    private static final int BLOCK_MIB = 32;

    private final FolderOptions options;
    private final FileKind kind;
    private final Schema schema;
    private final List<FolderFile> files;
    private final Map<String, String> labels;
    private final List<QuarantinedRow> quarantined;
    private final long passedOver;

    FolderTable(
            FolderOptions options,
            FileKind kind,
            Schema schema,
            List<FolderFile> files,
            Map<String, String> labels,
            List<QuarantinedRow> quarantined,
            long passedOver) {
        this.options = options;
        this.kind = kind;
        this.schema = schema;
        this.files = files;
        this.labels = labels;
        this.quarantined = List.copyOf(quarantined);
        this.passedOver = passedOver;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    /** Number of files that are not broken; always known. */
    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(files.size());
    }

    /**
     * The files that were set aside, in the order of their paths; empty unless {@link FolderSettings#quarantine()} was
     * asked for. Their text is the path, their line the position among all files, from 1.
     */
    public List<QuarantinedRow> quarantined() {
        return quarantined;
    }

    /** How many files were passed over because their names end as those of other kinds do, or because they are links. */
    public long passedOver() {
        return passedOver;
    }

    /**
     * Starts a pass over the files; the caller closes it. {@link Blocks#next()} throws {@link SourceChangedException} at a
     * file whose size has changed, or which has broken, since the folder was read, and {@link StorageException} at one that
     * cannot be read.
     */
    @Override
    public Blocks blocks() {
        return new Pass();
    }

    /** {@code pets: 7390 files x 6 columns: ...}. */
    @Override
    public String toString() {
        String aside = quarantined.isEmpty() ? "" : " (" + quarantined.size() + " files in quarantine)";
        return options.name() + ": " + files.size() + " files x " + schema + aside;
    }

    private final class Pass implements Blocks {

        private final ProgressTask task = options.progress().start("read " + options.name(), "files", files.size());
        private int next;

        @Override
        public @Nullable Columns next() {
            if (next == files.size()) {
                task.finish();
                return null;
            }
            Columns.Builder block = Columns.builder(schema);
            int first = next;
            long bytes = 0;
            while (next < files.size() && next - first < BLOCK_ROWS) {
                FolderFile file = files.get(next);
                if (next > first && bytes + file.size() > (long) BLOCK_MIB << 20) {
                    break;
                }
                append(file, block);
                bytes += file.size();
                next++;
            }
            task.advance(next - first);
            return block.build();
        }

        private void append(FolderFile file, Columns.Builder block) {
            byte[] bytes = bytes(file);
            if (bytes.length != file.size()) {
                throw changed(file, "has " + bytes.length + " bytes where it had " + file.size());
            }
            List<ColumnBuilder> own = new ArrayList<>();
            for (int i = options.hasLabels() ? 2 : 1; i < schema.size(); i++) {
                own.add(block.column(i));
            }
            try {
                kind.append(bytes, own);
            } catch (IOException e) {
                throw changed(file, String.valueOf(e.getMessage()));
            }
            block.column(0).appendText(file.path());
            if (options.hasLabels()) {
                block.column(1).append(labels.get(file.path()));
            }
        }

        private byte[] bytes(FolderFile file) {
            try {
                return Files.readAllBytes(file.file());
            } catch (IOException e) {
                throw new StorageException(
                        new Finding(
                                kind.name() + ".unreadable",
                                file.path(),
                                "cannot be read: " + e,
                                "check that the file is still there and readable, then read the folder again"),
                        e);
            }
        }

        private SourceChangedException changed(FolderFile file, String how) {
            return new SourceChangedException(new Finding(
                    kind.name() + ".changed",
                    file.path(),
                    "is not the file any more that was found: " + how,
                    "drop the rows of this pass and read the folder again when nobody writes to it"));
        }

        @Override
        public void close() {
            task.close();
        }
    }
}
