package io.mlstack.api.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final StringBuilder out = new StringBuilder();

    @Test
    void barHasPercentAmountRateAndTimeLeft() {
        ProgressTask rows = interactive().start("read biopsies.csv", "rows", 2_000);
        pass(Duration.ofSeconds(2));
        rows.advance(500);
        assertThat(screen())
                .containsExactly(
                        "read biopsies.csv [====>               ]  25 %  500/2,000 rows  250 rows/s  0:06 left");
    }

    @Test
    void finalLineReplacesTheBar() {
        ProgressTask rows = interactive().start("read biopsies.csv", "rows", 2_000);
        pass(Duration.ofSeconds(2));
        rows.advance(2_000);
        assertThat(screen().get(0)).startsWith("read biopsies.csv [====================] 100 %  2,000/2,000 rows");
        rows.finish();
        assertThat(screen()).containsExactly("read biopsies.csv  2,000 rows in 2.0 s (1,000 rows/s)", "");
    }

    @Test
    void shorterLineLeavesNothingOfTheLongerOne() {
        TerminalProgress progress = interactive();
        ProgressTask rows = progress.start("a long name of a task", "rows", 1_000_000);
        rows.close();
        progress.start("b", "r").finish();
        assertThat(screen())
                .containsExactly(
                        "a long name of a task  failed after 0/1,000,000 rows in 0.0 s", "b  0 r in 0.0 s", "");
    }

    @Test
    void redrawsAtMostTenTimesASecond() {
        ProgressTask rows = interactive().start("read", "rows", 1_000);
        for (int i = 0; i < 1_000; i++) {
            pass(Duration.ofMillis(1));
            rows.advance(1);
        }
        assertThat(out.chars().filter(c -> c == '\r')).hasSize(11);
        assertThat(out).doesNotContain("\n");
    }

    @Test
    void unknownTotalShowsTimePassed() {
        ProgressTask pages = interactive().start("crawl", "pages");
        pass(Duration.ofSeconds(3_725));
        pages.advance(7_450);
        assertThat(screen()).containsExactly("crawl  7,450 pages  2 pages/s  1:02:05");
    }

    @Test
    void bytesAreScaled() {
        ProgressTask bytes = interactive().start("push", "bytes", 5_000_000);
        pass(Duration.ofSeconds(1));
        bytes.advance(2_500_000);
        assertThat(screen())
                .containsExactly("push [=========>          ]  50 %  2.4 MiB/4.8 MiB  2.4 MiB/s  0:01 left");
        bytes.finish();
        assertThat(screen().get(0)).isEqualTo("push  2.4 MiB in 1.0 s (2.4 MiB/s)");
    }

    @Test
    void slowWorkHasARateBelowOne() {
        ProgressTask epochs = interactive().start("fit", "epochs", 10);
        pass(Duration.ofSeconds(4));
        epochs.advance(1);
        assertThat(screen()).containsExactly("fit [=>                  ]  10 %  1/10 epochs  0.3 epochs/s  0:36 left");
    }

    @Test
    void plainLinesComeSeldomAndNeverReturnTheCarriage() {
        ProgressTask rows = TerminalProgress.plain(out, () -> now).start("read", "rows", 100);
        for (int i = 0; i < 25; i++) {
            pass(Duration.ofSeconds(1));
            rows.advance(4);
        }
        rows.finish();
        assertThat(out.toString().lines())
                .containsExactly(
                        "read [=======>            ]  40 %  40/100 rows  4 rows/s  0:15 left",
                        "read [===============>    ]  80 %  80/100 rows  4 rows/s  0:05 left",
                        "read  100 rows in 25.0 s (4 rows/s)");
        assertThat(out).doesNotContain("\r\r").doesNotContain("\rread");
    }

    @Test
    void shortTaskIsOnePlainLine() {
        TerminalProgress progress = TerminalProgress.plain(out, () -> now);
        ProgressTask rows = progress.start("read", "rows", 1);
        rows.advance(1);
        rows.finish();
        assertThat(out.toString().lines()).containsExactly("read  1 rows in 0.0 s");
    }

    @Test
    void failureTellsHowFarItCameAndWhy() {
        ProgressTask rows = TerminalProgress.plain(out, () -> now).start("read", "rows", 10);
        rows.advance(3);
        pass(Duration.ofMillis(1_500));
        rows.fail(new IOException("disk\nfull"));
        assertThat(out.toString().lines()).containsExactly("read  failed after 3/10 rows in 1.5 s: disk?full");
    }

    @Test
    void namesThatMoveTheCursorAreMadeHarmless() {
        interactive().start("evil\u001b[2J\r\nname", "rows\t").finish();
        assertThat(screen()).containsExactly("evil?[2J?name  0 rows? in 0.0 s", "");
    }

    @Test
    void longNamesAndLinesAreCut() {
        ProgressTask task = interactive().start("n".repeat(500), "u".repeat(500), 7);
        pass(Duration.ofSeconds(1));
        task.advance(1);
        assertThat(screen().get(0)).hasSize(99).startsWith("n".repeat(37) + "... [");
    }

    @Test
    void nothingDependsOnTheLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            barHasPercentAmountRateAndTimeLeft();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void clockThatIsSetBackDoesNoHarm() {
        ProgressTask rows = interactive().start("read", "rows", 10);
        pass(Duration.ofHours(-1));
        rows.advance(5);
        rows.finish();
        assertThat(screen().get(0)).isEqualTo("read  5 rows in 0.0 s");
    }

    @Test
    void brokenSinkNeverReachesTheWork() {
        Appendable broken = new BrokenSink();
        ProgressTask rows = TerminalProgress.interactive(broken, () -> now).start("read", "rows", 10);
        assertThatCode(() -> {
                    rows.advance(5);
                    rows.finish();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void printStreamIsFlushed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(new BufferedOutputStream(bytes), false, StandardCharsets.UTF_8);
        TerminalProgress.plain(stream, () -> now).start("read", "rows").finish();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).startsWith("read  0 rows");
    }

    @Test
    void threadsWithTasksOfTheirOwnEachGetTheirFinalLine() throws InterruptedException {
        TerminalProgress progress = interactive();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            String name = "task-" + t;
            threads.add(new Thread(() -> {
                ProgressTask task = progress.start(name, "rows", 1_000);
                for (int i = 0; i < 1_000; i++) {
                    task.advance(1);
                }
                task.finish();
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        List<String> lines = screen();
        assertThat(lines).hasSize(9);
        assertThat(lines.subList(0, 8))
                .allMatch(line -> line.matches("task-[0-7]  1,000 rows in 0.0 s"))
                .doesNotHaveDuplicates();
    }

    private TerminalProgress interactive() {
        return TerminalProgress.interactive(out, () -> now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    /** What a terminal shows: a carriage return starts the line again, and what is not overwritten stays. */
    private List<String> screen() {
        List<String> lines = new ArrayList<>();
        for (String line : out.toString().replace("\r\n", "\n").split("\n", -1)) {
            StringBuilder row = new StringBuilder();
            for (String part : line.split("\r")) {
                row.replace(0, Math.min(part.length(), row.length()), part);
            }
            lines.add(row.toString().stripTrailing());
        }
        return lines;
    }

    private static final class BrokenSink implements Appendable {
        @Override
        public Appendable append(CharSequence text) throws IOException {
            throw new IOException("the sink of this test fails on purpose");
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) throws IOException {
            throw new IOException("the sink of this test fails on purpose");
        }

        @Override
        public Appendable append(char c) throws IOException {
            throw new IOException("the sink of this test fails on purpose");
        }
    }
}
