package io.mlstack.quickstart;

import com.sun.management.ThreadMXBean;
import io.mlstack.api.table.Columns;
import io.mlstack.serve.predict.Predictor;
import io.mlstack.serve.predict.Scorer;
import io.mlstack.serve.predict.Scratch;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What one prediction costs in this process, measured in a simple loop; {@code benchmarks/run hotpath} measures with JMH.
 *
 * @param typedNanos median over batches of the mean time of {@link Predictor#predict}, in nanoseconds
 * @param typedBytes heap bytes allocated by one such call
 * @param primitiveNanos the same for {@link Scorer#score(float[], int, int, float[], int, Scratch)} with one row
 * @param primitiveBytes heap bytes allocated by one such call
 */
record Latency(double typedNanos, double typedBytes, double primitiveNanos, double primitiveBytes) {

    private static final int BATCHES = 41;
    private static final int CALLS = 20_000;

    /** Keeps results alive, so that no call is optimised away. */
    private static volatile Object kept = "";

    static <I extends Record, O extends Record> Latency of(Predictor<I, O> predictor, Columns rows, Class<I> type) {
        List<I> records = rows.toRecords(type);
        Scorer scorer = predictor.scorer();
        Scratch scratch = scorer.scratch();
        int width = scorer.inputWidth();
        float[] flat = floats(scorer.flatten(rows));
        float[] out = new float[scorer.outputWidth()];
        Loop typed = i -> kept = predictor.predict(records.get(i % records.size()));
        Loop primitive = i -> scorer.score(flat, i % records.size() * width, 1, out, 0, scratch);
        double typedNanos = nanos(typed);
        double primitiveNanos = nanos(primitive);
        return new Latency(typedNanos, bytes(typed), primitiveNanos, bytes(primitive));
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double nanos(Loop call) {
        double[] batches = new double[BATCHES];
        for (int batch = 0; batch < BATCHES; batch++) {
            long start = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                call.run(i);
            }
            batches[batch] = (System.nanoTime() - start) / (double) CALLS;
        }
        Arrays.sort(batches);
        return batches[BATCHES / 2];
    }

    private static double bytes(Loop call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            call.run(i);
        }
        // Reading the counter may itself allocate a little, which the rounding in toString absorbs.
        return (threads.getCurrentThreadAllocatedBytes() - before) / (double) CALLS;
    }

    private interface Loop {
        void run(int i);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "records in and out: %.0f ns and %.0f bytes a prediction%n"
                        + "float arrays:       %.0f ns and %.0f bytes a prediction",
                typedNanos,
                typedBytes,
                primitiveNanos,
                primitiveBytes);
    }
}
