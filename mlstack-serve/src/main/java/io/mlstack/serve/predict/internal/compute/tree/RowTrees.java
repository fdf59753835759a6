package io.mlstack.serve.predict.internal.compute.tree;

/** An ensemble for one row at a time. Immutable. */
interface RowTrees {

    /** Writes the outputs for the row that begins at {@code from}. */
    void score(double[] in, int from, double[] out, int to, TreeScratch scratch);
}
