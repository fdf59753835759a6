package io.mlstack.serve.bundle;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.MlstackException;

/** A bundle failed a check and was not used; the finding names the entry. Nothing has changed. */
public final class BundleRejectedException extends MlstackException {

    private static final long serialVersionUID = 1L;

    public BundleRejectedException(Finding finding) {
        super(finding);
    }

    public BundleRejectedException(Finding finding, Throwable cause) {
        super(finding, cause);
    }

    static BundleRejectedException of(String code, String place, String message, String cure) {
        return new BundleRejectedException(new Finding(code, place, message, cure));
    }
}
