package io.mlstack.api.error;

import java.util.List;

/** What the caller handed in cannot be used: a row, a schema, a problem, a graph. Nothing was changed. */
public class InvalidInputException extends MlstackException {

    private static final long serialVersionUID = 1L;

    /** All problems at once; at least one. */
    public InvalidInputException(List<Finding> findings) {
        super(findings);
    }

    /** All problems at once, at least one, and the failure beneath them. */
    public InvalidInputException(List<Finding> findings, Throwable cause) {
        super(findings, cause);
    }

    /** One problem. */
    public InvalidInputException(Finding finding) {
        super(finding);
    }

    /** One problem and the failure beneath it. */
    public InvalidInputException(Finding finding, Throwable cause) {
        super(finding, cause);
    }
}
