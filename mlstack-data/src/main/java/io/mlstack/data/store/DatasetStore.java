package io.mlstack.data.store;

import static java.util.Objects.requireNonNull;

import io.mlstack.api.blob.BlobStat;
import io.mlstack.api.blob.BlobStore;
import io.mlstack.api.blob.FileBlobStore;
import io.mlstack.api.progress.Progress;
import io.mlstack.data.store.internal.StoreCore;
import io.mlstack.data.store.internal.TreeShape;
import io.mlstack.data.store.internal.Verifier;
import io.mlstack.data.store.internal.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * A place that keeps data sets with their whole history: versions of tables, named by their content.
 *
 * <pre>{@code
 * DatasetStore store = DatasetStore.open(Path.of("data-store"));
 * Snapshot v1 = store.dataset("biopsies").keyedBy("id").commit(Csv.read(Path.of("biopsies.csv")), "first delivery");
 * }</pre>
 *
 * <p>What one commit adds goes into immutable packs of at most about 16 MiB; then the next record of the data set's history is
 * created, which makes it visible. So a process that dies leaves the old version or the new one, and at most packs that nobody
 * refers to. Rows are kept in blocks that are cut by their keys, below a tree of digests: an edit stores the columns it touches
 * of the blocks it touches and the path to the top, and equal rows have the same digest on every machine.
 *
 * <p>Immutable and thread-safe; any number of stores, threads and processes work on one place at the same time. Nothing has
 * to be closed, no threads are started, and nothing is written outside the place. Failures of the place surface as {@link
 * io.mlstack.api.error.StorageException}, bytes that are not what was written as {@link
 * io.mlstack.api.error.CorruptDataException}; neither loses what was committed before.
 */
public final class DatasetStore {

    private final StoreCore core;
    private final Writer writer;

    private DatasetStore(StoreCore core, Writer writer) {
        this.core = core;
        this.writer = writer;
    }

    /**
     * Opens the store in a folder, and creates it where the folder is empty or does not exist.
     *
     * @throws io.mlstack.api.error.InvalidInputException if the folder holds something else, or a store of a version or
     *     with a feature that this code does not know; nothing was changed
     */
    public static DatasetStore open(Path folder) {
        requireNonNull(folder, "folder");
        StoreFolder.refuseStrangers(folder);
        return open(FileBlobStore.open(folder));
    }

    /**
     * Opens the store in {@code blobs}, and creates it where there is nothing.
     *
     * @throws io.mlstack.api.error.InvalidInputException if there is something else, or a store of a version or with a
     *     feature that this code does not know; nothing was changed
     */
    public static DatasetStore open(BlobStore blobs) {
        return open(blobs, TreeShape.STANDARD);
    }

    /** As {@link #open(BlobStore)}, with blocks of another size for a new store. */
    static DatasetStore open(BlobStore blobs, TreeShape shape) {
        StoreCore core = StoreCore.open(requireNonNull(blobs, "blobs"), shape);
        String user = System.getProperty("user.name", "");
        String author = Names.isAuthor(user) ? user : "unknown";
        return new DatasetStore(core, new Writer(author, InstantSource.system(), Progress.none()));
    }

    /**
     * This store for somebody: what is committed and tagged through it bears that name. Without it, it is that of the
     * operating system's user.
     *
     * @param name 1 to 200 printable characters
     */
    public DatasetStore as(String name) {
        return new DatasetStore(core, new Writer(Names.checkAuthor(name), writer.clock(), writer.progress()));
    }

    /** This store with another clock for the times in commits; the system's clock without it. */
    public DatasetStore clock(InstantSource other) {
        return new DatasetStore(core, new Writer(writer.author(), requireNonNull(other, "other"), writer.progress()));
    }

    /**
     * This store with a listener to its long work: a commit reports the rows that are encoded, {@link #verify} the bytes
     * that are read. Nobody listens without it.
     */
    public DatasetStore progress(Progress listener) {
        requireNonNull(listener, "listener");
        return new DatasetStore(core, new Writer(writer.author(), writer.clock(), listener));
    }

    /** The names of the data sets that have a version, in order. Reads the list of all their records. */
    public List<String> datasets() {
        String prefix = StoreCore.DATASETS;
        return core.blobs()
                .list(prefix)
                .map(BlobStat::key)
                .map(key -> key.substring(prefix.length(), key.lastIndexOf('/')))
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The data set of that name, which need not exist yet: its first commit creates it. Reads nothing.
     *
     * @param name 1 to 100 of {@code a-z 0-9 . _ -}, beginning with a letter, digit or underscore, not ending with a dot
     * @throws io.mlstack.api.error.InvalidInputException if it cannot be a name
     */
    public Dataset dataset(String name) {
        return Dataset.of(this, core, Names.checkName("dataset", name), writer);
    }

    /**
     * Reads everything that any version of any data set needs, and compares it with its digests and checksums.
     *
     * <p>Reads the whole store once; holds the digests of its objects in memory.
     *
     * @return every damage, with the pack and the place in it, and the versions and columns that suffer from it
     */
    public Verification verify() {
        return Verification.of(new Verifier(core).verify(writer.progress()));
    }

    /** {@code dataset store in FileBlobStore[/data]}. */
    @Override
    public String toString() {
        return "dataset store in " + core.blobs();
    }
}
