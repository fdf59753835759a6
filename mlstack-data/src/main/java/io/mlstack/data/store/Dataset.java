package io.mlstack.data.store;

import static java.util.Objects.requireNonNull;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.table.Table;
import io.mlstack.data.store.internal.Committer;
import io.mlstack.data.store.internal.KeyHistory;
import io.mlstack.data.store.internal.StoreCore;
import io.mlstack.data.store.internal.Version;
import io.mlstack.data.store.internal.Writer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A data set of a {@link DatasetStore}: a line of versions, each a table whose every row has a key.
 *
 * <p>A handle: it reads the store each time it is asked. Immutable and thread-safe.
 *
 * <p>A commit holds a block of rows, at most 16 MiB of what it writes, and at most 64 MiB (or 1/32 of the heap) of rows that
 * do not come in the order of their keys; the rest of those is sorted in the staging folder of the store, or in memory where
 * the store is no folder. The values of one column in one block of about 8,192 rows have less than 2 GiB.
 */
public final class Dataset {

    private final DatasetStore store;
    private final StoreCore core;
    private final String name;
    private final Writer writer;
    private final @Nullable String key;
    private final @Nullable Version base;

    private Dataset(
            DatasetStore store,
            StoreCore core,
            String name,
            Writer writer,
            @Nullable String key,
            @Nullable Version base) {
        this.store = store;
        this.core = core;
        this.name = name;
        this.writer = writer;
        this.key = key;
        this.base = base;
    }

    static Dataset of(DatasetStore store, StoreCore core, String name, Writer writer) {
        return new Dataset(store, core, name, writer, null, null);
    }

    /** Its name in the store. */
    public String name() {
        return name;
    }

    /**
     * This data set with the column whose values name the rows. The first commit fixes it; without it, rows get a number in
     * the column {@code _row} (int64, rising, never given twice).
     *
     * @param column a text, integer, decimal, date, timestamp or category column without missing or repeated values
     */
    public Dataset keyedBy(String column) {
        return new Dataset(store, core, name, writer, requireNonNull(column, "column"), base);
    }

    /**
     * This data set for a change that was made from {@code snapshot}: the next commits change what their table changes in
     * that version, and leave alone what others did since. Without it, a commit changes the newest version at the time of
     * the call.
     *
     * @throws InvalidInputException if the snapshot is of another data set
     */
    public Dataset basedOn(Snapshot snapshot) {
        if (!snapshot.isOf(core, name)) {
            throw new InvalidInputException(new Finding(
                    "dataset.other-dataset",
                    "dataset " + name,
                    "the snapshot is a version of " + snapshot.dataset() + " in another place",
                    "pass a snapshot of this dataset"));
        }
        return new Dataset(store, core, name, writer, key, snapshot.version());
    }

    /**
     * Makes the rows of {@code table} the next version: rows that are not in it are removed.
     *
     * <p>If somebody else commits meanwhile, this change is applied to what they left, cell by cell, provided that no cell
     * was changed by both to different values, no row removed by one and changed by the other, and nobody changed the schema. A table equal to the newest version makes no version, so an
     * import can be repeated: the newest one is returned. A table equal to an older version does make one.
     *
     * <p>In a data set with row numbers a table may bring {@code _row} (rows where it is missing get the next number), or
     * come without the column: then it is aligned with the last version, where equal rows at the beginning and at the end
     * keep their numbers, and those between are paired in order.
     *
     * @param message why, for people; may be empty
     * @return the new version, which is durable; or the newest one if nothing changes
     * @throws InvalidInputException with every row whose key is missing or repeated, or if the key is another one than that
     *     of the data set
     * @throws NotFoundException if the table lacks the key column
     * @throws io.mlstack.api.error.ConflictException with every key that somebody else changed too
     * @throws io.mlstack.api.error.StorageException if the place fails or the thread is interrupted (its flag stays set);
     *     the version may have become visible only if the place failed in its very last step
     */
    public Snapshot commit(Table table, String message) {
        requireNonNull(message, "message");
        return snapshot(committer().replace(table, start(), message));
    }

    /**
     * Adds rows. The order of the columns, the codes of categories and whether values may be missing are those of the data
     * set. The cost follows the rows, not the data set. Everything else as in {@link #commit}.
     *
     * @throws InvalidInputException with every key that is taken or repeated, or every column that does not fit
     */
    public Snapshot append(Table rows, String message) {
        requireNonNull(message, "message");
        return snapshot(committer().add(rows, Committer.TakenKeys.REFUSED, start(), message));
    }

