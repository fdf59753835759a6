package io.mlstack.api.model;

/** What a term counts that stands n times in a text. */
public enum TermWeight {
    /** {@code n}. */
    COUNT,
    /** 1, however often. */
    BINARY,
    /** {@code 1 + ln n} (scikit-learn's {@code sublinear_tf}). */
    SUBLINEAR
}
