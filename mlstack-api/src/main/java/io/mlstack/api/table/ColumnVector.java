package io.mlstack.api.table;

/**
 * The values of one column in a block of rows, without boxing. Immutable, so safe to share between threads.
 *
 * <p>Where a value is missing, the accessors of the vector classes return 0, an empty text or code -1; ask
 * {@link #isMissing} first.
 */
public sealed interface ColumnVector
        permits BooleanVector, IntVector, LongVector, FloatVector, DoubleVector, BytesVector, ListVector {

    /** Number of rows. */
    int length();

    /** Which rows have a value. */
    Validity validity();

    /** The values of {@code rows}, in that order; a row may be named more than once. */
    ColumnVector take(int[] rows);

    /** Whether {@code row} has no value. */
    default boolean isMissing(int row) {
        return validity().isMissing(row);
    }

    /** How many rows have no value. */
    default int missing() {
        return validity().missing();
    }
}
