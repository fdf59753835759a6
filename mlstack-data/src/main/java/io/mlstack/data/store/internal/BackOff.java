package io.mlstack.data.store.internal;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.StorageException;
import io.mlstack.api.random.KeyedRandom;
import java.util.concurrent.TimeUnit;

/** How long the loser of a race waits before it tries again: longer each time, and not as long as the others. */
final class BackOff {

    private static final long FIRST_MICROS = 500;
    private static final int MAX_DOUBLINGS = 7;

    private BackOff() {}

    /** @throws StorageException if the thread is interrupted; its flag stays set */
    static void pause(int attempt) {
        long longest = FIRST_MICROS << Math.min(attempt, MAX_DOUBLINGS);
        double part = KeyedRandom.of(System.nanoTime(), "store/back-off")
                .uniform(Thread.currentThread().getId());
        try {
            TimeUnit.MICROSECONDS.sleep((long) (part * longest));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException(
                    new Finding(
                            "store.interrupted",
                            "commit",
                            "the thread was interrupted while others were committing",
                            "commit again; the dataset is as they left it"),
                    e);
        }
    }
}
