package io.mlstack.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.benchmarks.bar.Bar;
import io.mlstack.benchmarks.bar.Measurements;
import io.mlstack.benchmarks.model.Subject;
import io.mlstack.benchmarks.peer.Entrant;
import io.mlstack.benchmarks.timing.Case;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeersSuiteTest {

    private static final Race ROW = Race.ALL.get(0);

    /** A bar that is renamed or lost goes unnoticed by whoever compares two runs. */
    @Test
    void theBarsAreThese() {
        assertThat(new PeersSuite().bars())
                .extracting(Bar::name)
                .containsExactly(
                        // spotless:off
                        "logistic-largest-error",
                        "trees-100x6-leaves-differing", "trees-100x6-margins-differing",
                        "trees-500x8-leaves-differing", "trees-500x8-margins-differing",
                        "net-largest-error",
                        "large-net-largest-error",
                        "logistic-row-vs-onnxruntime-pinned", "logistic-row-vs-onnxruntime-pinned-avx512",
                        "logistic-batch256-vs-onnxruntime-pinned", "logistic-batch256-vs-onnxruntime-pinned-avx512",
                        "trees-100x6-row-vs-onnxruntime-pinned", "trees-100x6-row-vs-onnxruntime-pinned-avx512",
                        "trees-100x6-row-vs-xgboost",
                        "trees-100x6-batch256-vs-xgboost", "trees-100x6-batch256-vs-xgboost-avx512",
                        "trees-500x8-row-vs-onnxruntime-pinned", "trees-500x8-row-vs-onnxruntime-pinned-avx512",
                        "trees-500x8-row-vs-xgboost",
                        "trees-500x8-batch256-vs-xgboost", "trees-500x8-batch256-vs-xgboost-avx512",
                        "net-row-vs-onnxruntime-pinned", "net-row-vs-onnxruntime-pinned-avx512",
                        "net-batch256-vs-onnxruntime-pinned", "net-batch256-vs-onnxruntime-pinned-avx512",
                        "large-net-row-p50-vs-onnxruntime-pinned", "large-net-row-p50-vs-onnxruntime-pinned-avx512",
                        "large-net-batch256-vs-onnxruntime-pinned", "large-net-batch256-vs-onnxruntime-pinned-avx512",
                        "logistic-row-bytes-per-call", "logistic-batch256-bytes-per-call",
                        "trees-100x6-row-bytes-per-call", "trees-100x6-batch256-bytes-per-call",
                        "trees-500x8-row-bytes-per-call", "trees-500x8-batch256-bytes-per-call",
                        "net-row-bytes-per-call", "net-batch256-bytes-per-call",
                        "large-net-row-bytes-per-call", "large-net-batch256-bytes-per-call",
                        "logistic-row-p99-by-p50", "trees-100x6-row-p99-by-p50", "trees-500x8-row-p99-by-p50",
                        "net-row-p99-by-p50", "large-net-row-p99-by-p50",
                        "logistic-two-threads-vs-one", "trees-100x6-two-threads-vs-one",
                        "trees-500x8-two-threads-vs-one", "net-two-threads-vs-one", "large-net-two-threads-vs-one",
                        "typed-record-vs-hand-loop", "typed-record-bytes-beyond-result",
                        "startup-logistic-vs-onnxruntime", "startup-trees-100x6-vs-onnxruntime",
                        "startup-trees-500x8-vs-onnxruntime", "startup-net-vs-onnxruntime",
                        "startup-large-net-vs-onnxruntime"
                        // spotless:on
                        );
    }

    @Test
    void everyRivalRunsItsRace() {
        assertThat(Race.ALL).allMatch(race -> Entrant.of(race.which().subject()).contains(race.rival()));
    }

    @Test
    void aRatioSaysHowManyTimesAsFastMlstackIs() {
        Measurements into = new Measurements(ROW.bars());
        ROW.judge(Map.of(Entrant.MLSTACK, 20.0, ROW.rival(), 1000.0), into);
        assertThat(into.lines().get(0).toString()).startsWith("BAR logistic-row-vs-onnxruntime-pinned measured=50 ");
    }

    @Test
    void aTargetThatWasNotMadeForThisMachineIsSkippedWithItsReason() {
        Measurements into = new Measurements(ROW.bars());
        ROW.judge(Map.of(Entrant.MLSTACK, 20.0, Entrant.MLSTACK_SIMD, 10.0, ROW.rival(), 1000.0), into);
        List<String> verdicts = into.lines().stream()
                .map(line -> line.measured() + " " + line.verdict())
                .toList();
        assertThat(verdicts)
                .isEqualTo(
                        Platform.whyNotAvx512().isEmpty()
                                ? List.of("50 SKIP", "100 PASS")
                                : List.of("50 PASS", "100 SKIP"));
    }

    @Test
    void aRivalWithoutATimeFailsTheBar() {
        Measurements into = new Measurements(ROW.bars());
        ROW.judge(Map.of(Entrant.MLSTACK, 20.0), into);
        assertThat(into.failed()).isTrue();
    }

    @Test
    void onlyTheLargeNetIsJudgedByItsMedian() {
        assertThat(Race.ALL)
                .filteredOn(Race::median)
                .extracting(Race::which)
                .containsExactly(new Case(Subject.LARGE_NET, 1));
    }
}
