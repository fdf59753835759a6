package io.mlstack.data.load;

import java.util.Locale;

/** What a row is used for. */
public enum Part {
    /** Parameters are fitted on it. */
    TRAIN,
    /** Choices are made on it: when to stop, which model, which threshold. */
    VALIDATION,
    /** Judged on it once, at the end. */
    TEST;

    /** In lower case, as reports show it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
