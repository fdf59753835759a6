package io.mlstack.train.evaluate.internal;

/**
 * A group of numbers that are computed together from the same rows, under any row weights.
 *
 * <p>What does not depend on the weights (the order of the scores, the loss of each row) is computed once, when the group
 * is made; {@link #measure} is then called for the rows themselves and for each resample.
 */
public interface Measures {

    /** How many numbers {@link #measure} writes. */
    int count();

    /**
     * Writes the numbers under {@code weights}; one that is undefined under them becomes NaN.
     *
     * @param weights one per row, finite and at least 0; read only
     * @param out written from {@code offset} to {@code offset + count()}
     */
    void measure(double[] weights, double[] out, int offset);

    /** The numbers under {@code weights} in an array of their own. */
    default double[] under(double[] weights) {
        double[] out = new double[count()];
        measure(weights, out, 0);
        return out;
    }
}
