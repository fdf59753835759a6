package io.mlstack.benchmarks.hotpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.benchmarks.bar.Bar;
import java.util.List;
import org.junit.jupiter.api.Test;

class HotPathSuiteTest {

    /** A bar that is renamed or lost goes unnoticed by whoever compares two runs. */
    @Test
    void theBarsAreThese() {
        assertThat(new HotPathSuite().bars())
                .extracting(Bar::name)
                .containsExactly(
                        "logistic-largest-error",
                        "net-largest-error",
                        "large-net-largest-error",
                        "logistic-row-vs-onnxruntime-pinned",
                        "logistic-batch256-vs-onnxruntime-pinned",
                        "net-row-vs-onnxruntime-pinned",
                        "net-batch256-vs-onnxruntime-pinned",
                        "large-net-row-vs-onnxruntime-pinned",
                        "large-net-batch256-vs-onnxruntime-pinned",
                        "logistic-row-bytes-per-call",
                        "logistic-batch256-bytes-per-call",
                        "net-row-bytes-per-call",
                        "net-batch256-bytes-per-call",
                        "large-net-row-bytes-per-call",
                        "large-net-batch256-bytes-per-call");
    }

    @Test
    void everyCaseHasItsBars() {
        List<String> names = new HotPathSuite().bars().stream().map(Bar::name).toList();
        for (HotPathCase which : HotPathCase.all()) {
            assertThat(names).contains(which.key() + "-vs-onnxruntime-pinned", which.key() + "-bytes-per-call");
        }
    }

    @Test
    void batchesDivideTheRowsThatTakeTurns() {
        assertThat(HotPathCase.all()).allMatch(which -> HotPathBenchmark.ROWS % which.rows() == 0);
    }

    @Test
    void severalJvmsCountByTheirMedianAndTheHighestAllocation() {
        assertThat(Timing.of(List.of(new Timing(30, 0), new Timing(10, 16), new Timing(20, 1))))
                .isEqualTo(new Timing(20, 16));
        assertThat(Timing.of(List.of(new Timing(30, 0), new Timing(10, 0)))).isEqualTo(new Timing(20, 0));
    }
}
