package io.mlstack.benchmarks.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.benchmarks.bar.Bar;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.serve.bundle.GoldenOrigin;
import org.junit.jupiter.api.Test;

class OpenSuiteTest {

    /** A bar that is renamed or lost goes unnoticed by whoever compares two runs. */
    @Test
    void theBarsAreThese() {
        assertThat(new OpenSuite().bars())
                .extracting(Bar::name)
                .containsExactly("open-vs-sha256", "trees-open-vs-sha256");
    }

    @Test
    void aModelIsTheSameEachTimeAndHasGoldens() {
        Bundle bundle = OpenModel.NET.bundle();

        assertThat(bundle.id()).isEqualTo(OpenModel.NET.bundle().id());
        assertThat(bundle.goldens()).isEqualTo(GoldenOrigin.SELF);
        assertThat(OpenModel.TREES.bundle().size()).isGreaterThan(1 << 20);
    }
}
