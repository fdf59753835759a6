package io.mlstack.api.table;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.ShapeException;
import java.util.Arrays;

/** Lists of any length: the elements of all rows in one child vector and the offsets of the rows in it. Immutable. */
public final class ListVector implements ColumnVector {

    private final int[] offsets;
    private final ColumnVector elements;
    private final Validity validity;

    private ListVector(int[] offsets, ColumnVector elements, Validity validity) {
        boolean rising = offsets.length == validity.length() + 1 && offsets[0] == 0;
        for (int i = 1; rising && i < offsets.length; i++) {
            rising = offsets[i - 1] <= offsets[i];
        }
        if (!rising || offsets[offsets.length - 1] != elements.length()) {
            throw new ShapeException(new Finding(
                    "vector.shape",
                    "vector",
                    "offsets do not tile " + elements.length() + " elements into " + validity.length() + " rows",
                    "give rows + 1 rising offsets from 0 to the number of elements"));
        }
        for (int row = 0; validity.missing() > 0 && row < validity.length(); row++) {
            if (validity.isMissing(row) && offsets[row] != offsets[row + 1]) {
                throw new ShapeException(new Finding(
                        "vector.shape",
                        "vector",
                        "row " + row + " is missing and has " + (offsets[row + 1] - offsets[row]) + " elements",
                        "leave missing rows empty"));
            }
        }
        this.offsets = offsets;
        this.elements = elements;
        this.validity = validity;
    }

    /**
     * A vector of lists.
     *
     * @param offsets {@code rows + 1} rising offsets from 0 to {@code elements.length()}, missing rows empty; copied
     * @throws ShapeException if they are not
     */
    public static ListVector of(int[] offsets, ColumnVector elements, Validity validity) {
        return new ListVector(offsets.clone(), elements, validity);
    }

    /** Position of the first element of {@code row} in {@link #elements()}. */
    public int startAt(int row) {
        return offsets[row];
    }

    /** Number of elements of {@code row}. */
    public int sizeAt(int row) {
        return offsets[row + 1] - offsets[row];
    }

    /** The elements of all rows, one row after the other. */
    public ColumnVector elements() {
        return elements;
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
    public ListVector take(int[] rows) {
        int[] starts = new int[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            starts[i + 1] = Math.addExact(starts[i], sizeAt(rows[i]));
        }
        int[] taken = new int[starts[rows.length]];
        for (int i = 0; i < rows.length; i++) {
            for (int e = 0; e < sizeAt(rows[i]); e++) {
                taken[starts[i] + e] = offsets[rows[i]] + e;
            }
        }
        return new ListVector(starts, elements.take(taken), validity.take(rows));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ListVector vector
                && validity.equals(vector.validity)
                && Arrays.equals(offsets, vector.offsets)
                && elements.equals(vector.elements);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * validity.hashCode() + Arrays.hashCode(offsets)) + elements.hashCode();
    }
}
