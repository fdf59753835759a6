package io.mlstack.api.progress;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One step of a task. Immutable.
 *
 * @param state what happened
 * @param task its name for people, such as {@code commit biopsies}
 * @param unit what is counted, in the plural: {@code rows}, {@code epochs}; {@code bytes} may be shown as KiB and MiB
 * @param done how many units are done
 * @param total how many there will be; empty if nobody knows
 * @param failure why the task failed; empty in other states, and where it was left without a reason
 */
public record ProgressEvent(
        State state, String task, String unit, long done, OptionalLong total, Optional<Throwable> failure) {

    /** What can happen to a task; the last two end it. */
    public enum State {
        /** It began. */
        STARTED,
        /** Units were done. */
        ADVANCED,
        /** All is done. */
        FINISHED,
        /** It ended before all was done. */
        FAILED
    }

    /** Checks that the numbers are not negative. */
    public ProgressEvent {
        requireNonNull(state, "state");
        requireNonNull(task, "task");
        requireNonNull(unit, "unit");
        requireNonNull(failure, "failure");
        if (done < 0 || total.orElse(0) < 0) {
            throw new IllegalArgumentException("progress counts from 0, got " + done + " of " + total);
        }
    }

    /** The part that is done, from 0 to 1; empty if the total is unknown or 0. */
    public OptionalDouble fraction() {
        return total.orElse(0) == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, (double) done / total.getAsLong()));
    }
}
