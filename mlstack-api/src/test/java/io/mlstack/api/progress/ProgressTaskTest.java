package io.mlstack.api.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.progress.ProgressEvent.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ProgressTaskTest {

    private final List<ProgressEvent> heard = new CopyOnWriteArrayList<>();
    private final Progress progress = heard::add;

    @Test
    void startStepsAndEndAreHeard() {
        try (ProgressTask rows = progress.start("read", "rows", 3)) {
            rows.advance(1);
            rows.advance(2);
            rows.finish();
        }
        assertThat(heard)
                .containsExactly(
                        event(State.STARTED, 0, 3),
                        event(State.ADVANCED, 1, 3),
                        event(State.ADVANCED, 3, 3),
                        event(State.FINISHED, 3, 3));
    }

    @Test
    void workThatThrowsHasFailed() {
        assertThatThrownBy(() -> {
                    try (ProgressTask rows = progress.start("read", "rows", 3)) {
                        rows.advance(1);
                        throw new IllegalStateException("no more rows");
                    }
                })
                .isInstanceOf(IllegalStateException.class);
        assertThat(heard.get(2)).isEqualTo(event(State.FAILED, 1, 3));
    }

    @Test
    void failureTellsItsCause() {
        Exception cause = new Exception("disk full");
        ProgressTask rows = progress.start("read", "rows");
        rows.fail(cause);
        assertThat(heard.get(1).failure()).containsSame(cause);
        assertThat(heard.get(1).total()).isEmpty();
    }

    @Test
    void taskEndsOnce() {
        ProgressTask rows = progress.start("read", "rows", 3);
        rows.finish();
        rows.fail(new Exception());
        rows.finish();
        rows.advance(1);
        rows.close();
        assertThat(heard).extracting(ProgressEvent::state).containsExactly(State.STARTED, State.FINISHED);
    }

    @Test
    void millionRowsAreAboutAThousandEvents() {
        ProgressTask rows = progress.start("read", "rows", 1_000_000);
        for (int i = 0; i < 1_000_000; i++) {
            rows.advance(1);
        }
        assertThat(heard).hasSizeBetween(900, 1_100);
        assertThat(rows.done()).isEqualTo(1_000_000);
        assertThat(rows).hasToString("ProgressTask[read, 1000000/1000000 rows]");
    }

    @Test
    void threadsCountTogether() throws InterruptedException {
        ProgressTask rows = progress.start("read", "rows", 40_000);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(new Thread(() -> {
                for (int i = 0; i < 10_000; i++) {
                    rows.advance(1);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        rows.finish();
        assertThat(rows.done()).isEqualTo(40_000);
        assertThat(heard.get(heard.size() - 1)).isEqualTo(event(State.FINISHED, 40_000, 40_000));
    }

    /** The log gets one warning; the test looks at the work. */
    @Test
    void listenerThatThrowsIsNotHeardByTheWork() {
        List<ProgressEvent> before = new ArrayList<>();
        Progress broken = event -> {
            before.add(event);
            if (event.state() == State.ADVANCED) {
                IllegalStateException onPurpose =
                        new IllegalStateException("the listener of this test fails on purpose");
                onPurpose.setStackTrace(new StackTraceElement[0]);
                throw onPurpose;
            }
        };
        ProgressTask rows = broken.start("read", "rows", 3);
        assertThatCode(() -> {
                    rows.advance(1);
                    rows.advance(1);
                    rows.finish();
                })
                .doesNotThrowAnyException();
        assertThat(before).hasSize(2);
        assertThat(rows.done()).isEqualTo(2);
    }

    @Test
    void nobodyNeedsToListen() {
        try (ProgressTask rows = Progress.none().start("read", "rows")) {
            rows.advance(5);
            rows.finish();
            assertThat(rows.done()).isEqualTo(5);
        }
    }

    @Test
    void numbersBelowZeroAreRefused() {
        assertThatThrownBy(() -> progress.start("read", "rows", -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> progress.start("read", "rows", 3).advance(-2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-2 rows");
    }

    @Test
    void fractionIsKnownWithTheTotal() {
        assertThat(event(State.ADVANCED, 1, 4).fraction()).hasValue(0.25);
        assertThat(event(State.ADVANCED, 9, 4).fraction()).hasValue(1);
        assertThat(event(State.ADVANCED, 0, 0).fraction()).isEmpty();
        assertThat(new ProgressEvent(State.ADVANCED, "t", "u", 1, OptionalLong.empty(), Optional.empty()).fraction())
                .isEmpty();
    }

    private static ProgressEvent event(State state, long done, long total) {
        return new ProgressEvent(state, "read", "rows", done, OptionalLong.of(total), Optional.empty());
    }
}