    /**
     * Adds rows whose key is new, and puts the others in the place of the rows that have their keys. Everything else as in
     * {@link #append}.
     *
     * @throws InvalidInputException with every key that is repeated in {@code rows}, or every column that does not fit
     */
    public Snapshot upsert(Table rows, String message) {
        requireNonNull(message, "message");
        return snapshot(committer().add(rows, Committer.TakenKeys.REPLACED, start(), message));
    }

    /**
     * Gives cells of rows that are there another value; all other columns keep theirs. The cost follows the cells, not the
     * data set.
     *
     * <pre>{@code
     * biopsies.update(labels, "second reader"); // a table of the columns id and diagnosis
     * }</pre>
     *
     * @param cells the key column and those of the columns that change
     * @throws InvalidInputException with every key that is repeated or names no row, or every column that does not fit
     * @throws NotFoundException if nothing was committed yet, or the table lacks the key column
     * @throws io.mlstack.api.error.ConflictException with every cell that somebody else changed too
     */
    public Snapshot update(Table cells, String message) {
        requireNonNull(message, "message");
        return snapshot(committer().update(cells, start().orElseThrow(this::nothingThere), message));
    }

    /**
     * Takes rows out. The cost follows the keys, not the data set.
     *
     * @param keys values as {@link io.mlstack.api.table.ColumnType} lists them for the type of the key column; of integers
     *     any {@link Number} that is one
     * @throws InvalidInputException with every key that names no row, or the first that is no value of that type
     * @throws NotFoundException if nothing was committed yet
     * @throws io.mlstack.api.error.ConflictException with every row that somebody else changed
     */
    public Snapshot delete(Collection<?> keys, String message) {
        requireNonNull(message, "message");
        return snapshot(committer().remove(keys, start().orElseThrow(this::nothingThere), message));
    }

    /**
     * The newest version.
     *
     * @throws NotFoundException if nothing was committed, with the nearest names of data sets
     */
    public Snapshot head() {
        return snapshot(newest().orElseThrow(this::nothingThere));
    }

    /** Whether nothing was committed yet. */
    public boolean isEmpty() {
        return newest().isEmpty();
    }

    /** All versions, newest first; none if nothing was committed. Reads a record and a commit for each. */
    public List<CommitInfo> log() {
        return core.history(name).all().stream().map(CommitInfo::of).toList();
    }

    /**
     * What became of one row: every version that added it, changed it or removed it, newest first. A block of rows is read
     * only where it differs from that of the version before.
     *
     * @param rowKey a value as {@link io.mlstack.api.table.ColumnType} lists it for the type of the key column; of integers any
     *     {@link Number} that is one
     * @throws InvalidInputException if the key is of another type
     */
    public List<RowVersion> history(Object rowKey) {
        return KeyHistory.of(core, core.history(name).all(), rowKey).stream()
                .map(step -> new RowVersion(CommitInfo.of(step.version()), step.row()))
                .toList();
    }

    /** Names the newest version; see {@link #tag(String, Snapshot)}. */
    public Snapshot tag(String tag) {
        return tag(tag, head());
    }

    /**
     * Gives a version a name for good; a tag does not move.
     *
     * @param tag as a data set may be called
     * @return the version
     * @throws io.mlstack.api.error.ConflictException if the tag names another version
     */
    public Snapshot tag(String tag, Snapshot snapshot) {
        Names.checkName("tag", tag);
        basedOn(snapshot);
        new Tags(core, name).create(tag, snapshot.version(), writer);
        return snapshot;
    }

    /** The tags by name, each with the id of its version. */
    public SortedMap<String, Digest> tags() {
        return new Tags(core, name).all();
    }

    /**
     * A version by name.
     *
     * @param version a tag; at least four digits of a commit id; {@code head}; or any of these with {@code ~n} behind it
     *     for the n-th version before, {@code ~n} alone counting from the newest
     * @throws NotFoundException if there is no such version, with the nearest tags
     * @throws InvalidInputException if several commits begin with these digits
     */
    public Snapshot at(String version) {
        return snapshot(new VersionName(core, name, this::nothingThere).resolve(version));
    }

    /** {@code dataset biopsies in FileBlobStore[/data]}. Reads nothing. */
    @Override
    public String toString() {
        return "dataset " + name + " in " + core.blobs();
    }

    private Optional<Version> newest() {
        return core.history(name).head();
    }

    private Optional<Version> start() {
        return base == null ? newest() : Optional.of(base);
    }

    private Committer committer() {
        return new Committer(core, name, key, writer);
    }

    private Snapshot snapshot(Version version) {
        return Snapshot.of(core, name, version);
    }

    private NotFoundException nothingThere() {
        return new NotFoundException(new Finding(
                "dataset.not-found",
                "dataset " + name,
                "has no version in " + core.blobs(),
                NearestName.cure(name, store.datasets())));
    }
}
