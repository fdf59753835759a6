package io.mlstack.data.store.internal;

import io.mlstack.api.blob.BlobStat;
import io.mlstack.api.blob.Digest;
import io.mlstack.api.blob.StoreFormat;
import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.error.StorageException;
import io.mlstack.api.progress.Progress;
import io.mlstack.api.progress.ProgressTask;
import io.mlstack.api.table.Column;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Reads a whole store: every pack against its name, every object that a version needs against its id. */
public final class Verifier {

    private static final int SHOWN_USERS = 5;
    private static final String REFS = "refs/";

    private final StoreCore core;

    /** A fresh index, so that what this process remembers hides nothing. */
    private final Packs packs;

    private final List<Finding> damages = new ArrayList<>();
    private final Map<Digest, Optional<Finding>> problems = new HashMap<>();
    private final Map<Finding, Set<String>> users = new LinkedHashMap<>();
    private final Set<Digest> soundTables = new HashSet<>();
    private long bytes;

    /**
     * What was found.
     *
     * @param objects how many were read
     * @param bytes how many were read
     * @param damages with the places and whom they concern
     */
    public record Outcome(long objects, long bytes, List<Finding> damages) {

        /** Takes a copy of the list. */
        public Outcome {
            damages = List.copyOf(damages);
        }
    }

    /** Reads nothing yet. */
    public Verifier(StoreCore core) {
        this.core = core;
        this.packs = new Packs(core.blobs());
    }

    /** Reads the store. Damage is in the outcome; only a place that fails is an exception. To be called once. */
    public Outcome verify(Progress progress) {
        long total =
                core.blobs().list(PackFormat.prefix()).mapToLong(BlobStat::size).sum();
        try (ProgressTask task = progress.start("verify", "bytes", total)) {
            Outcome outcome = verify(task);
            task.finish();
            return outcome;
        }
    }

    private Outcome verify(ProgressTask task) {
        noting(this::checkFormat);
        core.blobs().list(PackFormat.prefix()).forEach(pack -> {
            checkPack(pack);
            task.advance(pack.size());
        });
        for (String prefix : references()) {
            History history = new History(core.blobs(), packs, prefix);
            noting(() -> checkReference(history, prefix));
        }
        users.forEach((problem, names) -> damages.add(withUsers(problem, names)));
        return new Outcome(problems.size(), bytes, damages);
    }

    private void checkFormat() {
        if (StoreCore.FORMAT.find(core.blobs()).isEmpty()) {
            throw ByteSource.corrupt(StoreFormat.KEY, "does not exist");
        }
    }

    private Set<String> references() {
        Set<String> prefixes = new TreeSet<>();
        core.blobs().list(REFS).map(BlobStat::key).forEach(key -> prefixes.add(key.substring(0, key.lastIndexOf('/'))));
        return prefixes;
    }

    private void checkPack(BlobStat stat) {
        Optional<Digest> name = PackFormat.digestOf(stat.key());
        if (name.isEmpty()) {
            damages.addAll(ByteSource.corrupt(stat.key(), "is no pack").findings());
            return;
        }
        bytes += stat.size();
        noting(() -> PackFormat.readIndex(core.blobs(), name.get()));
        try (InputStream in = core.blobs().open(stat.key())) {
            if (!Digest.of(in).equals(name.get())) {
                damages.addAll(ByteSource.corrupt(stat.key(), "does not agree with the SHA-256 in its name")
                        .findings());
            }
        } catch (IOException e) {
            throw new StorageException(
                    new Finding("store.read", stat.key(), "cannot be read: " + e, "check the place and try again"), e);
        }
    }

    private void checkReference(History history, String prefix) {
        String name = prefix.substring(REFS.length());
        for (long number = history.last(); number >= 1; number--) {
            long version = number;
            noting(() -> checkVersion(history.ref(version), name + " version " + version));
        }
    }

