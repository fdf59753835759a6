package io.mlstack.benchmarks.hotpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.benchmarks.bar.Bar;
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
}
