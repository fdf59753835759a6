package io.mlstack.api.model;

/** What the features of a text are divided by, so that long texts and short ones compare. All zeros stay. */
public enum TermNorm {
    /** Nothing. */
    NONE,
    /** The sum of their magnitudes. */
    L1,
    /** The square root of the sum of their squares. */
    L2
}
