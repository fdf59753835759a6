package io.mlstack.api.error;

import java.util.List;

/** Stored bytes are not what was written: a digest, checksum or length does not agree. They were not used. */
public class CorruptDataException extends MlstackException {

    private static final long serialVersionUID = 1L;

    public CorruptDataException(List<Finding> findings) {
        super(findings);
    }

    public CorruptDataException(Finding finding) {
        super(finding);
    }

    public CorruptDataException(Finding finding, Throwable cause) {
        super(finding, cause);
    }
}
