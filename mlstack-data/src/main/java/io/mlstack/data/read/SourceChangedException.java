package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.MlstackException;

/**
 * A file is not what it was when its schema was found. Rows that this pass handed out already may be of either state: drop
 * them and read the file again.
 */
public class SourceChangedException extends MlstackException {

    private static final long serialVersionUID = 1L;

    /** An exception with one finding. */
    public SourceChangedException(Finding finding) {
        super(finding);
    }
}
