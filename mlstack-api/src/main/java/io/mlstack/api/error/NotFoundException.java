package io.mlstack.api.error;

import java.util.List;

/** A name does not exist: a column, a data set, a version, a model, an alias. The findings give the nearest names. */
public class NotFoundException extends MlstackException {

    private static final long serialVersionUID = 1L;

    public NotFoundException(List<Finding> findings) {
        super(findings);
    }

    public NotFoundException(Finding finding) {
        super(finding);
    }

    public NotFoundException(Finding finding, Throwable cause) {
        super(finding, cause);
    }
}
