package io.mlstack.api.error;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Base of everything mlstack throws on purpose; carries all problems as {@link Finding}s.
 *
 * <p>Unchecked; serialisation keeps the findings. Sub-types exist for what a caller can act on; {@link #getMessage()} lists the findings, one a line.
 */
public class MlstackException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    private final List<Finding> findings;

    /**
     * @param findings at least one
     * @throws IllegalArgumentException if {@code findings} is empty
     */
    public MlstackException(List<Finding> findings) {
        super(message(findings));
        this.findings = List.copyOf(findings);
    }

    /**
     * All problems and the failure beneath them.
     *
     * @param findings at least one
     * @throws IllegalArgumentException if {@code findings} is empty
     */
    public MlstackException(List<Finding> findings, Throwable cause) {
        super(message(findings), cause);
        this.findings = List.copyOf(findings);
    }

    /** One problem. */
    public MlstackException(Finding finding) {
        this(List.of(finding));
    }

    /** One problem and the failure beneath it. */
    public MlstackException(Finding finding, Throwable cause) {
        this(List.of(finding), cause);
    }

    /** All problems, in the order of their discovery; never empty. */
    public List<Finding> findings() {
        return findings;
    }

    private static String message(List<Finding> findings) {
        if (findings.isEmpty()) {
            throw new IllegalArgumentException("an mlstack exception needs at least one finding");
        }
        if (findings.size() == 1) {
            return findings.get(0).toString();
        }
        String lines = findings.stream().limit(SHOWN).map(f -> "\n  " + f).collect(Collectors.joining());
        String more = findings.size() > SHOWN ? "\n  ... and " + (findings.size() - SHOWN) + " more" : "";
        return findings.size() + " problems:" + lines + more;
    }
}
