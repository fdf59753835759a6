package io.mlstack.serve.predict.internal.bind;

import io.mlstack.serve.predict.internal.compute.Program;
import io.mlstack.serve.predict.internal.compute.Workspace;

/** What one call needs to read, score and write rows. */
public final class Slot {

    private final Program program;
    private final Workspace workspace;
    private double[] in;
    private double[] out;
    int home;

    Slot(Program program) {
        this.program = program;
        this.workspace = new Workspace(program.size());
        this.in = new double[program.inputWidth()];
        this.out = new double[program.outputWidth()];
    }

    /** Makes room for rows, if there is not enough. */
    public void reserve(int rows) {
        if (in.length < rows * program.inputWidth()) {
            in = new double[rows * program.inputWidth()];
        }
        if (out.length < rows * program.outputWidth()) {
            out = new double[rows * program.outputWidth()];
        }
    }

    /** Where rows come in. */
    public double[] in() {
        return in;
    }

    /** Where scored rows go out. */
    public double[] out() {
        return out;
    }

    /** Scores the first {@code rows} rows. */
    public void score(int rows) {
        program.score(in, 0, rows, out, 0, workspace);
    }
}
