package io.mlstack.benchmarks.hotpath;

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
 * One call of one contender; {@link HotPathSuite} sets the parameters and the pace.
 *
 * <p>Calls take turns over {@value #ROWS} different rows: one row again and again would train the branch predictor.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters, then calls open().
public class HotPathBenchmark {

    /** How many different rows take turns; a power of two. */
    static final int ROWS = 2_048;

    /** Set by JMH. */
    @Param
    public HotPathModel model;

    /** Set by JMH. */
    @Param
    public HotPathContender contender;

    /** Rows a call, a divisor of {@value #ROWS}; set by JMH. */
    @Param({"1", "256"})
    public int rows;

    private Contender scorer;
    private float[] in;
    private float[] out;
    private int width;
    private int next;

    /** Opens the contender. */
    @Setup
    public void open() throws Exception {
        BenchmarkModel created = model.create();
        width = created.inputs();
        in = created.rows(ROWS);
        out = new float[rows * created.outputs()];
        scorer = contender.open(created, rows);
    }

    /**
     * Scores the next rows.
     *
     * @param allocation counts between the iterations what that allocates
     */
    @Benchmark
    public float score(Allocation allocation) throws Exception {
        return next();
    }

    float next() throws Exception {
        int row = next;
        next = row + rows & ROWS - 1;
        scorer.score(in, row * width, out, 0);
        return out[0];
    }

    /** Closes the contender. */
    @TearDown
    public void close() throws Exception {
        scorer.close();
    }
}
