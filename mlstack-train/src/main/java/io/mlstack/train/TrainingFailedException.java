package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.MlstackException;

/** No model of use came out: the loss diverged, the solver did not converge, a listener threw. Nothing was kept. */
public class TrainingFailedException extends MlstackException {
    private static final long serialVersionUID = 1L;

    /** A failure found by mlstack itself. */
    public TrainingFailedException(Finding finding) {
        super(finding);
    }

    /** A failure with the exception behind it. */
    public TrainingFailedException(Finding finding, Throwable cause) {
        super(finding, cause);
    }
}
