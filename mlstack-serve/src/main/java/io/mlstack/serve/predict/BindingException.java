package io.mlstack.serve.predict;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import java.util.List;

/** A record does not fit the columns of a model. Found when it is bound, before any row is scored. */
public class BindingException extends InvalidInputException {

    private static final long serialVersionUID = 1L;

    /** @param findings at least one */
    public BindingException(List<Finding> findings) {
        super(findings);
    }
}
