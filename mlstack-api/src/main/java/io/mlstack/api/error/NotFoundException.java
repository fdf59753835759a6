package io.mlstack.api.error;

import java.util.List;

/** A name does not exist: a column, a data set, a version, a model, an alias. The findings give the nearest names. */
public class NotFoundException extends MlstackException {

    private static final long serialVersionUID = 1L;

    /** All problems at once; at least one. */
    public NotFoundException(List<Finding> findings) {
        super(findings);
    }

    /** All problems at once, at least one, and the failure beneath them. */
    public NotFoundException(List<Finding> findings, Throwable cause) {
        super(findings, cause);
    }

    /** One problem. */
    public NotFoundException(Finding finding) {
        super(finding);
    }

    /** One problem and the failure beneath it. */
    public NotFoundException(Finding finding, Throwable cause) {
        super(finding, cause);
    }
}
