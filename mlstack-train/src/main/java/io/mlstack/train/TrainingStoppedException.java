package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.MlstackException;

/**
 * The training was told to end before it was done: its deadline passed, or its thread was interrupted (the interrupt is
 * still set). Nothing was kept.
 */
public class TrainingStoppedException extends MlstackException {
    private static final long serialVersionUID = 1L;

    /** What ended the training, and when. */
    public TrainingStoppedException(Finding finding) {
        super(finding);
    }
}
