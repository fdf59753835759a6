package io.mlstack.data.store.internal;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.progress.Progress;
import io.mlstack.api.progress.ProgressTask;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Table;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes new versions of one data set. Immutable.
 *
 * @param declaredKey the key column the user named; null for none
 */
public record Committer(
        StoreCore core, String dataset, @Nullable String declaredKey, Writer writer) {

    /** What becomes of a row whose key is in the data set already. */
    public enum TakenKeys {
        /** An error that names it. */
        REFUSED,
        /** It takes the place of the row that is there. */
        REPLACED
    }

    /**
     * Makes {@code rows} the content of the data set.
     *
     * @param base the version that the rows were made from; empty if there was none
     * @return the newest version; the one that was there if that has this content
     */
    public Version replace(Table rows, Optional<Version> base, String message) {
        String key = key(base);
        Incoming incoming = RowNumbers.isNumbered(key) ? numbered(rows, base) : Incoming.of(rows, key, RowNumbers.NONE);
        base.ifPresent(version -> checkKeyType(incoming, table(version)));
        return publish(
                base,
                rows.rowCount(),
                incoming.mintedFrom(),
                message,
                (objects, task) -> new TableLoad(core, incoming, objects, task).write());
    }

    /**
     * Adds {@code rows} to the data set.
     *
     * @throws InvalidInputException if keys are repeated or refused, or the schema is another one
     */
    public Version add(Table rows, TakenKeys taken, Optional<Version> base, String message) {
        if (base.isEmpty()) {
            return replace(rows, base, message);
        }
        TableReader table = core.reader(table(base.get()));
        String key = key(base);
        Incoming given = RowNumbers.isNumbered(key)
                ? RowNumbers.number(rows, base.get().commit().nextRow())
                : Incoming.of(rows, key, RowNumbers.NONE);
        Table fitting = Conform.to(table.root().schema(), given.rows(), dataset);
        Incoming incoming = new Incoming(fitting, table.root().keyIndex(), given.mintedFrom());
        return publish(
                base,
                rows.rowCount(),
                incoming.mintedFrom(),
                message,
                (objects, task) -> new RowsAdded(core, dataset, table, incoming, taken).apply(objects, task));
    }

    /**
     * Gives cells of rows that are there another value.
     *
     * @param cells the key column, and those of the columns that change
     * @throws InvalidInputException with every key that is not there or repeated, or every column that does not fit
     */
    public Version update(Table cells, Version base, String message) {
        TableReader table = core.reader(table(base));
        key(Optional.of(base));
        return publish(
                Optional.of(base),
                cells.rowCount(),
                RowNumbers.NONE,
                message,
                (objects, task) -> new CellsUpdated(core, dataset, table, cells).apply(objects, task));
    }

    /**
     * Takes rows out.
     *
     * @throws InvalidInputException with every key that is not there
     */
    public Version remove(Collection<?> keys, Version base, String message) {
        TableReader table = core.reader(table(base));
        key(Optional.of(base));
        return publish(
                Optional.of(base),
                OptionalLong.of(keys.size()),
                RowNumbers.NONE,
                message,
                (objects, task) -> new RowsRemoved(core, dataset, table, keys).apply(objects, task));
    }

    private Version publish(
            Optional<Version> base,
            OptionalLong rows,
            long mintedFrom,
            String message,
            BiFunction<ObjectWriter, ProgressTask, TableRoot> encode) {
        String name = "commit " + dataset;
        Progress progress = writer.progress();
        try (ProgressTask task =
                rows.isPresent() ? progress.start(name, "rows", rows.getAsLong()) : progress.start(name, "rows")) {
            try {
                ObjectWriter objects = new ObjectWriter(core.packs(), core.packs());
                TableRoot root = encode.apply(objects, task);
                Version version =
                        new Publication(core, dataset, writer, base, root, mintedFrom, objects).publish(message);
                task.finish();
                return version;
            } catch (RuntimeException e) {
                task.fail(e);
                throw e;
            }
        }
    }

    private TableRoot table(Version version) {
        return core.table(version.commit().table());
    }

    private String key(Optional<Version> base) {
        if (base.isEmpty()) {
            return declaredKey == null ? RowNumbers.COLUMN : declaredKey;
        }
        String key = table(base.get()).key().name();
        if (declaredKey != null && !declaredKey.equals(key)) {
            throw new InvalidInputException(new Finding(
                    "dataset.other-key",
                    "dataset " + dataset,
                    "is keyed by " + key + ", not by " + declaredKey,
                    "leave keyedBy out, or start another dataset"));
        }
        return key;
    }

    private Incoming numbered(Table rows, Optional<Version> base) {
        long nextRow = base.map(version -> version.commit().nextRow()).orElse(0L);
        if (base.isEmpty() || rows.schema().has(RowNumbers.COLUMN)) {
            return RowNumbers.number(rows, nextRow);
        }
        return RowAlignment.align(new StoredTable(core.reader(table(base.get()))), rows, nextRow);
    }

    private static void checkKeyType(Incoming incoming, TableRoot before) {
        Column key = incoming.key();
        if (!KeyVector.sameKeys(before.key().type(), key.type())) {
            throw new InvalidInputException(new Finding(
                    "dataset.key-type",
                    "column " + key.name(),
                    "is " + key.type().spelling() + ", the keys of the dataset are "
                            + before.key().type().spelling(),
                    "convert it, or start another dataset"));
        }
    }
}
