package io.mlstack.api.blob;

import static java.util.Objects.requireNonNull;

import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A history that many writers extend without locks: record n + 1 is created if it is absent, so of all who saw n as the last
 * one exactly one goes on and the others read what he wrote and try again.
 *
 * <pre>{@code
 * NumberedLog log = NumberedLog.of(store, "refs/biopsies");
 * long last;
 * do {
 *     last = log.last().orElse(0);
 * } while (!log.append(last, event(last)));
 * }</pre>
 *
 * <p>Records are numbered from 1 without holes and lie at {@code <prefix>/<20 digits>}. Each is framed with its length, its
 * number and a CRC32C, so a torn, flipped or misplaced record is an error and never content. A log only grows; whoever
 * removes a whole log deletes its newest record first, so that what is left has no hole at any moment.
 *
 * <p>Immutable but for a remembered position; thread-safe; any number of them over one prefix work at the same time.
 * Failures of the store surface as {@link io.mlstack.api.error.StorageException}.
 */
public final class NumberedLog {

    private static final int DIGITS = 20;

    private final BlobStore store;
    private final String prefix;

    /** A record that was there once; only a hint where to look. */
    private volatile long seen;

    private NumberedLog(BlobStore store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    /**
     * The log below {@code prefix}, which need not exist yet. Reads nothing.
     *
     * @param prefix a key; the records lie one segment below it and nothing else does
     * @throws InvalidInputException if the keys of its records would be outside {@link BlobKey}'s grammar
     */
    public static NumberedLog of(BlobStore store, String prefix) {
        requireNonNull(store, "store");
        BlobKey.check(prefix);
        BlobKey.check(key(prefix, 1));
        return new NumberedLog(store, prefix);
    }

    /** The key below which the records lie. */
    public String prefix() {
        return prefix;
    }

    /**
     * The number of the newest record; empty if there is none.
     *
     * <p>At least as new as all that was acknowledged before the call. Costs two questions to the store where nothing was
     * appended since this instance last looked, and about 2 log2(n) for n new records; it lists nothing, unless the log
     * seems empty.
     *
     * @throws CorruptDataException if the first record is missing although there are others
     */
    public OptionalLong last() {
        long low = seen;
        if (low == 0 || !exists(low)) {
            if (!exists(1) && isEmpty()) {
                return OptionalLong.empty();
            }
            low = 1;
        }
        long step = 1;
        while (exists(low + step)) {
            low += step;
            step *= 2;
        }
        long last = lastBetween(low, low + step);
        seen = last;
        return OptionalLong.of(last);
    }

    /**
     * Creates the record after {@code expectedLast} if nobody did; durable on return.
     *
     * @param expectedLast the newest record this one builds on; 0 for the first
     * @return false if somebody else's record is there: the race is lost and nothing was changed
     * @throws InvalidInputException if record {@code expectedLast} does not exist, so that a hole would be left
     */
    public boolean append(long expectedLast, byte[] record) {
        requireNonNull(record, "record");
        if (expectedLast < 0) {
            throw new IllegalArgumentException("a log ends at record 0 or later, got " + expectedLast);
        }
        if (expectedLast > seen && !exists(expectedLast)) {
            throw new InvalidInputException(new Finding(
                    "log.hole",
                    place(expectedLast + 1),
                    "cannot be appended because record " + expectedLast + " does not exist",
                    "append after last()"));
        }
        long number = expectedLast + 1;
        boolean won = store.putIfAbsent(key(prefix, number), RecordFrame.wrap(number, record));
        seen = Math.max(seen, number);
        return won;
    }

    /**
     * The content of a record, in a new array.
     *
     * @throws io.mlstack.api.error.NotFoundException if there is no such record
     * @throws CorruptDataException if its frame does not hold; nothing of it is returned
     */
    public byte[] read(long number) {
        checkNumber(number);
        return RecordFrame.unwrap(number, store.read(key(prefix, number)), place(number));
    }

    /** The stored size of a record and its age by the clock of the store; empty if there is no such record. */
    public Optional<BlobStat> stat(long number) {
        checkNumber(number);
        return store.stat(key(prefix, number));
    }

    /**
     * The records from {@code first} to the newest at the time of the call, in order; read one by one as the stream asks. A
     * bad record surfaces there as {@link CorruptDataException}.
     */
    public Stream<LogRecord> from(long first) {
        checkNumber(first);
        return LongStream.rangeClosed(first, last().orElse(0)).mapToObj(number -> new LogRecord(number, read(number)));
    }

    private long lastBetween(long there, long missing) {
        long low = there;
        long high = missing;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (exists(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean exists(long number) {
        return store.stat(key(prefix, number)).isPresent();
    }

    /** Asked when there was no first record; somebody may append meanwhile, so it is looked for again. */
    private boolean isEmpty() {
        Optional<BlobStat> other = store.list(prefix + "/").findFirst();
        if (other.isPresent() && !exists(1)) {
            throw new CorruptDataException(new Finding(
                    "log.headless",
                    place(1),
                    "the first record is missing although there is "
                            + other.get().key(),
                    "restore it from a remote or a backup, or remove the rest of this log"));
        }
        return other.isEmpty();
    }

    private static void checkNumber(long number) {
        if (number < 1) {
            throw new IllegalArgumentException("records are numbered from 1, got " + number);
        }
    }

    private String place(long number) {
        return store + "/" + key(prefix, number);
    }

    private static String key(String prefix, long number) {
        String digits = Long.toString(number);
        return prefix + "/" + "0".repeat(DIGITS - digits.length()) + digits;
    }

    @Override
    public String toString() {
        return "NumberedLog[" + store + "/" + prefix + "]";
    }
}
