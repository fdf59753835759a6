package io.mlstack.data.store.internal;

import io.mlstack.api.progress.Progress;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Who writes, by which clock, and who hears how far it is. Immutable.
 *
 * @param author 1 to 200 printable characters
 */
public record Writer(String author, InstantSource clock, Progress progress) {

    /** The time that records get: to the microsecond. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
