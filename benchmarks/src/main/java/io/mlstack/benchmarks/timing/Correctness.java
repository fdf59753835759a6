package io.mlstack.benchmarks.timing;

import io.mlstack.benchmarks.model.BenchmarkModel;
import io.mlstack.benchmarks.peer.Contender;

/** Compares what a contender says to what is right, before anybody looks at how fast it says it. */
final class Correctness {

    private Correctness() {}

    /**
     * Largest absolute difference to the reference over all rows of the benchmark, in calls of {@code rows} rows.
     *
     * @return infinity where a prediction is no number
     * @throws Exception if the contender failed
     */
    static double worstDifference(BenchmarkModel model, Contender contender, int rows) throws Exception {
        float[] in = model.rows(CallBenchmark.ROWS);
        float[] out = new float[CallBenchmark.ROWS * model.outputs()];
        for (int row = 0; row < CallBenchmark.ROWS; row += rows) {
            contender.score(in, row * model.inputs(), out, row * model.outputs());
        }
        double worst = 0;
        for (int row = 0; row < CallBenchmark.ROWS; row++) {
            double[] right = model.reference(in, row * model.inputs());
            for (int i = 0; i < right.length; i++) {
                double difference = Math.abs(out[row * model.outputs() + i] - right[i]);
                // Not Math.max: NaN must lose against every tolerance.
                worst = difference <= worst ? worst : Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
            }
        }
        return worst;
    }
}
