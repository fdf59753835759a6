package io.mlstack.api.error;

import java.util.List;

/** Stored bytes are not what was written: a digest, checksum or length does not agree. They were not used. */
public class CorruptDataException extends MlstackException {

    private static final long serialVersionUID = 1L;

    /** All problems at once; at least one. */
    public CorruptDataException(List<Finding> findings) {
        super(findings);
    }

    /** All problems at once, at least one, and the failure beneath them. */
    public CorruptDataException(List<Finding> findings, Throwable cause) {
        super(findings, cause);
    }

    /** One problem. */
    public CorruptDataException(Finding finding) {
        super(finding);
    }

    /** One problem and the failure beneath it. */
    public CorruptDataException(Finding finding, Throwable cause) {
        super(finding, cause);
    }
}
