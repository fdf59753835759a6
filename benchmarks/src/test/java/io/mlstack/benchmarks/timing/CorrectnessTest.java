package io.mlstack.benchmarks.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mlstack.benchmarks.model.BenchmarkModel;
import io.mlstack.benchmarks.model.Subject;
import io.mlstack.benchmarks.peer.Contender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorrectnessTest {

    @ParameterizedTest
    @EnumSource(names = {"LOGISTIC", "NET"})
    void whoeverRoundsTheReferenceIsRight(Subject subject) throws Exception {
        BenchmarkModel created = subject.create();
        assertThat(Correctness.worstDifference(created, new Reference(created, 256, 0), 256))
                .isLessThan(1e-7);
    }

    @Test
    void oneWrongNumberAmongAllIsFound() throws Exception {
        BenchmarkModel model = Subject.NET.create();
        assertThat(Correctness.worstDifference(model, new Reference(model, 256, 0.25f), 256))
                .isCloseTo(0.25, within(1e-6));
    }

    @Test
    void aPredictionThatIsNoNumberIsInfinitelyWrong() throws Exception {
        BenchmarkModel model = Subject.LOGISTIC.create();
        assertThat(Correctness.worstDifference(model, new Reference(model, 1, Float.NaN), 1))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void aContenderThatWritesNothingIsWrong() throws Exception {
        BenchmarkModel model = Subject.LOGISTIC.create();
        assertThat(Correctness.worstDifference(model, (in, inOffset, out, outOffset) -> {}, 1))
                .isGreaterThan(0.5);
    }

    /** Says what is right, but adds {@code slip} to the last number of the last row. */
    private record Reference(BenchmarkModel model, int rows, float slip) implements Contender {
        @Override
        public void score(float[] in, int inOffset, float[] out, int outOffset) {
            for (int row = 0; row < rows; row++) {
                double[] right = model.reference(in, inOffset + row * model.inputs());
                for (int i = 0; i < right.length; i++) {
                    out[outOffset + row * right.length + i] = (float) right[i];
                }
            }
            if (outOffset + rows * model.outputs() == out.length) {
                out[out.length - 1] += slip;
            }
        }
    }
}
