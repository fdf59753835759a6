package io.mlstack.api.table;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.ShapeException;
import java.util.Arrays;

/** float32 numbers, {@code width} of them a row, row-major: single numbers, vectors and tensors. Immutable. */
public final class FloatVector implements ColumnVector {

    private final int width;
    private final float[] values;
    private final Validity validity;

    private FloatVector(int width, float[] values, Validity validity) {
        if (width < 1 || (long) validity.length() * width != values.length) {
            throw new ShapeException(new Finding(
                    "vector.shape",
                    "vector",
                    values.length + " values for " + validity.length() + " rows of width " + width,
                    "give width values a row"));
        }
        this.width = width;
        this.values = values;
        this.validity = validity;
        for (int row = 0; validity.missing() > 0 && row < validity.length(); row++) {
            if (validity.isMissing(row)) {
                Arrays.fill(values, row * width, (row + 1) * width, 0);
            }
        }
    }

    /** A vector of single numbers over a copy of {@code values}, none missing. */
    public static FloatVector of(float... values) {
        return new FloatVector(1, values.clone(), Validity.allPresent(values.length));
    }

    /**
     * A vector over a copy of {@code values}.
     *
     * @throws ShapeException unless {@code values.length == validity.length() * width}
     */
    public static FloatVector of(int width, float[] values, Validity validity) {
        return new FloatVector(width, values.clone(), validity);
    }

    /** A vector that owns {@code values}: nobody else may keep them. */
    static FloatVector owning(int width, float[] values, Validity validity) {
        return new FloatVector(width, values, validity);
    }

    /** Numbers a row. */
    public int width() {
        return width;
    }

    /** The first number of {@code row}; the only one where the width is 1. */
    public float floatAt(int row) {
        return values[row * width];
    }

    /**
     * Number {@code element} of {@code row}.
     *
     * @throws IndexOutOfBoundsException if {@code element} is not below the width
     */
    public float floatAt(int row, int element) {
        if (element < 0 || element >= width) {
            throw new IndexOutOfBoundsException("element " + element + " of a vector of width " + width);
        }
        return values[row * width + element];
    }

    /** A copy of all values, row-major. */
    public float[] toArray() {
        return values.clone();
    }

    /** Copies {@code rows} rows from {@code fromRow} on into {@code out} at {@code outOffset}, in numbers. */
    public void copyTo(int fromRow, float[] out, int outOffset, int rows) {
        System.arraycopy(values, fromRow * width, out, outOffset, rows * width);
    }

    @Override
    public int length() {
        return validity.length();
    }

    @Override
    public Validity validity() {
        return validity;
    }

    @Override
    public FloatVector take(int[] rows) {
        float[] taken = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width, taken, i * width, width);
        }
        return new FloatVector(width, taken, validity.take(rows));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatVector vector
                && width == vector.width
                && validity.equals(vector.validity)
                && Arrays.equals(values, vector.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * validity.hashCode() + width) + Arrays.hashCode(values);
    }
}
