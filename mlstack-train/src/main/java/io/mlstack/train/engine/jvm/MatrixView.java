package io.mlstack.train.engine.jvm;

/**
 * A matrix seen in an array: element (i, j) is {@code values[offset + i * rowStride + j * columnStride]}. A transpose is
 * the same array with the strides swapped. Views are made once per net, so a training step allocates none.
 */
record MatrixView(float[] values, int offset, int rowStride, int columnStride) {
    static MatrixView of(float[] values, int offset, int columns) {
        return new MatrixView(values, offset, columns, 1);
    }

    MatrixView transposed() {
        return new MatrixView(values, offset, columnStride, rowStride);
    }
}
