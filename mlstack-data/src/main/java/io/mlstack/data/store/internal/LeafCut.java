package io.mlstack.data.store.internal;

/**
 * Where leaves end: after every row whose key's hash is small, which is one in {@code target} on average, and after {@code
 * 8 * target} rows at the latest.
 *
 * <p>The decision reads keys only. So the leaves of a table are a function of its keys, whatever the order in which they
 * came, and editing a value moves no boundary. A forced end (3 leaves in 10,000) can move when a row before it is inserted
 * or removed; the next ordinary end sets things right again.
 *
 * @param target rows of a leaf on average, at least 1
 */
public record LeafCut(int target) {

    /** What a store gets that is created by this version. */
    public static final LeafCut STANDARD = new LeafCut(8192);

    private static final int LONGEST = 8;
    private static final int MAX_TARGET = 1 << 20;

    /** Checks the target. */
    public LeafCut {
        if (target < 1 || target > MAX_TARGET) {
            throw new IllegalArgumentException("a leaf has 1 to " + MAX_TARGET + " rows on average, got " + target);
        }
    }

    /**
     * Whether a leaf that has {@code rows} rows so far ends after the row with this hash.
     *
     * @param rows with that row
     */
    boolean endsAfter(long hash, int rows) {
        return rows >= LONGEST * target || Long.compareUnsigned(hash, Long.divideUnsigned(-1L, target)) < 0;
    }
}
