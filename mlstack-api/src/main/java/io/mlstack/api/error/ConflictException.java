package io.mlstack.api.error;

import java.util.List;

/** Somebody else committed first and the two changes cannot be joined. Nothing was written; read again and retry. */
public class ConflictException extends MlstackException {

    private static final long serialVersionUID = 1L;

    /** All problems at once; at least one. */
    public ConflictException(List<Finding> findings) {
        super(findings);
    }

    /** All problems at once, at least one, and the failure beneath them. */
    public ConflictException(List<Finding> findings, Throwable cause) {
        super(findings, cause);
    }

    /** One problem. */
    public ConflictException(Finding finding) {
        super(finding);
    }

    /** One problem and the failure beneath it. */
    public ConflictException(Finding finding, Throwable cause) {
        super(finding, cause);
    }
}
