package io.mlstack.serve.importer;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.MlstackException;
import java.util.List;

/**
 * A model does not score as its trainer did; nothing was packed. The findings are what explains the differences and the
 * first of them, {@link #verification} holds them all.
 */
public final class VerificationFailedException extends MlstackException {

    private static final long serialVersionUID = 1L;

    private final transient Verification verification;

    /**
     * What was found.
     *
     * @param verification one that does not agree
     */
    public VerificationFailedException(Verification verification) {
        super(findings(verification));
        this.verification = verification;
    }

    /** All rows that differ; null after serialisation, which keeps the findings only. */
    public Verification verification() {
        return verification;
    }

    private static List<Finding> findings(Verification verification) {
        Findings findings = Findings.collect();
        for (String cause : verification.causes()) {
            findings.add("verify.cause", "all differing rows", cause, "");
        }
        for (Difference difference : verification.differences()) {
            findings.add(
                    "verify.differs",
                    "row " + difference.row() + ", " + difference.output(),
                    difference.toString(),
                    difference.cause().isEmpty() ? "compare what the trainer was given for that row" : "");
        }
        return findings.list();
    }
}
