package io.mlstack.serve.predict.internal.explain;

/** Splits what a model adds to its base among the features it reads. Immutable. */
public interface Attribution {

    /** Numbers that the model reads. */
    int features();

    /** Margins that the model makes. */
    int outputs();

    /**
     * Adds the share of each feature in one margin.
     *
     * @param x {@link #features} numbers
     * @param output which margin
     * @param shares {@link #features} numbers, of which each grows by the share of its feature
     * @return the base: what the margin is before any feature adds to it
     */
    double attribute(double[] x, int output, double[] shares);
}
