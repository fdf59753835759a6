package io.mlstack.api.progress;

import io.mlstack.api.progress.ProgressEvent.State;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that reports how far it is; made by {@link Progress#start}.
 *
 * <p>Thread-safe. Of a task of known size at most about a thousand steps are reported, so advancing row by row is cheap; of
 * one of unknown size each call is, so advance in blocks. A task ends once: by {@link #finish}, by {@link #fail}, or by
 * {@link #close} without either, which counts as failed. What comes after its end is not reported.
 */
public final class ProgressTask implements AutoCloseable {

    static final Progress NOBODY = event -> {};

    private static final Logger LOG = System.getLogger(Progress.class.getName());
    private static final long REPORTS = 1_000;

    private final String name;
    private final String unit;
    private final OptionalLong total;
    private final long stride;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong nextReport = new AtomicLong();

    /** {@link #NOBODY} once the task has ended or the listener has thrown. */
    private volatile Progress listener;

    private ProgressTask(Progress listener, String name, String unit, OptionalLong total) {
        this.listener = listener;
        this.name = name;
        this.unit = unit;
        this.total = total;
        this.stride = Math.max(1, total.orElse(0) / REPORTS);
    }

    static ProgressTask started(Progress listener, String name, String unit, OptionalLong total) {
        ProgressEvent event = new ProgressEvent(State.STARTED, name, unit, 0, total, Optional.empty());
        ProgressTask task = new ProgressTask(listener, name, unit, total);
        task.report(listener, event);
        return task;
    }

    /** How many units are done. */
    public long done() {
        return done.get();
    }

    /**
     * Counts {@code units} more as done.
     *
     * @throws IllegalArgumentException if {@code units} is negative
     */
    public void advance(long units) {
        if (units < 0) {
            throw new IllegalArgumentException("work is not undone, got " + units + " " + unit);
        }
        long now = done.addAndGet(units);
        long due = nextReport.get();
        if (now >= due && listener != NOBODY && nextReport.compareAndSet(due, now + stride)) {
            report(listener, event(State.ADVANCED, null));
        }
    }

    /** All is done. */
    public void finish() {
        end(State.FINISHED, null);
    }

    /** The work ends here because of {@code cause}. */
    public void fail(Throwable cause) {
        end(State.FAILED, cause);
    }

    /** Counts as failed, without a reason, unless the task has ended. */
    @Override
    public void close() {
        end(State.FAILED, null);
    }

    private void end(State state, @Nullable Throwable cause) {
        Progress last;
        synchronized (this) {
            last = listener;
            listener = NOBODY;
        }
        if (last != NOBODY) {
            report(last, event(state, cause));
        }
    }

    private ProgressEvent event(State state, @Nullable Throwable cause) {
        return new ProgressEvent(state, name, unit, done.get(), total, Optional.ofNullable(cause));
    }

    private void report(Progress to, ProgressEvent event) {
        try {
            to.report(event);
        } catch (RuntimeException e) {
            listener = NOBODY;
            LOG.log(Level.WARNING, "the progress of \"" + name + "\" is no longer reported: its listener failed", e);
        }
    }

    @Override
    public String toString() {
        return "ProgressTask[" + name + ", " + done + (total.isPresent() ? "/" + total.getAsLong() : "") + " " + unit
                + "]";
    }
}
