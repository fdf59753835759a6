package io.mlstack.serve.predict.internal.compute;

import java.time.Duration;
import java.util.function.Consumer;

/** Runs two kernels in turns until one has shown that it is better, or patience is at its end. */
final class SimdTrial {

    /** The JIT needs about this long for either kernel. */
    private static final long WARM_NANOS = 50_000_000;

    /** The candidate must take at most this part of the other's time, or it is not worth its risk. */
    private static final double ENOUGH = 0.95;

    private static final int COUNTED = 100;
    /** A boxed vector takes more, and the counter itself may take this much once. */
    private static final int OBJECT = 16;

    private SimdTrial() {}

    /**
     * Whether the candidate is faster and allocates nothing. The fastest run of each counts: neighbours only ever add.
     */
    static <K> boolean of(K reference, K candidate, Consumer<K> trial, Duration patience) {
        long start = System.nanoTime();
        long fastest = Long.MAX_VALUE;
        long best = Long.MAX_VALUE;
        long passed;
        do {
            best = Math.min(best, time(reference, trial));
            fastest = Math.min(fastest, time(candidate, trial));
            passed = System.nanoTime() - start;
            if (passed > WARM_NANOS && fastest < ENOUGH * best && !allocates(candidate, trial)) {
                return true;
            }
        } while (passed < patience.toNanos());
        return false;
    }

    private static <K> long time(K kernels, Consumer<K> trial) {
        long start = System.nanoTime();
        trial.accept(kernels);
        return System.nanoTime() - start;
    }

    private static <K> boolean allocates(K kernels, Consumer<K> trial) {
        long before = ThreadBytes.allocated();
        for (int i = 0; i < COUNTED; i++) {
            trial.accept(kernels);
        }
        return ThreadBytes.allocated() - before >= COUNTED * OBJECT;
    }
}
