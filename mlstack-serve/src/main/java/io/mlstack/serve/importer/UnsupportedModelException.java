package io.mlstack.serve.importer;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.MlstackException;
import java.util.List;

/**
 * A file of another trainer that cannot be served: it is damaged, no such file at all, or holds something that mlstack does
 * not know how to score. The findings name what it is and where; nothing was guessed.
 */
public final class UnsupportedModelException extends MlstackException {

    private static final long serialVersionUID = 1L;

    /** One problem. */
    public UnsupportedModelException(Finding finding) {
        super(finding);
    }

    /** One problem and the failure that told it. */
    public UnsupportedModelException(Finding finding, Throwable cause) {
        super(finding, cause);
    }

    /** All problems of the file. */
    public UnsupportedModelException(List<Finding> findings) {
        super(findings);
    }
}
