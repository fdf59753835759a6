package io.mlstack.data.store.internal;

/**
 * Where nodes of a tree end: after every child whose last key has a small hash, which is one in {@code target} on average, at
 * the earliest after two and after {@code 8 * target} children at the latest.
 *
 * <p>Keys alone decide, as they do for leaves: equal rows give equal trees whatever the order in which they came, and editing
 * a value moves no boundary. Two children at least, so that every level has at most half the nodes of the one below.
 *
 * @param target children of a node on average
 */
public record NodeCut(int target) {

    /** What a store gets that is created by this version. */
    public static final NodeCut STANDARD = new NodeCut(128);

    private static final int SHORTEST = 2;
    private static final int LONGEST = 8;
    private static final int MAX_TARGET = 1 << 12;

    /** Any odd number will do; it is the golden ratio in 64 bits, and it never changes. */
    private static final long LEVEL_SALT = 0x9E3779B97F4A7C15L;

    /** Checks the target. */
    public NodeCut {
        if (target < SHORTEST || target > MAX_TARGET) {
            throw new IllegalArgumentException(
                    "a node has " + SHORTEST + " to " + MAX_TARGET + " children on average, got " + target);
        }
    }

    /**
     * Whether a node ends after a child.
     *
     * @param level of the child: 0 for a leaf
     * @param children with this one
     */
    boolean endsAfter(Child child, int level, int children) {
        if (children < SHORTEST || children >= LONGEST * target) {
            return children >= SHORTEST;
        }
        // The last key of a leaf was chosen by its hash, so it is mixed once more; else every node would end at once.
        long hash = KeyVector.mix(child.last().hash() + (level + 1) * LEVEL_SALT);
        return Long.compareUnsigned(hash, Long.divideUnsigned(-1L, target)) < 0;
    }
}
