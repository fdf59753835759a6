package io.mlstack.serve.predict;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.error.ShapeException;
import io.mlstack.api.table.Columns;
import io.mlstack.serve.predict.internal.bind.ColumnsReader;
import io.mlstack.serve.predict.internal.bind.ColumnsWriter;
import io.mlstack.serve.predict.internal.compute.Workspace;
import java.util.concurrent.Executor;

/**
 * A {@link Scorer} for large batches: blocks of 256 rows go to the calling thread and to helpers from its executor.
 *
 * <p>The results have the bits of the scorer, whichever thread takes a block. The calling thread always takes part and
 * waits only for blocks that a helper has begun, so an executor that is busy or shut down costs speed and nothing else, and
 * the call may itself run on that executor. No more than one block is one thread's work.
 *
 * <p>Immutable and safe to share between threads. A call allocates the memory of a scratch for each thread that takes
 * part.
 *
 * <pre>{@code
 * ParallelScorer all = scorer.parallel(executor, 4);
 * all.score(in, 0, 1_000_000, out, 0);
 * }</pre>
 */
public final class ParallelScorer {

    private static final int BLOCK = 256;

    private final Scorer scorer;
    private final Executor helpers;
    private final int threads;

    ParallelScorer(Scorer scorer, Executor helpers, int threads) {
        this.scorer = scorer;
        this.helpers = helpers;
        this.threads = threads;
    }

    /**
     * Scores rows of float32, row-major; {@code in} and {@code out} must not overlap.
     *
     * @param in {@code rows * inputWidth()} numbers from {@code inOffset} on
     * @param out room for {@code rows * outputWidth()} numbers from {@code outOffset} on
     * @throws ShapeException if an offset or {@code rows} is negative or an array too short; nothing has been written
     */
    public void score(float[] in, int inOffset, int rows, float[] out, int outOffset) {
        scorer.check(in.length, inOffset, rows, out.length, outOffset);
        int width = scorer.inputWidth();
        int wide = scorer.outputWidth();
        RowBlocks.run(rows, BLOCK, helpers, threads, () -> {
            Workspace workspace = scorer.workspace();
            return (first, count) -> scorer.program()
                    .score(in, inOffset + first * width, count, out, outOffset + first * wide, workspace);
        });
    }

    /** As {@link #score(float[], int, int, float[], int)}, in float64. */
    public void score(double[] in, int inOffset, int rows, double[] out, int outOffset) {
        scorer.check(in.length, inOffset, rows, out.length, outOffset);
        int width = scorer.inputWidth();
        int wide = scorer.outputWidth();
        RowBlocks.run(rows, BLOCK, helpers, threads, () -> {
            Workspace workspace = scorer.workspace();
            return (first, count) -> scorer.program()
                    .score(in, inOffset + first * width, count, out, outOffset + first * wide, workspace);
        });
    }

    /**
     * As {@link Scorer#score(Columns)}; all scores are held as numbers until the last block is done.
     *
     * @throws NotFoundException with every column that is not there and the nearest names
     * @throws InvalidInputException with every column whose type does not fit
     */
    public Columns score(Columns rows) {
        ColumnsReader reader = scorer.reader(rows);
        int wide = scorer.outputWidth();
        double[] out = new double[Math.multiplyExact(rows.rows(), wide)];
        RowBlocks.run(rows.rows(), scorer.block(), helpers, threads, () -> {
            Workspace workspace = scorer.workspace();
            double[] in = new double[Math.multiplyExact(Math.min(scorer.block(), rows.rows()), scorer.inputWidth())];
            return (first, count) -> {
                reader.read(first, count, in, 0);
                scorer.program().score(in, 0, count, out, first * wide, workspace);
            };
        });
        ColumnsWriter writer = new ColumnsWriter(scorer.output());
        writer.append(out, rows.rows());
        return writer.build();
    }

    /** {@code scorer of 30 numbers -> 1 number (y) on 4 threads}. */
    @Override
    public String toString() {
        return scorer + " on " + threads + (threads == 1 ? " thread" : " threads");
    }
}
