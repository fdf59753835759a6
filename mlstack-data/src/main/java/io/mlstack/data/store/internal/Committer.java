package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Columns;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes new versions of one data set. Immutable.
 *
 * @param declaredKey the key column the user named; null for none
 */
public record Committer(
        StoreCore core, String dataset, @Nullable String declaredKey, String author, InstantSource clock) {

    private static final String REASON = "commit";

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
        ObjectWriter objects = new ObjectWriter(core.packs(), core.packs());
        TableRoot root = TableWriter.write(incoming.rows(), incoming.keyIndex(), core.cut(), objects);
        return new Publication(base, root, incoming.mintedFrom(), objects, message).publish();
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
        ObjectWriter objects = new ObjectWriter(core.packs(), core.packs());
        TableRoot root = TableEditor.apply(table, incoming.rows(), List.of(), core.cut(), objects);
        return new Publication(base, root, incoming.mintedFrom(), objects, message).publish();
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

    /** One attempt after another to make a table the newest version. */
    private final class Publication {
        private final Optional<Version> base;
        private final TableRoot ours;
        private final long mintedFrom;
        private final ObjectWriter objects;
        private final String message;

        Publication(Optional<Version> base, TableRoot ours, long mintedFrom, ObjectWriter objects, String message) {
            this.base = base;
            this.ours = ours;
            this.mintedFrom = mintedFrom;
            this.objects = objects;
            this.message = message;
        }

        Version publish() {
            History history = core.history(dataset);
            for (int attempt = 0; ; attempt++) {
                Optional<Version> head = history.head();
                boolean moved = !head.map(Version::id).equals(base.map(Version::id));
                ObjectWriter writer = moved ? new ObjectWriter(core.packs(), objects) : objects;
                TableRoot root = moved ? rebased(head, writer) : ours;
                if (head.isPresent() && head.get().commit().table().equals(root.id())) {
                    return head.get();
                }
                Optional<Version> published = tryToAppend(history, head, root, writer);
                if (published.isPresent()) {
                    return published.get();
                }
                BackOff.pause(attempt);
            }
        }

        private TableRoot rebased(Optional<Version> head, ObjectWriter writer) {
            if (head.isEmpty()) {
                throw new InvalidInputException(new Finding(
                        "dataset.other-store",
                        "dataset " + dataset,
                        "has no version, but the change is based on one",
                        "commit to the dataset the snapshot came from"));
            }
            TableRoot theirs = core.table(head.get().commit().table());
            TableRoot start = base.map(version -> core.table(version.commit().table()))
                    .orElseGet(() -> TableRoot.of(ours.schema(), ours.keyIndex(), List.of()));
            Rebase rebase =
                    new Rebase(core.reader(start), new TableReader(objects, ours), core.reader(theirs), core.cut());
            return rebase.apply(mintedFrom, head.get().commit().nextRow(), writer);
        }

        private Optional<Version> tryToAppend(
                History history, Optional<Version> head, TableRoot root, ObjectWriter writer) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            CommitObject commit = new CommitObject(
                    root.id(),
                    head.map(version -> List.of(version.id())).orElse(List.of()),
                    author,
                    now,
                    message,
                    root.rows(),
                    nextRow(head, root));
            Digest id = writer.put(commit.toObject());
            Digest pack = core.packs().add(writer.added());
            long last = head.map(Version::number).orElse(0L);
            RefRecord ref = new RefRecord(id, pack, author, now, REASON);
            return history.append(last, ref) ? Optional.of(new Version(last + 1, id, pack, commit)) : Optional.empty();
        }

        private long nextRow(Optional<Version> head, TableRoot root) {
            if (!RowNumbers.isNumbered(root.key().name())) {
                return 0;
            }
            long next = head.map(version -> version.commit().nextRow()).orElse(0L);
            List<LeafEntry> leaves = root.leaves();
            return leaves.isEmpty()
                    ? next
                    : Math.max(
                            next,
                            RowNumbers.above(
                                    leaves.get(leaves.size() - 1).last().number()));
        }
    }
}
