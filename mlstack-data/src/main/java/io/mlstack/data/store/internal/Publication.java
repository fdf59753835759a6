package io.mlstack.data.store.internal;

import io.mlstack.api.blob.Digest;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a table the newest version of a data set, on top of whatever others committed meanwhile. */
final class Publication {

    private static final String REASON = "commit";

    private final StoreCore core;
    private final String dataset;
    private final Writer writer;
    private final Optional<Version> base;
    private final TableRoot ours;
    private final long mintedFrom;
    private final ObjectWriter objects;

    /**
     * @param base the version that the table was made from
     * @param mintedFrom rows of the table from this number on were numbered by the store
     * @param objects the objects that came with the table
     */
    Publication(
            StoreCore core,
            String dataset,
            Writer writer,
            Optional<Version> base,
            TableRoot ours,
            long mintedFrom,
            ObjectWriter objects) {
        this.core = core;
        this.dataset = dataset;
        this.writer = writer;
        this.base = base;
        this.ours = ours;
        this.mintedFrom = mintedFrom;
        this.objects = objects;
    }

    /** Tries until a version is made, nothing is left to change, or somebody else changed the same rows. */
    Version publish(String message) {
        History history = core.history(dataset);
        for (int attempt = 0; ; attempt++) {
            Optional<Version> head = history.head();
            boolean moved = !head.map(Version::id).equals(base.map(Version::id));
            ObjectWriter fresh = moved ? new ObjectWriter(core.packs(), objects) : objects;
            TableRoot root = moved ? rebased(head, fresh) : ours;
            if (head.isPresent() && head.get().commit().table().equals(root.id())) {
                return head.get();
            }
            Optional<Version> published = tryToAppend(history, head, root, message, fresh);
            if (published.isPresent()) {
                return published.get();
            }
            BackOff.pause(attempt);
        }
    }

    private TableRoot rebased(Optional<Version> head, ObjectWriter fresh) {
        if (head.isEmpty()) {
            throw new InvalidInputException(new Finding(
                    "dataset.other-store",
                    "dataset " + dataset,
                    "has no version, but the change is based on one",
                    "commit to the dataset the snapshot came from"));
        }
        TableRoot theirs = core.table(head.get().commit().table());
        TableRoot start = base.map(version -> core.table(version.commit().table()))
                .orElseGet(() -> TableRoot.empty(ours.schema(), ours.keyIndex()));
        Rebase rebase =
                new Rebase(core.reader(start), new TableReader(objects, ours), core.reader(theirs), core.shape());
        return rebase.apply(mintedFrom, head.get().commit().nextRow(), fresh);
    }

    private Optional<Version> tryToAppend(
            History history, Optional<Version> head, TableRoot root, String message, ObjectWriter fresh) {
        Instant now = writer.now();
        CommitObject commit = new CommitObject(
                root.id(),
                head.map(version -> List.of(version.id())).orElse(List.of()),
                writer.author(),
                now,
                message,
                root.rows(),
                nextRow(head, root));
        fresh.put(root.toObject());
        Digest id = fresh.put(commit.toObject());
        List<Digest> packs = store(id, fresh);
        long last = head.map(Version::number).orElse(0L);
        RefRecord ref = new RefRecord(id, packs, writer.author(), now, REASON);
        return history.append(last, ref) ? Optional.of(new Version(last + 1, id, packs, commit)) : Optional.empty();
    }

    /** By a clock that stands still, an attempt that failed half-way has stored the same commit already. */
    private List<Digest> store(Digest commit, ObjectWriter fresh) {
        fresh.store();
        Set<Digest> packs = new LinkedHashSet<>(objects.written());
        packs.addAll(fresh.written());
        Digest last = core.packs().find(ObjectKind.COMMIT, commit).pack();
        packs.remove(last);
        packs.add(last);
        return List.copyOf(packs);
    }

    private static long nextRow(Optional<Version> head, TableRoot root) {
        if (!RowNumbers.isNumbered(root.key().name())) {
            return 0;
        }
        long next = head.map(version -> version.commit().nextRow()).orElse(0L);
        Child top = root.top();
        return top == null ? next : Math.max(next, RowNumbers.above(top.last().number()));
    }
}
