package io.mlstack.s3;

import io.mlstack.api.random.KeyedRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Asks again where S3 is busy, longer apart each time and not at the same moments as others: full jitter after M. Brooker,
 * "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015). Thread-safe.
 */
final class Retry {

    /** One try. */
    interface Attempt<T> {
        /** @param number from 1 */
        T run(int number);
    }

    /** Waits; a seam for tests. */
    interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    /** Eight attempts that wait 6 seconds in all at most, on top of what the client of the caller does itself. */
    private static final int ATTEMPTS = 8;

    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final KeyedRandom random;
    private final Sleeper sleeper;
    private final AtomicLong calls = new AtomicLong();

    /** @param seed another one in each process, so that their pauses differ */
    Retry(long seed, Sleeper sleeper) {
        this.random = KeyedRandom.of(seed, "s3/back-off");
        this.sleeper = sleeper;
    }

    static Retry of(long seed) {
        return new Retry(seed, pause -> Thread.sleep(pause.toMillis()));
    }

    /**
     * Runs until an attempt neither fails nor is refused for a reason that passes.
     *
     * @throws io.mlstack.api.error.UnavailableException if it did not pass
     * @throws io.mlstack.api.error.StorageException if another failure came, or the thread is interrupted; its flag stays set
     */
    <T> T run(Action action, String place, Attempt<T> attempt) {
        long call = calls.getAndIncrement();
        for (int number = 1; ; number++) {
            if (Thread.currentThread().isInterrupted()) {
                throw Failures.interrupted(action, place, null);
            }
            try {
                return attempt.run(number);
            } catch (SdkException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw Failures.interrupted(action, place, e);
                }
                if (number == ATTEMPTS || !Failures.isPassing(e)) {
                    throw Failures.of(action, place, e, number);
                }
            }
            pause(action, place, call, number);
        }
    }

    private void pause(Action action, String place, long call, int number) {
        long longest = Math.min(FIRST.toNanos() << number - 1, LONGEST.toNanos());
        Duration pause = Duration.ofNanos((long) (random.at(call).uniform(number) * longest));
        try {
            sleeper.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted(action, place, e);
        }
    }
}
