package io.mlstack.api.progress;

import static java.util.Objects.requireNonNull;

import java.io.Flushable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Shows progress as text: a bar that is redrawn in place on a terminal, or now and then a line in a file.
 *
 * <pre>{@code
 * Progress progress = TerminalProgress.interactive(System.err);
 * // read biopsies.csv [=========>          ]  47 %  270/569 rows  1,350 rows/s  0:01 left
 * }</pre>
 *
 * <p>Thread-safe; a thread that works never waits for another one that draws. Writes nothing but to the given sink and does
 * not close it; a sink that fails is logged and left alone. Of several tasks the one that moved last is shown.
 */
public final class TerminalProgress implements Progress {

    private static final Logger LOG = System.getLogger(TerminalProgress.class.getName());
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration LINE = Duration.ofSeconds(10);
    private static final int COLUMNS = 100;

    private final Appendable out;
    private final boolean inPlace;
    private final InstantSource clock;
    private final Duration pause;
    private final ReentrantLock drawing = new ReentrantLock();

    // Guarded by drawing.
    private final Map<String, Running> running = new LinkedHashMap<>();
    private Instant lastDrawn = Instant.MIN;
    private int shown;
    private boolean failed;

    private record Running(Instant since, long done) {}

    private TerminalProgress(Appendable out, boolean inPlace, InstantSource clock) {
        this.out = requireNonNull(out, "out");
        this.inPlace = inPlace;
        this.clock = requireNonNull(clock, "clock");
        this.pause = inPlace ? REDRAW : LINE;
    }

    /** One line that is redrawn with a carriage return, at most ten times a second; for a terminal only. */
    public static TerminalProgress interactive(Appendable out) {
        return interactive(out, InstantSource.system());
    }

    /** {@link #interactive(Appendable)} by a clock of the caller. */
    public static TerminalProgress interactive(Appendable out, InstantSource clock) {
        return new TerminalProgress(out, true, clock);
    }

    /** A line every ten seconds at most, and one at the end of each task; for files and logs. */
    public static TerminalProgress plain(Appendable out) {
        return plain(out, InstantSource.system());
    }

    /** {@link #plain(Appendable)} by a clock of the caller. */
    public static TerminalProgress plain(Appendable out, InstantSource clock) {
        return new TerminalProgress(out, false, clock);
    }

    @Override
    public void report(ProgressEvent event) {
        if (event.state() != ProgressEvent.State.ADVANCED) {
            drawing.lock();
        } else if (!drawing.tryLock()) {
            return;
        }
        try {
            draw(event, clock.instant());
        } catch (IOException | RuntimeException e) {
            failed = true;
            LOG.log(Level.WARNING, "progress is no longer shown, its sink failed: {0}", e.toString());
        } finally {
            drawing.unlock();
        }
    }

    private void draw(ProgressEvent event, Instant now) throws IOException {
        Running task = running.merge(
                event.task(),
                new Running(now, event.done()),
                (old, fresh) -> new Running(old.since(), Math.max(old.done(), fresh.done())));
        ProgressLine line = new ProgressLine(event, task.done(), Duration.between(task.since(), now));
        switch (event.state()) {
            case STARTED -> {
                if (inPlace) {
                    drawLive(line, now);
                } else if (running.size() == 1) {
                    lastDrawn = now;
                }
            }
            case ADVANCED -> {
                boolean due = Duration.between(lastDrawn, now).abs().compareTo(pause) >= 0;
                if (due) {
                    drawLive(line, now);
                }
            }
            case FINISHED, FAILED -> {
                running.remove(event.task());
                write(line.last(), true);
            }
        }
    }

    private void drawLive(ProgressLine line, Instant now) throws IOException {
        lastDrawn = now;
        String text = line.live();
        write(text.length() < COLUMNS ? text : text.substring(0, COLUMNS - 1), !inPlace);
    }

    /** Spaces wipe out what a longer line left. */
    private void write(String text, boolean ends) throws IOException {
        if (failed) {
            return;
        }
        if (inPlace) {
            out.append('\r');
        }
        out.append(text).append(" ".repeat(Math.max(0, shown - text.length())));
        shown = ends ? 0 : text.length();
        if (ends) {
            out.append(System.lineSeparator());
        }
        if (out instanceof Flushable flushable) {
            flushable.flush();
        }
    }
}
