package io.mlstack.data.store.internal;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.progress.ProgressTask;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Columns;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes new versions of one data set. Immutable.
 *
 * @param declaredKey the key column the user named; null for none
 */
public record Committer(
        StoreCore core, String dataset, @Nullable String declaredKey, Writer writer) {

    /**
     * Makes {@code rows} the content of the data set.
     *
     * @param base the version that the rows were made from; empty if there was none
     * @return the newest version; the one that was there if that has this content
     */
    public Version replace(Columns rows, Optional<Version> base, String message) {
        String key = key(base);
        Incoming incoming = RowNumbers.isNumbered(key) ? numbered(rows, base) : Incoming.of(rows, key, RowNumbers.NONE);
        base.ifPresent(
                version -> checkKeyType(incoming, core.table(version.commit().table())));
        return publish(
                base,
                incoming,
                message,
                (objects, task) -> TableWriter.write(incoming.rows(), incoming.keyIndex(), core.cut(), objects, task));
    }

    /**
     * Adds {@code rows} to the data set.
     *
     * @throws InvalidInputException if keys are taken, or the schema is another one
     */
    public Version add(Columns rows, Optional<Version> base, String message) {
        if (base.isEmpty()) {
            return replace(rows, base, message);
        }
        TableReader table = core.reader(core.table(base.get().commit().table()));
        String key = key(base);
        Incoming given = RowNumbers.isNumbered(key)
                ? RowNumbers.number(rows, base.get().commit().nextRow())
                : Incoming.of(rows, key, RowNumbers.NONE);
        Columns fitting = Conform.to(table.root().schema(), given.rows(), dataset);
        Incoming incoming = new Incoming(fitting, table.root().keyIndex(), given.mintedFrom());
        checkFree(incoming, table);
        return publish(
                base,
                incoming,
                message,
                (objects, task) -> TableEditor.apply(table, incoming.rows(), List.of(), core.cut(), objects, task));
    }

    private Version publish(
            Optional<Version> base,
            Incoming incoming,
            String message,
            BiFunction<ObjectWriter, ProgressTask, TableRoot> encode) {
        long rows = incoming.rows().rows();
        try (ProgressTask task = writer.progress().start("commit " + dataset, "rows", rows)) {
            try {
                ObjectWriter objects = new ObjectWriter(core.packs(), core.packs());
                TableRoot root = encode.apply(objects, task);
                Version version = new Publication(core, dataset, writer, base, root, incoming.mintedFrom(), objects)
                        .publish(message);
                task.finish();
                return version;
            } catch (RuntimeException e) {
                task.fail(e);
                throw e;
            }
        }
    }

    private String key(Optional<Version> base) {
        if (base.isEmpty()) {
            return declaredKey == null ? RowNumbers.COLUMN : declaredKey;
        }
        String key = core.table(base.get().commit().table()).key().name();
        if (declaredKey != null && !declaredKey.equals(key)) {
            throw new InvalidInputException(new Finding(
                    "dataset.other-key",
                    "dataset " + dataset,
                    "is keyed by " + key + ", not by " + declaredKey,
                    "leave keyedBy out, or start another dataset"));
        }
        return key;
    }

    private Incoming numbered(Columns rows, Optional<Version> base) {
        long nextRow = base.map(version -> version.commit().nextRow()).orElse(0L);
        if (base.isEmpty() || rows.schema().has(RowNumbers.COLUMN)) {
            return RowNumbers.number(rows, nextRow);
        }
        TableRoot root = core.table(base.get().commit().table());
        return RowAlignment.align(Rows.all(core.reader(root)), rows, nextRow);
    }

    private static void checkKeyType(Incoming incoming, TableRoot before) {
        Column key = incoming.rows().schema().column(incoming.keyIndex());
        if (!KeyVector.sameKeys(before.key().type(), key.type())) {
            throw new InvalidInputException(new Finding(
                    "dataset.key-type",
                    "column " + key.name(),
                    "is " + key.type().spelling() + ", the keys of the dataset are "
                            + before.key().type().spelling(),
                    "convert it, or start another dataset"));
        }
    }

    private void checkFree(Incoming incoming, TableReader table) {
        KeyVector keys = table.keys(incoming.rows());
        Columns taken =
                table.find(IntStream.range(0, keys.size()).mapToObj(keys::at).toList());
        Findings findings = Findings.collect();
        for (int row = 0; row < taken.rows(); row++) {
            findings.add(
                    "dataset.key-taken",
                    table.root().key().name() + " "
                            + KeyText.of(taken, table.root().keyIndex(), row),
                    "is in dataset " + dataset + " already",
                    "append new rows only, or commit the whole table");
        }
        findings.throwIfAny(InvalidInputException::new);
    }
}
