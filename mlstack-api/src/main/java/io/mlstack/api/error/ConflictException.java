package io.mlstack.api.error;

import java.util.List;

/** Somebody else committed first and the two changes cannot be joined. Nothing was written; read again and retry. */
public class ConflictException extends MlstackException {

    private static final long serialVersionUID = 1L;

    public ConflictException(List<Finding> findings) {
        super(findings);
    }

    public ConflictException(Finding finding) {
        super(finding);
    }

    public ConflictException(Finding finding, Throwable cause) {
        super(finding, cause);
    }
}
