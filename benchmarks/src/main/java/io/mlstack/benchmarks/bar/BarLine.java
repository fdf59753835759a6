package io.mlstack.benchmarks.bar;

/**
 * A judged bar; its text is the line that a run ends with.
 *
 * @param measured the number as it is shown
 * @param reason why the bar was skipped; empty for other verdicts
 */
public record BarLine(Bar bar, String measured, Verdict verdict, String reason) {

    /** What became of a bar. */
    public enum Verdict {
        /** The target holds. */
        PASS,
        /** The target does not hold, or nothing was measured. */
        FAIL,
        /** Cannot be measured on this machine. */
        SKIP
    }

    public BarLine {
        if (verdict == Verdict.SKIP == reason.isBlank()) {
            throw new IllegalArgumentException(verdict + " with the reason \"" + reason + "\"");
        }
    }

    /** {@code BAR <name> measured=<value> target=<comparison> stretch=<comparison> PASS|FAIL|SKIP(reason)}. */
    @Override
    public String toString() {
        return "BAR " + bar.name() + " measured=" + measured + " target=" + bar.target() + " stretch=" + bar.stretch()
                + " " + verdict + (verdict == Verdict.SKIP ? "(" + reason + ")" : "");
    }
}
