package io.mlstack.data.store.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that occur most often. A value that is listed occurs {@code count} to {@code count + error} times, one that is not
 * listed at most {@code error} times; the error is at most 1/{@value #SIZE} of the rows, and 0 where there are no more than
 * {@value #SIZE} values. Immutable; the same input gives the same bytes.
 *
 * <p>Source: Misra and Gries, Finding repeated elements, 1982, merged as Agarwal et al., Mergeable Summaries, PODS 2012, section
 * 2.2: counts are added, then the largest count that has no place is taken from all.
 *
 * @param entries by falling count
 * @param error how much each count may be too small
 */
record TopValues(List<Entry> entries, long error) {

    static final int SIZE = 64;

    private static final Comparator<Entry> ORDER =
            Comparator.comparingLong(Entry::count).reversed().thenComparingLong(Entry::id);

    TopValues {
        entries = List.copyOf(entries);
    }

    /**
     * A value.
     *
     * @param id the number itself, or the hash of a text
     * @param text its first bytes; null for a number
     * @param count at least 1
     */
    record Entry(long id, byte @Nullable [] text, long count) {

        private Entry plus(Entry other) {
            return new Entry(id, text, count + other.count);
        }

        private Entry minus(long less) {
            return new Entry(id, text, count - less);
        }
    }

    /** @param all every value once; others may be left out if each occurs once and there are more than fit with them */
    static TopValues of(List<Entry> all, boolean complete) {
        return complete ? reduced(all, 0) : reduced(all, 0, 1);
    }

    static TopValues merge(List<TopValues> parts) {
        Map<Long, Entry> sums = new HashMap<>();
        long error = 0;
        for (TopValues part : parts) {
            part.entries.forEach(entry -> sums.merge(entry.id, entry, Entry::plus));
            error += part.error;
        }
        return reduced(new ArrayList<>(sums.values()), error);
    }

    /** Whether every value is listed, so that all counts are exact. */
    boolean isComplete() {
        return error == 0;
    }

    private static TopValues reduced(List<Entry> all, long error) {
        return reduced(all, error, 0);
    }

    /** @param least the count of values that are not among {@code all} */
    private static TopValues reduced(List<Entry> all, long error, long least) {
        List<Entry> sorted = new ArrayList<>(all);
        sorted.sort(ORDER);
        long less = sorted.size() > SIZE ? Math.max(least, sorted.get(SIZE).count) : least;
        List<Entry> kept = sorted.stream()
                .filter(entry -> entry.count > less)
                .map(entry -> entry.minus(less))
                .toList();
        return new TopValues(kept, error + less);
    }

    void write(ByteSink out) {
        out.i64(error).i32(entries.size());
        for (Entry entry : entries) {
            out.i64(entry.id).i64(entry.count).i32(entry.text == null ? 0 : 1);
            if (entry.text != null) {
                out.sized(entry.text);
            }
        }
    }

    static TopValues read(ByteSource in) {
        long error = in.i64();
        int count = in.count();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long id = in.i64();
            long occurs = in.i64();
            entries.add(new Entry(id, in.i32() == 0 ? null : in.sized(), occurs));
        }
        return new TopValues(entries, error);
    }
}
