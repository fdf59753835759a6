package io.mlstack.benchmarks.hotpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorrectnessTest {

    @ParameterizedTest
    @EnumSource
    void whoeverRoundsTheReferenceIsRight(HotPathModel model) throws Exception {
        BenchmarkModel created = model.create();
        assertThat(Correctness.worstDifference(created, new Reference(created, 256, 0), 256))
                .isLessThan(1e-7);
    }

    @Test
    void oneWrongNumberAmongAllIsFound() throws Exception {
        BenchmarkModel model = HotPathModel.NET.create();
        assertThat(Correctness.worstDifference(model, new Reference(model, 256, 0.25f), 256))
                .isCloseTo(0.25, within(1e-6));
    }

    @Test
    void aPredictionThatIsNoNumberIsInfinitelyWrong() throws Exception {
        BenchmarkModel model = HotPathModel.LOGISTIC.create();
        assertThat(Correctness.worstDifference(model, new Reference(model, 1, Float.NaN), 1))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void aContenderThatWritesNothingIsWrong() throws Exception {
        BenchmarkModel model = HotPathModel.LOGISTIC.create();
        Contender lazy = new Contender() {
            @Override
            public void score(float[] in, int inOffset, float[] out, int outOffset) {}

            @Override
            public void close() {}
        };
        assertThat(Correctness.worstDifference(model, lazy, 1)).isGreaterThan(0.5);
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

        @Override
        public void close() {}
    }
}