    private void checkVersion(RefRecord ref, String user) {
        if (isSound(ObjectKind.COMMIT, ref.commit(), user, CommitObject::decode)) {
            Digest table = packs.commit(ref.commit()).table();
            if (!soundTables.contains(table) && isSoundTable(table, user)) {
                soundTables.add(table);
            }
        }
    }

    private boolean isSoundTable(Digest id, String user) {
        if (!isSound(ObjectKind.TABLE, id, user, TableRoot::decode)) {
            return false;
        }
        TableRoot root = TableRoot.decode(packs.read(ObjectKind.TABLE, id), packs.place(ObjectKind.TABLE, id));
        Child top = root.top();
        return top == null || isSoundSubtree(root, top, root.height(), user);
    }

    private boolean isSoundSubtree(TableRoot root, Child child, int level, String user) {
        if (level == 0) {
            return isSoundLeaf(root, child, user);
        }
        TableReader reader = new TableReader(packs, root);
        if (!isSound(ObjectKind.TREE_NODE, child.id(), user, (bytes, place) -> reader.node(child, level))) {
            return false;
        }
        boolean sound = true;
        for (Child below : reader.node(child, level).children()) {
            sound &= isSoundSubtree(root, below, level - 1, user);
        }
        return sound;
    }

    private boolean isSoundLeaf(TableRoot root, Child entry, String user) {
        TableReader reader = new TableReader(packs, root);
        if (!isSound(ObjectKind.LEAF, entry.id(), user, (leafBytes, place) -> reader.leaf(entry))) {
            return false;
        }
        Leaf leaf = reader.leaf(entry);
        boolean sound = true;
        for (int i = 0; i < leaf.pages().size(); i++) {
            Column column = root.schema().column(i);
            sound &= isSound(
                    ObjectKind.PAGE,
                    leaf.pages().get(i),
                    user + " column " + column.name(),
                    (page, place) -> PageDecoder.decode(page, column.type(), leaf.rows(), place));
            int index = i;
            sound &= isSound(
                    ObjectKind.SKETCH,
                    leaf.sketches().get(i),
                    user + " sketch of column " + column.name(),
                    (sketch, place) -> reader.sketch(leaf, index));
        }
        return sound;
    }

    /** Reads and decodes an object when it is first asked for; notes who needs it if it is damaged. */
    private boolean isSound(ObjectKind kind, Digest id, String user, BiConsumer<byte[], String> decode) {
        Optional<Finding> problem = problems.get(id);
        if (problem == null) {
            problem = problemOf(kind, id, decode);
            problems.put(id, problem);
        }
        problem.ifPresent(damage ->
                users.computeIfAbsent(damage, key -> new LinkedHashSet<>()).add(user));
        return problem.isEmpty();
    }

    private Optional<Finding> problemOf(ObjectKind kind, Digest id, BiConsumer<byte[], String> decode) {
        try {
            byte[] object = packs.read(kind, id);
            String place = packs.place(kind, id);
            if (!StoredObject.idOf(kind, object).equals(id)) {
                throw ByteSource.corrupt(place, "a " + kind.word() + " does not agree with its SHA-256");
            }
            decode.accept(object, place);
            return Optional.empty();
        } catch (CorruptDataException e) {
            return Optional.of(e.findings().get(0));
        }
    }

    private static Finding withUsers(Finding problem, Set<String> names) {
        String shown = String.join(", ", names.stream().limit(SHOWN_USERS).toList());
        String more = names.size() > SHOWN_USERS ? " and " + (names.size() - SHOWN_USERS) + " more" : "";
        return new Finding(
                problem.code(), problem.place(), problem.message() + "; needed by " + shown + more, problem.cure());
    }

    private void noting(Runnable step) {
        try {
            step.run();
        } catch (CorruptDataException | InvalidInputException | NotFoundException e) {
            damages.addAll(e.findings());
        }
    }
}
