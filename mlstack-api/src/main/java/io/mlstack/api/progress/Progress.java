package io.mlstack.api.progress;

import java.util.OptionalLong;

/**
 * Hears how far long work is; a lambda will do.
 *
 * <p>Whoever works starts a task and closes it, and need not care who listens:
 *
 * <pre>{@code
 * try (ProgressTask rows = progress.start("read biopsies.csv", "rows", 569)) {
 *     while (readRow()) {
 *         rows.advance(1);
 *     }
 *     rows.finish();
 * }
 * }</pre>
 *
 * <p>A listener is called by the threads that work, by several at a time if several work, so it is thread-safe and returns
 * soon. What it throws never reaches the work: it is logged once and the task goes on unheard.
 */
@FunctionalInterface
public interface Progress {

    /** Hears one event. Events of one task may overtake each other when several threads work on it. */
    void report(ProgressEvent event);

    /** Starts a task of known size. Tasks that run at the same time have different names. */
    default ProgressTask start(String task, String unit, long total) {
        return ProgressTask.started(this, task, unit, OptionalLong.of(total));
    }

    /** Starts a task whose size only its end will tell. */
    default ProgressTask start(String task, String unit) {
        return ProgressTask.started(this, task, unit, OptionalLong.empty());
    }

    /** Nobody listens. */
    static Progress none() {
        return ProgressTask.NOBODY;
    }
}
