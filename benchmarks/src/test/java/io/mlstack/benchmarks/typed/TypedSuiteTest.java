package io.mlstack.benchmarks.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.benchmarks.bar.Bar;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypedSuiteTest {

    @Test
    void theBarsAreThese() {
        assertThat(new TypedSuite().bars())
                .extracting(Bar::name)
                .containsExactly("typed-record-vs-hand-loop", "typed-record-bytes-beyond-result");
    }

    @Test
    void bothWaysAnswerAlike() {
        TypedSuite.requireEqualAnswers(new PrintStream(OutputStream.nullOutputStream()));
    }

    @Test
    void severalJvmsCountByTheirMedianAndTheHighestAllocation() {
        assertThat(TypedTiming.of(List.of(new TypedTiming(30, 24), new TypedTiming(10, 25), new TypedTiming(20, 24))))
                .isEqualTo(new TypedTiming(20, 25));
    }
}
