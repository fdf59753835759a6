package io.mlstack.data.store;

import io.mlstack.api.blob.Digest;
import io.mlstack.data.store.internal.Version;
import java.time.Instant;

/**
 * Who made which version of a data set, when and why.
 *
 * @param number place in the history, from 1 without holes
 * @param id name of the version; a function of all that follows and of the version before
 * @param tableId name of the rows: equal for equal schema and rows, whoever commits them, when and in whatever order
 * @param rows how many rows the version has
 * @param author who committed
 * @param at when, to the microsecond
 * @param message why
 */
public record CommitInfo(long number, Digest id, Digest tableId, long rows, String author, Instant at, String message) {

    private static final int SHORT = 10;

    static CommitInfo of(Version version) {
        return new CommitInfo(
                version.number(),
                version.id(),
                version.commit().table(),
                version.commit().rows(),
                version.commit().author(),
                version.commit().at(),
                version.commit().message());
    }

    /** The beginning of the id: enough for people and for {@link Dataset#at}. */
    public String shortId() {
        return id.shortHex(SHORT);
    }

    /** {@code 3f2a91c0de 2026-10-05T09:30:00Z ana, 569 rows: first delivery}. */
    @Override
    public String toString() {
        return shortId() + " " + at + " " + author + ", " + rows + " rows: " + message;
    }
}
