package io.mlstack.train.evaluate;

import io.mlstack.serve.predict.Scorer;
import io.mlstack.serve.predict.Scratch;
import java.util.Arrays;

/**
 * The time of one prediction on this machine, as it is now: whole rows one at a time through the scorer, after a warm-up.
 *
 * <p>A measurement, not a function of the content, so it never enters a bundle.
 */
final class Latency {

    private static final int ROUNDS = 5;
    private static final int CALLS = 4_000;
    private static final long WARM_UP_NANOS = 100_000_000;
    private static final long ROUND_NANOS = 100_000_000;

    private Latency() {}

    /** The 99th percentile in microseconds: the median over {@value #ROUNDS} rounds, since one pause can spoil a round. */
    static double p99Micros(Scorer scorer, double[] rows) {
        int width = scorer.inputWidth();
        int count = width == 0 ? 1 : rows.length / width;
        double[] out = new double[scorer.outputWidth()];
        Scratch scratch = scorer.scratch();
        long end = System.nanoTime() + WARM_UP_NANOS;
        for (int i = 0; System.nanoTime() < end; i++) {
            scorer.score(rows, i % count * width, 1, out, 0, scratch);
        }
        double[] rounds = new double[ROUNDS];
        for (int r = 0; r < ROUNDS; r++) {
            rounds[r] = round(scorer, rows, count, out, scratch);
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    private static double round(Scorer scorer, double[] rows, int count, double[] out, Scratch scratch) {
        long[] nanos = new long[CALLS];
        long end = System.nanoTime() + ROUND_NANOS;
        int calls = 0;
        for (; calls < CALLS && (calls < 100 || System.nanoTime() < end); calls++) {
            int at = calls % count * scorer.inputWidth();
            long start = System.nanoTime();
            scorer.score(rows, at, 1, out, 0, scratch);
            nanos[calls] = System.nanoTime() - start;
        }
        Arrays.sort(nanos, 0, calls);
        return nanos[(int) Math.ceil(0.99 * calls) - 1] / 1000.0;
    }
}
