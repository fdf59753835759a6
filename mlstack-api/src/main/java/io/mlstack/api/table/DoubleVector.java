package io.mlstack.api.table;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.ShapeException;
import java.util.Arrays;

/** float64 numbers; {@code NaN} is a value of its own and not the same as missing. Immutable. */
public final class DoubleVector implements ColumnVector {

    private final double[] values;
    private final Validity validity;

    private DoubleVector(double[] values, Validity validity) {
        if (values.length != validity.length()) {
            throw new ShapeException(new Finding(
                    "vector.shape",
                    "vector",
                    values.length + " values with a validity of " + validity.length() + " rows",
                    "give one value a row"));
        }
        this.values = values;
        this.validity = validity;
        for (int row = 0; validity.missing() > 0 && row < values.length; row++) {
            if (validity.isMissing(row)) {
                values[row] = 0;
            }
        }
    }

    /** A vector over a copy of {@code values}, none missing. */
    public static DoubleVector of(double... values) {
        return new DoubleVector(values.clone(), Validity.allPresent(values.length));
    }

    /**
     * A vector over a copy of {@code values}.
     *
     * @throws ShapeException if the lengths differ
     */
    public static DoubleVector of(double[] values, Validity validity) {
        return new DoubleVector(values.clone(), validity);
    }

    /** A vector that owns {@code values}: nobody else may keep them. */
    static DoubleVector owning(double[] values, Validity validity) {
        return new DoubleVector(values, validity);
    }

    /** The value of {@code row}; 0 where it is missing. */
    public double doubleAt(int row) {
        return values[row];
    }

    /** A copy of all values. */
    public double[] toArray() {
        return values.clone();
    }

    /** Copies the values of {@code rows} rows from {@code fromRow} on into {@code out} at {@code outOffset}. */
    public void copyTo(int fromRow, double[] out, int outOffset, int rows) {
        System.arraycopy(values, fromRow, out, outOffset, rows);
    }

    @Override
    public int length() {
        return values.length;
    }

    @Override
    public Validity validity() {
        return validity;
    }

    @Override
    public DoubleVector take(int[] rows) {
        double[] taken = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            taken[i] = values[rows[i]];
        }
        return new DoubleVector(taken, validity.take(rows));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DoubleVector vector
                && validity.equals(vector.validity)
                && Arrays.equals(values, vector.values);
    }

    @Override
    public int hashCode() {
        return 31 * validity.hashCode() + Arrays.hashCode(values);
    }
}
