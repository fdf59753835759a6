package io.mlstack.train.evaluate;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.MlstackException;
import java.util.List;

/** A model breaks limits of its problem and was not packed; each finding names one of them. */
public class ConstraintBrokenException extends MlstackException {

    private static final long serialVersionUID = 1L;

    /** @param findings one a broken limit, at least one */
    public ConstraintBrokenException(List<Finding> findings) {
        super(findings);
    }
}
