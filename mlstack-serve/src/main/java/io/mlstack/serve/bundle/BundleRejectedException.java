package io.mlstack.serve.bundle;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.MlstackException;
import java.util.List;

/** A bundle failed a check and was not used; the findings name the entry. Nothing has changed. */
public final class BundleRejectedException extends MlstackException {

    private static final long serialVersionUID = 1L;

    /** One problem. */
    public BundleRejectedException(Finding finding) {
        super(finding);
    }

    /** All problems of the entry. */
    public BundleRejectedException(List<Finding> findings) {
        super(findings);
    }

    /** All problems of the entry and the failure that told them. */
    public BundleRejectedException(List<Finding> findings, Throwable cause) {
        super(findings, cause);
    }

    /** One problem and the failure that told it. */
    public BundleRejectedException(Finding finding, Throwable cause) {
        super(finding, cause);
    }

    /** What went wrong within an entry, as a rejection whose findings name that entry. */
    static BundleRejectedException within(String entry, MlstackException cause) {
        if (cause instanceof BundleRejectedException rejected) {
            return rejected;
        }
        return new BundleRejectedException(
                cause.findings().stream()
                        .map(finding -> finding.place().startsWith(entry)
                                ? finding
                                : new Finding(
                                        finding.code(),
                                        entry + ": " + finding.place(),
                                        finding.message(),
                                        finding.cure()))
                        .toList(),
                cause);
    }

    static BundleRejectedException of(String code, String place, String message, String cure) {
        return new BundleRejectedException(new Finding(code, place, message, cure));
    }

    static BundleRejectedException tooLarge(String place, long size, long max) {
        return of(
                "bundle.too-large",
                place,
                size + " bytes, at most " + max + " are read",
                "check that this is the file you mean");
    }
}
