package io.mlstack.api.table;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.ShapeException;
import java.util.Arrays;

/** 32-bit numbers, days since 1970-01-01, or category codes. Immutable. */
public final class IntVector implements ColumnVector {

    private final int[] values;
    private final Validity validity;

    private IntVector(int[] values, Validity validity) {
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
                values[row] = -1;
            }
        }
    }

    /** A vector over a copy of {@code values}, none missing. */
    public static IntVector of(int... values) {
        return new IntVector(values.clone(), Validity.allPresent(values.length));
    }

    /**
     * A vector over a copy of {@code values}.
     *
     * @throws ShapeException if the lengths differ
     */
    public static IntVector of(int[] values, Validity validity) {
        return new IntVector(values.clone(), validity);
    }

    /** A vector that owns {@code values}: nobody else may keep them. */
    static IntVector owning(int[] values, Validity validity) {
        return new IntVector(values, validity);
    }

    /** The value of {@code row}; -1 where it is missing. */
    public int intAt(int row) {
        return values[row];
    }

    /** A copy of all values. */
    public int[] toArray() {
        return values.clone();
    }

    /** Copies the values of {@code rows} rows from {@code fromRow} on into {@code out} at {@code outOffset}. */
    public void copyTo(int fromRow, int[] out, int outOffset, int rows) {
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
    public IntVector take(int[] rows) {
        int[] taken = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            taken[i] = values[rows[i]];
        }
        return new IntVector(taken, validity.take(rows));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntVector vector
                && validity.equals(vector.validity)
                && Arrays.equals(values, vector.values);
    }

    @Override
    public int hashCode() {
        return 31 * validity.hashCode() + Arrays.hashCode(values);
    }
}
