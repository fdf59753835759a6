package io.mlstack.api.table;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.ShapeException;
import java.util.Arrays;

/** 64-bit numbers, microseconds since 1970-01-01T00:00Z, or unscaled decimals. Immutable. */
public final class LongVector implements ColumnVector {

    private final long[] values;
    private final Validity validity;

    private LongVector(long[] values, Validity validity) {
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
    public static LongVector of(long... values) {
        return new LongVector(values.clone(), Validity.allPresent(values.length));
    }

    /**
     * A vector over a copy of {@code values}.
     *
     * @throws ShapeException if the lengths differ
     */
    public static LongVector of(long[] values, Validity validity) {
        return new LongVector(values.clone(), validity);
    }

    /** A vector that owns {@code values}: nobody else may keep them. */
    static LongVector owning(long[] values, Validity validity) {
        return new LongVector(values, validity);
    }

    /** The value of {@code row}; 0 where it is missing. */
    public long longAt(int row) {
        return values[row];
    }

    /** A copy of all values. */
    public long[] toArray() {
        return values.clone();
    }

    /** Copies the values of {@code rows} rows from {@code fromRow} on into {@code out} at {@code outOffset}. */
    public void copyTo(int fromRow, long[] out, int outOffset, int rows) {
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
    public LongVector take(int[] rows) {
        long[] taken = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            taken[i] = values[rows[i]];
        }
        return new LongVector(taken, validity.take(rows));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LongVector vector
                && validity.equals(vector.validity)
                && Arrays.equals(values, vector.values);
    }

    @Override
    public int hashCode() {
        return 31 * validity.hashCode() + Arrays.hashCode(values);
    }
}
