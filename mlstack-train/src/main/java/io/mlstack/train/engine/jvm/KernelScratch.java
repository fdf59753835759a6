package io.mlstack.train.engine.jvm;

/** Room for one thread's kernel call, 68 KiB: kept by the caller, so that a training step allocates nothing. */
final class KernelScratch {
    /** Rows of b in one panel. */
    static final int DEPTH = 32;

    /** Columns of one panel. */
    static final int WIDTH = 512;

    final float[][] rows = new float[DEPTH][WIDTH];
    final float[] sum = new float[WIDTH];
}
