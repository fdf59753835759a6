package io.mlstack.api.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a vector have a value; one bit a row, set means present (Arrow's validity bitmap). Immutable.
 */
public final class Validity {

    private final int length;
    private final long @Nullable [] words;
    private final int missing;

    private Validity(int length, long @Nullable [] words, int missing) {
        this.length = length;
        this.words = missing == 0 ? null : words;
        this.missing = missing;
    }

    /** All of {@code length} rows present. */
    public static Validity allPresent(int length) {
        return new Validity(length, null, 0);
    }

    /**
     * From a bitmap, row {@code i} at bit {@code i % 64} of word {@code i / 64}.
     *
     * @param words at least {@code (length + 63) / 64}; copied
     */
    public static Validity of(int length, long[] words) {
        long[] own = Arrays.copyOf(words, (length + 63) >>> 6);
        if ((length & 63) != 0) {
            own[own.length - 1] &= (1L << length) - 1;
        }
        int present = 0;
        for (long word : own) {
            present += Long.bitCount(word);
        }
        return new Validity(length, own, length - present);
    }

    /** Number of rows. */
    public int length() {
        return length;
    }

    /** How many rows have no value. */
    public int missing() {
        return missing;
    }

    /** Whether {@code row} has no value. */
    public boolean isMissing(int row) {
        return words != null && (words[row >>> 6] >>> row & 1) == 0;
    }

    /** A copy of the bitmap, all bits of absent rows zero. */
    public long[] toWords() {
        if (words != null) {
            return words.clone();
        }
        long[] all = new long[(length + 63) >>> 6];
        Arrays.fill(all, -1L);
        if ((length & 63) != 0) {
            all[all.length - 1] = (1L << length) - 1;
        }
        return all;
    }

    Validity take(int[] rows) {
        if (words == null) {
            return allPresent(rows.length);
        }
        long[] taken = new long[(rows.length + 63) >>> 6];
        for (int i = 0; i < rows.length; i++) {
            if (!isMissing(rows[i])) {
                taken[i >>> 6] |= 1L << i;
            }
        }
        return of(rows.length, taken);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Validity validity && length == validity.length && Arrays.equals(words, validity.words);
    }

    @Override
    public int hashCode() {
        return 31 * length + Arrays.hashCode(words);
    }
}
