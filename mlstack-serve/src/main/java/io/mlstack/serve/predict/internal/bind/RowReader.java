package io.mlstack.serve.predict.internal.bind;

/** Reads the components of a record as the numbers of a row. */
interface RowReader {

    /**
     * Writes the row into {@code in} from {@code at} on.
     *
     * @throws UnfitValueException if a component cannot be written as the numbers of its column
     */
    void read(Object row, double[] in, int at);
}
