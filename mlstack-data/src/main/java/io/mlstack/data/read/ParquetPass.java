package io.mlstack.data.read;

import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.MlstackException;
import io.mlstack.api.error.StorageException;
import io.mlstack.api.progress.Progress;
import io.mlstack.api.progress.ProgressTask;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One pass over a Parquet file, decoded in a thread of its own so that a hostile file costs no more than its time limit. */
final class ParquetPass implements Blocks {

    private final String file;
    private final Duration limit;
    private final ExecutorService thread;
    private final ParquetRows rows;
    private final ProgressTask task;

    ParquetPass(Path path, Duration limit, Progress progress) {
        this.file = String.valueOf(path.getFileName());
        this.limit = limit;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread reader = new Thread(work, "mlstack-parquet " + file);
            reader.setDaemon(true);
            return reader;
        });
        try {
            this.rows = within(() -> ParquetRows.open(path));
        } catch (RuntimeException e) {
            thread.shutdownNow();
            throw e;
        }
        this.task = progress.start("read " + file, "rows", rows.count());
    }

    Schema schema() {
        return rows.schema();
    }

    long rows() {
        return rows.count();
    }

    @Override
    public @Nullable Columns next() {
        Columns block = withinOrNull(rows::next);
        if (block == null) {
            task.finish();
        } else {
            task.advance(block.rows());
        }
        return block;
    }

    /** After a block that took too long the file is closed whenever its thread comes back. */
    @Override
    public void close() {
        task.close();
        Future<?> unheard = thread.submit(() -> {
            rows.close();
            return null;
        });
        thread.shutdown();
        if (!unheard.isDone()) {
            try {
                unheard.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                thread.shutdownNow();
            }
        }
    }

    private <T> T within(Callable<T> work) {
        T result = withinOrNull(work);
        if (result == null) {
            throw new IllegalStateException("nothing was opened");
        }
        return result;
    }

    private <T> @Nullable T withinOrNull(Callable<? extends @Nullable T> work) {
        Future<? extends @Nullable T> running = thread.submit(work);
        try {
            return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            throw broken(
                    "a block takes longer than " + limit.toMillis() + " ms",
                    "raise timeLimit if the file can be trusted",
                    e);
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            throw new StorageException(
                    new Finding("parquet.interrupted", file, "reading was interrupted", "read the file again"), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MlstackException ours) {
                throw ours;
            }
            throw broken("cannot be decoded: " + e.getCause(), "write or copy the file again", e);
        }
    }

    private CorruptDataException broken(String what, String cure, Exception cause) {
        return new CorruptDataException(new Finding("parquet.broken", file, what, cure), cause);
    }
}
