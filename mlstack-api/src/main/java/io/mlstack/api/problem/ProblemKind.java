package io.mlstack.api.problem;

/** What is to be predicted. */
public enum ProblemKind {
    /** One of two classes, one of which is the positive one. */
    BINARY,
    /** One of several classes. */
    MULTICLASS,
    /** A number. */
    REGRESSION;

    /** Whether a class is predicted, not a number. */
    public boolean isClassification() {
        return this != REGRESSION;
    }
}
