package io.mlstack.benchmarks.timing;

import io.mlstack.benchmarks.model.Subject;
import io.mlstack.benchmarks.peer.Contender;
import io.mlstack.benchmarks.peer.Entrant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One call of one contender.
 *
 * <p>Calls take turns over {@value #ROWS} different rows: one row again and again would train the branch predictor.
 */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls open().
public class CallBenchmark {

    /** How many different rows take turns; a power of two. */
    static final int ROWS = 2_048;

    /** Set by JMH. */
    @Param
    public Subject subject;

    /** Set by JMH. */
    @Param
    public Entrant entrant;

    /** Rows a call, a divisor of {@value #ROWS}; set by JMH. */
    @Param({"1", "256"})
    public int rows;

    private Contender scorer;
    private float[] in;
    private float[] out;
    private int next;

    /** Opens the contender. */
    @Setup
    public void open() throws Exception {
        Case which = new Case(subject, rows);
        in = subject.create().rows(ROWS);
        out = new float[which.call().out()];
        scorer = entrant.peer().open(Rehearsal.folder(subject, entrant), which.call());
    }

    /**
     * Scores the next rows.
     *
     * @param allocation counts between the iterations what that allocates
     */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    public float mean(Allocation allocation) throws Exception {
        return next();
    }

    /** Scores the next rows, some of the calls timed by themselves. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public float sampled() throws Exception {
        return next();
    }

    float next() throws Exception {
        int row = next;
        next = row + rows & ROWS - 1;
        scorer.score(in, row * subject.inputs(), out, 0);
        return out[0];
    }

    /** Closes the contender. */
    @TearDown
    public void close() throws Exception {
        scorer.close();
    }
}
