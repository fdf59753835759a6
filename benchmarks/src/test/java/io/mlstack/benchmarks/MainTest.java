package io.mlstack.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.benchmarks.bar.Bar;
import io.mlstack.benchmarks.bar.Measurements;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theBarsAreTheLastLines() {
        assertThat(run((pace, into) -> into.measured("speed", 3), "probe")).isZero();
        assertThat(lines(out)).last().isEqualTo("BAR speed measured=3 target=>=2 stretch=>=4 PASS");
    }

    @Test
    void aFailedBarMakesTheRunFail() {
        assertThat(run((pace, into) -> into.measured("speed", 1), "probe")).isEqualTo(1);
        assertThat(lines(out)).last().asString().endsWith("FAIL");
    }

    @Test
    void aSuiteThatMeasuresNothingFails() {
        assertThat(run((pace, into) -> {}, "probe")).isEqualTo(1);
        assertThat(lines(out)).last().isEqualTo("BAR speed measured=absent target=>=2 stretch=>=4 FAIL");
    }

    @Test
    void aSuiteThatStopsEarlyFailsEvenWithAllItsBars() {
        assertThat(run(
                        (pace, into) -> {
                            into.measured("speed", 3);
                            throw new IOException("disk full");
                        },
                        "probe"))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("probe stopped early", "disk full");
        assertThat(lines(out)).last().asString().endsWith("PASS");
    }

    @Test
    void anUnknownSuiteListsThoseThatExist() {
        assertThat(run((pace, into) -> {}, "porbe")).isEqualTo(2);
        assertThat(lines(err))
                .containsExactly(
                        "Not understood: porbe",
                        "Usage: benchmarks/run SUITE [--quick]",
                        "Suites:",
                        "  probe      for this test");
        assertThat(out.size()).isZero();
    }

    @Test
    void noSuiteListsThoseThatExist() {
        assertThat(run((pace, into) -> {})).isEqualTo(2);
        assertThat(lines(err)).first().isEqualTo("Usage: benchmarks/run SUITE [--quick]");
    }

    @Test
    void anUnknownWordIsRefused() {
        assertThat(run((pace, into) -> {}, "probe", "--fast")).isEqualTo(2);
        assertThat(lines(err)).first().isEqualTo("Not understood: probe --fast");
    }

    @Test
    void quickIsUnderstoodBeforeAndBehindTheName() {
        assertThat(run(MainTest::quickOnly, "--quick", "probe")).isZero();
        assertThat(run(MainTest::quickOnly, "probe", "--quick")).isZero();
        assertThat(run(MainTest::quickOnly, "probe")).isEqualTo(1);
    }

    private static void quickOnly(Pace pace, Measurements into) {
        into.measured("speed", pace == Pace.QUICK ? 3 : 1);
    }

    private int run(Body body, String... args) {
        Suite probe = new Suite() {
            @Override
            public String name() {
                return "probe";
            }

            @Override
            public String about() {
                return "for this test";
            }

            @Override
            public List<Bar> bars() {
                return List.of(Bar.of("speed", ">=2", ">=4"));
            }

            @Override
            public void run(Pace pace, Measurements into, PrintStream to) throws Exception {
                body.run(pace, into);
            }
        };
        return new Main(List.of(probe)).run(args, print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private static List<String> lines(ByteArrayOutputStream written) {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private interface Body {
        void run(Pace pace, Measurements into) throws Exception;
    }
}
