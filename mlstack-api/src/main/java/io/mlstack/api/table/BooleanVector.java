package io.mlstack.api.table;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.ShapeException;
import java.util.Arrays;

/** Truth values. Immutable. */
public final class BooleanVector implements ColumnVector {

    private final boolean[] values;
    private final Validity validity;

    private BooleanVector(boolean[] values, Validity validity) {
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
                values[row] = false;
            }
        }
    }

    /** A vector over a copy of {@code values}, none missing. */
    public static BooleanVector of(boolean... values) {
        return new BooleanVector(values.clone(), Validity.allPresent(values.length));
    }

    /**
     * A vector over a copy of {@code values}.
     *
     * @throws ShapeException if the lengths differ
     */
    public static BooleanVector of(boolean[] values, Validity validity) {
        return new BooleanVector(values.clone(), validity);
    }

    /** A vector that owns {@code values}: nobody else may keep them. */
    static BooleanVector owning(boolean[] values, Validity validity) {
        return new BooleanVector(values, validity);
    }

    /** The value of {@code row}; false where it is missing. */
    public boolean booleanAt(int row) {
        return values[row];
    }

    /** A copy of all values. */
    public boolean[] toArray() {
        return values.clone();
    }

    /** Copies the values of {@code rows} rows from {@code fromRow} on into {@code out} at {@code outOffset}. */
    public void copyTo(int fromRow, boolean[] out, int outOffset, int rows) {
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
    public BooleanVector take(int[] rows) {
        boolean[] taken = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            taken[i] = values[rows[i]];
        }
        return new BooleanVector(taken, validity.take(rows));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BooleanVector vector
                && validity.equals(vector.validity)
                && Arrays.equals(values, vector.values);
    }

    @Override
    public int hashCode() {
        return 31 * validity.hashCode() + Arrays.hashCode(values);
    }
}
