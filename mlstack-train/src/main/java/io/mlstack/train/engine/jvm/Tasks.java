package io.mlstack.train.engine.jvm;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs numbered tasks on the caller's thread and, where an executor was given, on helpers from it.
 *
 * <p>The calling thread always takes part and claims tasks like any helper, so a busy, full or shut-down executor costs
 * speed and never progress: no deadlock is possible when training itself runs on that executor. Which thread takes a
 * task is not fixed; callers give every task its own output, so the result does not depend on it.
 */
final class Tasks {
    private final @Nullable Executor executor;
    private final int threads;

    private Tasks(@Nullable Executor executor, int threads) {
        this.executor = executor;
        this.threads = threads;
    }

    static Tasks onCaller() {
        return new Tasks(null, 1);
    }

    /** At most {@code threads} threads work at a time, the caller's included. */
    static Tasks on(@Nullable Executor executor, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
        return executor == null ? onCaller() : new Tasks(executor, threads);
    }

    int threads() {
        return threads;
    }

    /**
     * Runs tasks 0 to {@code count - 1} and returns when all have ended.
     *
     * @throws RuntimeException the first failure of a task, after every claimed task has ended; tasks that nobody had
     *     claimed by then did not run
     */
    void run(int count, IntConsumer task) {
        if (executor == null || threads == 1 || count <= 1) {
            for (int i = 0; i < count; i++) {
                task.accept(i);
            }
            return;
        }
        Job job = new Job(count, task);
        try {
            for (int i = Math.min(threads, count) - 1; i > 0; i--) {
                executor.execute(job);
            }
        } catch (RejectedExecutionException full) {
            // The caller's thread does what the executor would not take; nothing is lost.
        }
        job.run();
        job.await();
    }

    private static final class Job implements Runnable {
        private final int count;
        private final IntConsumer task;
        private final Thread owner = Thread.currentThread();
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger open;
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Job(int count, IntConsumer task) {
            this.count = count;
            this.task = task;
            this.open = new AtomicInteger(count);
        }

        @Override
        public void run() {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                try {
                    if (failure.get() == null) {
                        task.accept(i);
                    }
                } catch (Throwable thrown) {
                    failure.compareAndSet(null, thrown);
                } finally {
                    if (open.decrementAndGet() == 0 && Thread.currentThread() != owner) {
                        LockSupport.unpark(owner);
                    }
                }
            }
        }

        /** Waits for the helpers' last tasks; an interrupt is kept for the caller, whose arrays are still in use. */
        void await() {
            boolean interrupted = false;
            for (int spin = 0; open.get() > 0; spin++) {
                if (spin < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                    interrupted |= Thread.interrupted();
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            Throwable thrown = failure.get();
            if (thrown instanceof RuntimeException exception) {
                throw exception;
            }
            if (thrown instanceof Error error) {
                throw error;
            }
        }

        private static final int SPINS = 1_000;
    }
}
