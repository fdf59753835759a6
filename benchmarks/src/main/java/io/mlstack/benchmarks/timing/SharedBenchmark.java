package io.mlstack.benchmarks.timing;

import io.mlstack.benchmarks.model.Subject;
import io.mlstack.benchmarks.peer.Entrant;
import io.mlstack.benchmarks.peer.Mlstack;
import io.mlstack.serve.predict.Scorer;
import io.mlstack.serve.predict.Scratch;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One row a call on a scorer that all threads share, each with its own scratch; {@link SharedTiming} sets their number. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameter, then calls open().
public class SharedBenchmark {

    /** Set by JMH. */
    @Param
    public Subject subject;

    private Scorer scorer;

    /** Opens the one scorer. */
    @Setup
    public void open() throws IOException {
        scorer = Mlstack.scorer(Rehearsal.folder(subject, Entrant.MLSTACK));
    }

    /** What a thread brings. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH calls open() first.
    public static class Caller {
        private Scratch scratch;
        private float[] in;
        private float[] out;
        private int next;

        /** Draws the thread's own copy of the rows. */
        @Setup
        public void open(SharedBenchmark shared) {
            scratch = shared.scorer.scratch();
            in = shared.subject.create().rows(CallBenchmark.ROWS);
            out = new float[shared.subject.outputs()];
        }
    }

    /** Scores the next row. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    public float score(Caller caller) {
        int row = caller.next;
        caller.next = row + 1 & CallBenchmark.ROWS - 1;
        scorer.score(caller.in, row * subject.inputs(), 1, caller.out, 0, caller.scratch);
        return caller.out[0];
    }
}
