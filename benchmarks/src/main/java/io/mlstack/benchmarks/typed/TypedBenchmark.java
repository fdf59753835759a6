package io.mlstack.benchmarks.typed;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.serve.predict.Predictor;
import io.mlstack.serve.predict.Scorer;
import io.mlstack.serve.predict.Scratch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One record of thirty numbers on three ways to its prediction; calls take turns over {@value #ROWS} different rows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls open() first.
public class TypedBenchmark {

    /** How many different rows take turns; a power of two. */
    static final int ROWS = 2_048;

    private static final int LABEL = 0;
    private static final int PROBABILITY = 1;

    private Predictor<Thirty, Answer> predictor;
    private Scorer scorer;
    private Scratch scratch;
    private double[] in;
    private double[] out;
    private Thirty[] rows;
    private int next;

    /** Compiles the model. */
    @Setup
    public void open() {
        ModelGraph graph = TypedModel.graph();
        predictor = Predictor.of(graph, "typed", Thirty.class, Answer.class);
        scorer = Scorer.compile(graph);
        scratch = scorer.scratch();
        in = new double[scorer.inputWidth()];
        out = new double[scorer.outputWidth()];
        rows = TypedModel.rows(ROWS);
    }

    /** {@code Predictor.predict}: checks the row, scores it and makes the record of the answer. */
    @Benchmark
    public Object typedRecord() {
        return predictor.predict(row());
    }

    /** Copies the fields into an array and calls the primitive path; checks nothing and makes no answer. */
    @Benchmark
    public Object handLoop() {
        row().copyTo(in);
        scorer.score(in, 0, 1, out, 0, scratch);
        return out;
    }

    /** As {@link #handLoop}, and makes the answer that the typed path makes. */
    @Benchmark
    public Object handRecord() {
        handLoop();
        return new Answer(TypedModel.label(out[LABEL]), out[PROBABILITY]);
    }

    private Thirty row() {
        Thirty row = rows[next];
        next = next + 1 & ROWS - 1;
        return row;
    }
}
