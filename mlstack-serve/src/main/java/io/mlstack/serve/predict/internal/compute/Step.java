package io.mlstack.serve.predict.internal.compute;

/**
 * One computation on the registers of a row. Immutable; all state is in the arguments.
 *
 * <p>A register file is a {@code double[]}: the input columns first, then the values that steps make. float32 values lie
 * in it as doubles that hold a float exactly. Category codes are whole numbers.
 */
abstract class Step {

    /** Computes the row whose registers start at {@code base}. */
    abstract void row(double[] registers, int base, Workspace workspace);

    /**
     * Computes {@code rows} rows whose registers start {@code stride} apart, with the same bits as {@link #row}.
     *
     * <p>Steps override it with their own loop, so that the compiler sees one callee in it.
     */
    void block(double[] registers, int stride, int rows, Workspace workspace) {
        for (int r = 0; r < rows; r++) {
            row(registers, r * stride, workspace);
        }
    }

    /** Whether there is nothing to do. */
    boolean isIdle() {
        return false;
    }
}
