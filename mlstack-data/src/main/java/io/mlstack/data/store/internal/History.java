package io.mlstack.data.store.internal;

import io.mlstack.api.blob.BlobStore;
import io.mlstack.api.blob.Digest;
import io.mlstack.api.blob.NumberedLog;
import io.mlstack.api.error.CorruptDataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The versions of one data set, from the first to the newest. Thread-safe. */
public final class History {

    private final Packs packs;
    private final NumberedLog log;

    /** Packs of the records up to here are known. */
    private volatile long learned;

    History(BlobStore blobs, Packs packs, String prefix) {
        this.packs = packs;
        this.log = NumberedLog.of(blobs, prefix);
    }

    /** The newest version; empty if nothing was committed. */
    public Optional<Version> head() {
        OptionalLong last = log.last();
        return last.isPresent() ? Optional.of(at(last.getAsLong())) : Optional.empty();
    }

    /**
     * The version of that number.
     *
     * @throws CorruptDataException if its record or its commit is damaged
     */
    public Version at(long number) {
        // What came since this process last looked; of an older history the packs are listed if they are needed.
        for (long unseen = learned + 1; learned > 0 && unseen < number; unseen++) {
            ref(unseen).packs().forEach(packs::learn);
        }
        RefRecord ref = ref(number);
        ref.packs().forEach(packs::learn);
        learned = Math.max(learned, number);
        return new Version(number, ref.commit(), ref.packs(), packs.commit(ref.commit()));
    }

    /** All versions, newest first. */
    public List<Version> all() {
        long last = log.last().orElse(0);
        List<Version> versions = new ArrayList<>();
        for (long number = last; number >= 1; number--) {
            versions.add(at(number));
        }
        return versions;
    }

    /** Ids of the commits, newest first; cheaper than {@link #all}. */
    public List<Digest> ids() {
        List<Digest> ids = new ArrayList<>();
        for (long number = log.last().orElse(0); number >= 1; number--) {
            ids.add(ref(number).commit());
        }
        return ids;
    }

    /**
     * Makes {@code version} the first record, as a tag does.
     *
     * @return false if there is a record: nothing was changed
     */
    public boolean name(Version version, Writer writer) {
        return append(0, new RefRecord(version.id(), version.packs(), writer.author(), writer.now(), "tag"));
    }

    /** @return false if there is a newer version than {@code expectedLast}: nothing was changed */
    boolean append(long expectedLast, RefRecord ref) {
        return log.append(expectedLast, ref.encode());
    }

    RefRecord ref(long number) {
        return RefRecord.decode(log.read(number), log.prefix() + " record " + number);
    }

    long last() {
        return log.last().orElse(0);
    }
}
