package io.mlstack.api.error;

import java.util.List;

/** Numbers of rows, columns or tensor elements do not fit together. */
public class ShapeException extends InvalidInputException {

    private static final long serialVersionUID = 1L;

    /** All problems at once; at least one. */
    public ShapeException(List<Finding> findings) {
        super(findings);
    }

    /** All problems at once, at least one, and the failure beneath them. */
    public ShapeException(List<Finding> findings, Throwable cause) {
        super(findings, cause);
    }

    /** One problem. */
    public ShapeException(Finding finding) {
        super(finding);
    }

    /** One problem and the failure beneath it. */
    public ShapeException(Finding finding, Throwable cause) {
        super(finding, cause);
    }
}
