package io.mlstack.api.error;

import java.util.List;

/** A store could not be read or written: no space, no permission, a lost connection. What was acknowledged before is safe. */
public class StorageException extends MlstackException {

    private static final long serialVersionUID = 1L;

    /** All problems at once; at least one. */
    public StorageException(List<Finding> findings) {
        super(findings);
    }

    /** All problems at once, at least one, and the failure beneath them. */
    public StorageException(List<Finding> findings, Throwable cause) {
        super(findings, cause);
    }

    /** One problem. */
    public StorageException(Finding finding) {
        super(finding);
    }

    /** One problem and the failure beneath it. */
    public StorageException(Finding finding, Throwable cause) {
        super(finding, cause);
    }
}
