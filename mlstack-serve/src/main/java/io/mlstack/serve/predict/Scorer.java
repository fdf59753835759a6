package io.mlstack.serve.predict;

import static java.util.Objects.requireNonNull;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.error.ShapeException;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.predict.internal.bind.ColumnsReader;
import io.mlstack.serve.predict.internal.bind.ColumnsWriter;
import io.mlstack.serve.predict.internal.compute.Compiled;
import io.mlstack.serve.predict.internal.compute.Compiler;
import io.mlstack.serve.predict.internal.compute.Program;
import io.mlstack.serve.predict.internal.compute.Size;
import io.mlstack.serve.predict.internal.compute.Workspace;
import io.mlstack.serve.predict.internal.text.TextColumn;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * A model compiled to flat arrays: numbers in, numbers out. Immutable and safe to share between threads; nothing to close.
 *
 * <p><b>Rows in</b> are {@link #inputWidth} numbers, the columns of {@link #input} in order: a number, date (days since
 * 1970-01-01) or timestamp (seconds since 1970-01-01T00:00Z) as itself, a boolean as 0 or 1, a category as the position
 * of its level, a vector or tensor as its elements. A missing number is {@code NaN}, a missing category -1, an unseen
 * category -2 (whatever is no code counts as unseen). In the place of a text stand the numbers that this model makes of it,
 * which only {@link #flatten} knows how to make; a missing text is no terms at all. <b>Rows out</b> are {@link #outputWidth} numbers, the columns of
 * {@link #output} likewise.
 *
 * <p><b>Missing values.</b> A {@code NaN} that an impute node meets is replaced; any other reaches the numbers it takes part
 * in as {@code NaN}, and a label chosen among such numbers is -1, missing. A missing or unseen category is all zeros to a
 * one-hot node.
 *
 * <p><b>Arithmetic.</b> Linear nodes sum in float64, whichever array type the row came in: four sums in flight with the
 * standardisation before them folded into the weights. Dense layers sum in float32, each output from its bias on over
 * rising inputs with fused multiply-adds. The exponential is a polynomial within 1 ulp. All orders are fixed: one row and
 * many, JDK 17 and later, give equal bits. Results agree with the nodes' definitions to 1e-6 of the sum of magnitudes.
 *
 * <pre>{@code
 * Scorer scorer = Scorer.compile(graph);
 * Scratch scratch = scorer.scratch();                 // one a thread
 * float[] out = new float[scorer.outputWidth()];
 * scorer.score(row, 0, 1, out, 0, scratch);           // allocates nothing
 * }</pre>
 */
public final class Scorer {

    private static final int BLOCK = 256;
    private static final int MOST_NUMBERS = 1 << 20;

    private final ModelGraph graph;
    private final Schema output;
    private final Compiled compiled;
    private final Program program;

    private Scorer(ModelGraph graph, Compiled compiled) {
        this.graph = graph;
        this.compiled = compiled;
        this.program = compiled.program();
        this.output = ColumnsWriter.schema(graph.output());
    }

    /**
     * Compiles a graph: nodes are fused, weights copied into the order their kernels read.
     *
     * @throws InvalidInputException with every column of text that leaves as it came in
     */
    public static Scorer compile(ModelGraph graph) {
        Findings findings = Findings.collect();
        for (Column column : graph.output()) {
            if (column.type().kind() == ColumnType.Kind.TEXT) {
                findings.add(
                        "scorer.text",
                        "column " + column.name(),
                        "is text, which no scorer hands on",
                        "leave it out of the graph's output");
            }
        }
        if (!findings.isEmpty()) {
            throw new InvalidInputException(findings.list());
        }
        return new Scorer(graph, Compiler.compile(graph));
    }

    /** What makes numbers of the text columns. */
    Map<String, TextColumn> texts() {
        return compiled.texts();
    }

    /** The columns of a block as they come, for rows of the program. */
    ColumnsReader reader(Columns rows) {
        return ColumnsReader.of(graph.input(), compiled.texts(), rows);
    }

    /** Rows that are read at a time: fewer of a text that is laid out as a feature for each term. */
    int block() {
        return Math.max(1, Math.min(BLOCK, MOST_NUMBERS / Math.max(1, inputWidth())));
    }

    Program program() {
        return program;
    }

    Workspace workspace() {
        return new Workspace(program.size());
    }

    /** What was compiled. */
    public ModelGraph graph() {
        return graph;
    }

    /** The columns that a row brings. */
    public Schema input() {
        return graph.input();
    }

    /** The columns of {@link #score(Columns)}: those of the graph, of which categories may be missing. */
    public Schema output() {
        return output;
    }

    /** Numbers of a row that comes in, those that are made of its texts included. */
    public int inputWidth() {
        return program.inputWidth();
    }

    /** Numbers of a row that goes out. */
    public int outputWidth() {
        return program.outputWidth();
    }

    /** Memory for one thread to score with; keep it for the next call. */
    public Scratch scratch() {
        return new Scratch(workspace());
    }

    /**
     * This scorer for large batches, with other threads to help.
     *
     * @param helpers where they come from; nothing runs there before a call and after it
     * @param threads the most that work at a time, the calling one included
     * @throws InvalidInputException if {@code threads} is below 1
     */
    public ParallelScorer parallel(Executor helpers, int threads) {
        requireNonNull(helpers, "helpers");
        if (threads < 1) {
            throw new InvalidInputException(
                    new Finding("scorer.threads", "threads", "is " + threads, "give 1 or more"));
        }
        return new ParallelScorer(this, helpers, threads);
    }

    /**
     * Scores rows of float32, row-major; allocates nothing.
     *
     * <p>Sums are those of {@link #score(double[], int, int, double[], int, Scratch)}; only what comes in and goes out is
     * rounded to float32. {@code in} and {@code out} must not overlap.
     *
     * @param in {@code rows * inputWidth()} numbers from {@code inOffset} on
     * @param out room for {@code rows * outputWidth()} numbers from {@code outOffset} on
     * @param scratch of this scorer or one of the same size; used by nobody else until the call returns
     * @throws ShapeException if an offset or {@code rows} is negative, an array too short, or the scratch of another size;
     *     nothing has been written
     */
    public void score(float[] in, int inOffset, int rows, float[] out, int outOffset, Scratch scratch) {
        Workspace workspace = scratch.workspace();
        check(in.length, inOffset, rows, out.length, outOffset, workspace.size());
        program.score(in, inOffset, rows, out, outOffset, workspace);
    }

    /** As {@link #score(float[], int, int, float[], int, Scratch)}, in float64. */
    public void score(double[] in, int inOffset, int rows, double[] out, int outOffset, Scratch scratch) {
        Workspace workspace = scratch.workspace();
        check(in.length, inOffset, rows, out.length, outOffset, workspace.size());
        program.score(in, inOffset, rows, out, outOffset, workspace);
    }

    /**
     * Scores the rows of a block. Columns are found by name; others are ignored.
     *
     * <p>Any column of numbers may stand in for another, and a text column for a category; levels are matched by name, and
     * what is no level of the model counts as unseen. Missing values go the way of {@code NaN} and -1.
     *
     * @return the columns of {@link #output}, one row a row
     * @throws NotFoundException with every column that is not there and the nearest names
     * @throws InvalidInputException with every column whose type does not fit
     */
    public Columns score(Columns rows) {
        return score(rows, (in, first, count) -> true);
    }

    /** Looks at rows before they are scored. */
    interface Gate {
        /** Whether the rows may be scored; it may have changed them. */
        boolean admit(double[] in, int first, int count);
    }

    /** As {@link #score(Columns)}; rows of blocks that the gate does not admit are left out. */
    Columns score(Columns rows, Gate gate) {
        ColumnsReader reader = reader(rows);
        ColumnsWriter writer = new ColumnsWriter(output);
        Workspace workspace = workspace();
        int most = block();
        int block = Math.min(most, rows.rows());
        double[] in = new double[Math.multiplyExact(block, inputWidth())];
        double[] out = new double[Math.multiplyExact(block, outputWidth())];
        for (int start = 0; start < rows.rows(); start += most) {
            int count = Math.min(most, rows.rows() - start);
            reader.read(start, count, in, 0);
            if (gate.admit(in, start, count)) {
                program.score(in, 0, count, out, 0, workspace);
                writer.append(out, count);
            }
        }
        return writer.build();
    }

    /**
     * The rows of a block as {@link #score(double[], int, int, double[], int, Scratch)} takes them.
     *
     * @return {@code rows.rows() * inputWidth()} numbers, row-major
     * @throws NotFoundException with every column that is not there and the nearest names
     * @throws InvalidInputException with every column whose type does not fit
     */
    public double[] flatten(Columns rows) {
        double[] flat = new double[Math.multiplyExact(rows.rows(), inputWidth())];
        reader(rows).read(0, rows.rows(), flat, 0);
        return flat;
    }

    void check(int inLength, int inOffset, int rows, int outLength, int outOffset) {
        check(inLength, inOffset, rows, outLength, outOffset, program.size());
    }

    private void check(int inLength, int inOffset, int rows, int outLength, int outOffset, Size given) {
        Size size = program.size();
        if ((inOffset | rows | outOffset) < 0
                || inOffset + (long) rows * inputWidth() > inLength
                || outOffset + (long) rows * outputWidth() > outLength
                || (given != size && !given.equals(size))) {
            throw wrong(inLength, inOffset, rows, outLength, outOffset, given);
        }
    }

    private ShapeException wrong(int inLength, int inOffset, int rows, int outLength, int outOffset, Size given) {
        Findings findings = Findings.collect();
        if (rows < 0) {
            findings.add("scorer.rows", "rows", "is " + rows, "give 0 or more");
        }
        array(findings, "in", inLength, inOffset, rows, inputWidth());
        array(findings, "out", outLength, outOffset, rows, outputWidth());
        if (!given.equals(program.size())) {
            findings.add(
                    "scorer.scratch",
                    "scratch",
                    "was made for " + given + ", this scorer needs " + program.size(),
                    "take one from scratch() of this scorer");
        }
        return new ShapeException(findings.list());
    }

    private static void array(Findings findings, String name, int length, int offset, int rows, int width) {
        if (offset < 0) {
            findings.add("scorer.offset", name, "offset is " + offset, "give 0 or more");
        } else if (rows > 0 && offset + (long) rows * width > length) {
            findings.add(
                    "scorer.array",
                    name,
                    "has " + length + " numbers, but " + rows + " rows of " + width + " from " + offset + " on end at "
                            + (offset + (long) rows * width),
                    "give a longer array or fewer rows");
        }
    }

    /** {@code scorer of 30 numbers -> 5 numbers (diagnosis, probability, probabilities, score)}. */
    @Override
    public String toString() {
        return "scorer of " + inputWidth() + " numbers -> " + outputWidth() + " numbers ("
                + String.join(", ", output.names()) + ")";
    }
}
