package io.mlstack.serve.predict;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run over blocks of rows by the calling thread and its helpers, which claim block after block.
 *
 * <p>The calling thread waits only for blocks that a helper has begun, so an executor that is busy, full or shut down
 * costs speed and never progress, and the call may itself run on that executor. A helper that starts after the last block
 * was claimed touches nothing.
 */
final class RowBlocks implements Runnable {

    /** What one thread does with the blocks it claims; used by that thread alone. */
    interface Worker {
        void score(int firstRow, int count);
    }

    private static final int SPINS = 1_000;

    private final int rows;
    private final int blockRows;
    private final Supplier<? extends Worker> workers;
    private final Thread owner = Thread.currentThread();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger open;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private RowBlocks(int rows, int blockRows, Supplier<? extends Worker> workers) {
        this.rows = rows;
        this.blockRows = blockRows;
        this.workers = workers;
        this.open = new AtomicInteger(blocks());
    }

    private int blocks() {
        return (int) ((rows + (long) blockRows - 1) / blockRows);
    }

    /**
     * Returns when every block has been scored.
     *
     * @param threads the most that work at a time, the calling one included
     * @param workers called once by each thread that has claimed a block
     * @throws RuntimeException the first failure, as an Error too, after every block that was begun has ended
     */
    static void run(int rows, int blockRows, Executor helpers, int threads, Supplier<? extends Worker> workers) {
        RowBlocks all = new RowBlocks(rows, blockRows, workers);
        try {
            for (int i = Math.min(threads, all.blocks()) - 1; i > 0; i--) {
                helpers.execute(all);
            }
        } catch (RejectedExecutionException full) {
            // The calling thread does what the executor would not take; nothing is lost.
        }
        all.run();
        all.await();
    }

    @Override
    public void run() {
        Worker worker = null;
        for (int block = next.getAndIncrement(); block < blocks(); block = next.getAndIncrement()) {
            try {
                if (failure.get() == null) {
                    worker = worker == null ? workers.get() : worker;
                    int first = block * blockRows;
                    worker.score(first, Math.min(blockRows, rows - first));
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

    /** An interrupt is kept for the caller, whose arrays are in use until the last block has ended. */
    private void await() {
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
            owner.interrupt();
        }
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }
}
