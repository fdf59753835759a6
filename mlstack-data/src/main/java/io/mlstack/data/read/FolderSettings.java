package io.mlstack.data.read;

import io.mlstack.api.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be said about a folder whose files are rows. Collects settings until the folder is read; not thread-safe.
 *
 * <p><b>Files.</b> Those whose names end as files of the kind do, in any case, in the folder and all folders below it, in the
 * order of the bytes of their paths (UTF-8, {@code /} between folders), which is the same on every machine. Names that begin
 * with a dot are passed over, with all below them, and so are links, unless {@link #followingLinks()}.
 *
 * <p><b>Columns.</b> {@code path}, relative to the folder; {@code label}, a category of the names of the folders that lie
 * directly in it, or of the labels of a file; missing for files that have none; then those of the kind.
 *
 * @param <S> the reader itself
 */
public abstract sealed class FolderSettings<S extends FolderSettings<S>> permits Images, Texts {

    private static final int DEFAULT_QUARANTINE = 10_000;
    private static final int DEFAULT_BYTES = 64 << 20;

    private final Path folder;
    private @Nullable Path labels;
    private boolean hasLabels = true;
    private boolean followsLinks;
    private int maxFileBytes = DEFAULT_BYTES;
    private int maxErrors = 100;
    private int maxQuarantined;
    private Progress progress = Progress.none();

    FolderSettings(Path folder) {
        this.folder = folder;
    }

    abstract S self();

    /** What the files are. */
    abstract FileKind kind();

    /** Takes the labels from a CSV file with the columns {@code path} and {@code label}, instead of from folders. */
    public S labels(Path csv) {
        labels = csv;
        return self();
    }

    /** Leaves the column {@code label} out. */
    public S withoutLabels() {
        hasLabels = false;
        return self();
    }

    /** Reads what symbolic links point to, as if it lay there; a link to a folder around it is a problem. */
    public S followingLinks() {
        followsLinks = true;
        return self();
    }

    /**
     * The largest file that is read, in bytes; 64 MiB unless stated. A file is held in memory.
     *
     * @throws IllegalArgumentException if {@code most} is below 1
     */
    public S maxFileBytes(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a file has at least 1 byte, got a limit of " + most);
        }
        maxFileBytes = most;
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

    /** Sets broken files aside, at most {@value #DEFAULT_QUARANTINE}; see {@link #quarantine(int)}. */
    public S quarantine() {
        return quarantine(DEFAULT_QUARANTINE);
    }

    /**
     * Sets broken files aside, where {@link FolderTable#quarantined()} has them, and reads the others.
     *
     * @param most broken files that may be set aside; with more, reading fails
     * @throws IllegalArgumentException if {@code most} is below 1
     */
    public S quarantine(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a quarantine holds at least 1 file, got " + most);
        }
        maxQuarantined = most;
        return self();
    }

    /** Who hears, in files, how far each pass is; nobody unless stated. */
    public S progress(Progress listener) {
        progress = listener;
        return self();
    }

    /**
     * Looks at every file once, and finds every broken one.
     *
     * @return a table that reads the files again on each pass
     * @throws IOException if the folder cannot be listed, or the file with labels cannot be read
     * @throws io.mlstack.api.error.InvalidInputException with all problems in the order of the paths, the first
     *     {@link #maxErrors} of them and the number of the others
     */
    public FolderTable read() throws IOException {
        FolderOptions options = new FolderOptions(
                folder,
                Optional.ofNullable(labels),
                hasLabels,
                followsLinks,
                maxFileBytes,
                maxErrors,
                maxQuarantined,
                progress);
        return new FolderProfiler(options, kind()).read();
    }
}
