package io.mlstack.train.engine.jvm;

/**
 * The matrix product everything in a net's step reduces to. Implementations differ in speed and never in bits: each
 * output is one chain of fused multiply-adds in ascending order of the inner index, whatever is blocked or vectorised
 * around it.
 *
 * <p>Immutable and safe for use by several threads.
 */
interface Kernels {
    /** How the log names it. */
    String name();

    /**
     * {@code c[i, j] = fma(a[i, p], b[p, j], c[i, j])} for p = 0, 1, ... {@code inner - 1}, for every row i of
     * {@code [from, to)} and every j below {@code columns}.
     *
     * @param a any strides
     * @param b column stride 1
     * @param c column stride 1; shares no element with a or b
     * @param scratch used by no other thread meanwhile; its content means nothing before and after
     */
    void multiplyAdd(
            MatrixView a, MatrixView b, MatrixView c, int from, int to, int inner, int columns, KernelScratch scratch);
}
