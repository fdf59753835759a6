package io.mlstack.benchmarks.timing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.benchmarks.model.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimingTest {

    @Test
    void batchesDivideTheRowsThatTakeTurns() {
        assertThat(Case.all(List.of(Subject.values()))).allMatch(which -> CallBenchmark.ROWS % which.rows() == 0);
    }

    @Test
    void severalJvmsCountByTheirMedianAndTheHighestAllocation() {
        assertThat(Timing.of(List.of(new Timing(30, 0), new Timing(10, 16), new Timing(20, 1))))
                .isEqualTo(new Timing(20, 16));
        assertThat(Timing.of(List.of(new Timing(30, 0), new Timing(10, 0)))).isEqualTo(new Timing(20, 0));
    }

    @Test
    void eachPercentileIsTheMedianOfItsJvms() {
        assertThat(Percentiles.of(List.of(
                        new Percentiles(1, 10, 30, 100),
                        new Percentiles(2, 9, 50, 300),
                        new Percentiles(3, 8, 40, 200))))
                .isEqualTo(new Percentiles(2, 9, 40, 200));
    }

    @Test
    void theTailIsWhatOneCallInAHundredTakesLonger() {
        assertThat(new Percentiles(12, 10, 15, 100).tail()).isEqualTo(1.5);
    }
}
