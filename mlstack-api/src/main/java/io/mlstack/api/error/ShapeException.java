package io.mlstack.api.error;

import java.util.List;

/** Numbers of rows, columns or tensor elements do not fit together. */
public class ShapeException extends InvalidInputException {

    private static final long serialVersionUID = 1L;

    public ShapeException(List<Finding> findings) {
        super(findings);
    }

    public ShapeException(Finding finding) {
        super(finding);
    }

    public ShapeException(Finding finding, Throwable cause) {
        super(finding, cause);
    }
}
