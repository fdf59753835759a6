package io.mlstack.serve.predict.internal.compute;

/**
 * A compiled model: flat rows of numbers in, flat rows of numbers out. Immutable, allocates nothing.
 *
 * <p>The caller has checked that the arrays are long enough and that the workspace has the size of the program.
 */
public abstract class Program {

    private final int inputWidth;
    private final int outputWidth;
    private final Size size;

    Program(int inputWidth, int outputWidth, Size size) {
        this.inputWidth = inputWidth;
        this.outputWidth = outputWidth;
        this.size = size;
    }

    /** Numbers of a row that comes in. */
    public final int inputWidth() {
        return inputWidth;
    }

    /** Numbers of a row that goes out. */
    public final int outputWidth() {
        return outputWidth;
    }

    public final Size size() {
        return size;
    }

    public abstract void score(float[] in, int from, int rows, float[] out, int to, Workspace workspace);

    public abstract void score(double[] in, int from, int rows, double[] out, int to, Workspace workspace);
}
