package io.mlstack.data.store;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.html.Html;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
import io.mlstack.data.load.Split;
import io.mlstack.data.load.SplitRule;
import io.mlstack.data.store.internal.Rows;
import io.mlstack.data.store.internal.StoreCore;
import io.mlstack.data.store.internal.TableRoot;
import io.mlstack.data.store.internal.Version;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A data set at one version: a table whose rows come in the order of their keys, read from the store block by block.
 *
 * <p>Numbers are ordered as such, texts by code point. Immutable and thread-safe; it stays what it is while others commit.
 * Reading throws {@link io.mlstack.api.error.CorruptDataException} where the stored bytes are not what was written.
 */
public final class Snapshot implements Table {

    private static final int SHOWN_ROWS = 10;

    private final StoreCore core;
    private final String dataset;
    private final Version version;
    private final TableRoot root;

    private Snapshot(StoreCore core, String dataset, Version version, TableRoot root) {
        this.core = core;
        this.dataset = dataset;
        this.version = version;
        this.root = root;
    }

    static Snapshot of(StoreCore core, String dataset, Version version) {
        return new Snapshot(core, dataset, version, core.table(version.commit().table()));
    }

    /** The commit: it differs between two commits of equal rows. */
    public Digest id() {
        return version.id();
    }

    /** The content: equal for equal schema and rows, in whatever order, when and by whom they were committed. */
    public Digest tableId() {
        return root.id();
    }

    /** The name of the data set. */
    public String dataset() {
        return dataset;
    }

    /** The column whose values name the rows. */
    public String key() {
        return root.key().name();
    }

    /** Why it was committed. */
    public String message() {
        return version.commit().message();
    }

    /** Who committed it, when and why. */
    public CommitInfo info() {
        return CommitInfo.of(version);
    }

    @Override
    public Schema schema() {
        return root.schema();
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(root.rows());
    }

    /** A pass over the rows in the order of their keys; a block is read when it is asked for. */
    @Override
    public Blocks blocks() {
        return Rows.blocks(core, root);
    }

    /**
     * The row with that key, as a block of one; found by binary search, reads one block of rows.
     *
     * @param key a value as {@link io.mlstack.api.table.ColumnType} lists it for the type of the key column; of integers any
     *     {@link Number} that is one
     * @throws io.mlstack.api.error.InvalidInputException if the key is of another type
     */
    public Optional<Columns> get(Object key) {
        return Rows.get(core, root, key);
    }

    /**
     * The row at that place in the order of the keys, as a block of one; found by the row counts in the tree, reads one block
     * of rows.
     *
     * @param index from 0
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Columns row(long index) {
        return Rows.row(core, root, index);
    }

    /**
     * What changed from this version to {@code later}, which may as well be an older one, or one of another data set with
     * the same key. Reads only what differs.
     *
     * @throws io.mlstack.api.error.InvalidInputException if the keys cannot be compared
     */
    public Diff diff(Snapshot later) {
        return Diff.between(this, later);
    }

    /**
     * The rows in three parts, by {@link SplitRule#standard()}: no row moves to another part as the data set grows.
     *
     * @see #split(Problem, SplitRule)
     */
    public Split split(Problem problem) {
        return split(problem, SplitRule.standard());
    }

    /**
     * The rows in three parts. The split bears the {@link #tableId} of the rows, so what is made of it does not depend on
     * who committed them when.
     *
     * @throws io.mlstack.api.error.InvalidInputException with everything that stands against the split
     */
    public Split split(Problem problem, SplitRule rule) {
        return Split.of(problem, this, key(), rule).ofSnapshot(tableId().hex());
    }

    /** {@code biopsies@3f2a91c0de: 569 rows x 32 columns, keyed by id; first delivery}. */
    @Override
    public String toString() {
        return name() + ": " + root.rows() + " rows x " + schema().size() + " columns, keyed by " + key()
                + (message().isEmpty() ? "" : "; " + message());
    }

    /** What it is and its first rows, for notebooks; personal columns are masked. */
    public String html() {
        StringBuilder out =
                new StringBuilder("<p>").append(Html.escape(toString())).append("</p>");
        try (Blocks blocks = blocks()) {
            Columns block = blocks.next();
            if (block != null) {
                out.append(block.slice(0, Math.min(block.rows(), SHOWN_ROWS)).html());
            }
        }
        if (root.rows() > SHOWN_ROWS) {
            out.append("<p>").append(root.rows() - SHOWN_ROWS).append(" more rows</p>");
        }
        return out.toString();
    }

    /** {@code biopsies@3f2a91c0de}. */
    String name() {
        return dataset + "@" + info().shortId();
    }

    StoreCore core() {
        return core;
    }

    TableRoot root() {
        return root;
    }

    Version version() {
        return version;
    }

    /** Whether this is a version of that data set, in whichever opened store it was read. */
    boolean isOf(StoreCore otherCore, String otherDataset) {
        return dataset.equals(otherDataset)
                && (core == otherCore || otherCore.history(dataset).ids().contains(version.id()));
    }
}
