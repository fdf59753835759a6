package io.mlstack.serve.predict.internal.compute.tree;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Trees for one row at a time, laid out when some rows have come: who opens a model and scores its goldens does not wait.
 * Safe for use by several threads: one of them lays out, and the others go on as before until it has.
 */
final class LazyRows {

    /** Rows that trees as they are take before a layout is worth its time, some milliseconds for 100,000 splits. */
    static final int PLAIN = 64;

    private final RowLayout layout;
    private final RowTrees plain;

    /** Counted without a lock: threads that overlook each other's rows only lay out later. */
    private int seen;

    private final AtomicBoolean isTaken = new AtomicBoolean();
    private volatile @Nullable RowTrees laidOut;

    LazyRows(RowLayout layout) {
        this.layout = layout;
        this.plain = layout.plain();
    }

    /** What the next row goes through. */
    RowTrees next() {
        RowTrees made = laidOut;
        return made == null ? early() : made;
    }

    private RowTrees early() {
        if (seen < PLAIN) {
            seen++;
            return plain;
        }
        if (!isTaken.compareAndSet(false, true)) {
            return plain;
        }
        try {
            RowTrees made = layout.best();
            laidOut = made;
            return made;
        } finally {
            // Where it failed for want of memory, a later row tries again.
            isTaken.set(laidOut != null);
        }
    }
}
