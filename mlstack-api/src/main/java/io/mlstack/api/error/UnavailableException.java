package io.mlstack.api.error;

import java.util.List;

/**
 * The place behind a store does not answer, or says that it is busy, after all attempts that were made. The same call may
 * succeed later, which other {@link StorageException}s do not promise: they wait for somebody to mend something.
 */
public class UnavailableException extends StorageException {

    private static final long serialVersionUID = 1L;

    /** All problems at once; at least one. */
    public UnavailableException(List<Finding> findings) {
        super(findings);
    }

    /** All problems at once, at least one, and the failure beneath them. */
    public UnavailableException(List<Finding> findings, Throwable cause) {
        super(findings, cause);
    }

    /** One problem. */
    public UnavailableException(Finding finding) {
        super(finding);
    }

    /** One problem and the failure beneath it. */
    public UnavailableException(Finding finding, Throwable cause) {
        super(finding, cause);
    }
}
