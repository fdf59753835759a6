package io.mlstack.serve.predict.internal.bind;

/** Makes a record of the numbers of a scored row. */
public interface RowWriter {

    /** The record of the row that starts at {@code at}. */
    Object write(double[] out, int at);
}
