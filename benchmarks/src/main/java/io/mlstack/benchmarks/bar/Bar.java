package io.mlstack.benchmarks.bar;

/**
 * A promise that a suite measures.
 *
 * @param name stands in the {@code BAR} line; never changes once published
 * @param target below this the run fails
 * @param stretch what we want; shown, never judged
 */
public record Bar(String name, Comparison target, Comparison stretch) {

    public Bar {
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("a bar is named in kebab-case, got \"" + name + "\"");
        }
    }

    /** A bar with its comparisons as {@link Comparison#parse} reads them. */
    public static Bar of(String name, String target, String stretch) {
        return new Bar(name, Comparison.parse(target), Comparison.parse(stretch));
    }

    /** The line for a measurement. */
    BarLine judge(double measured) {
        BarLine.Verdict verdict = target.holds(measured) ? BarLine.Verdict.PASS : BarLine.Verdict.FAIL;
        return new BarLine(this, Figure.rounded(measured), verdict, "");
    }

    /** The line for a measurement that is not there, which is a failure: a suite that measures nothing proves nothing. */
    BarLine absent() {
        return new BarLine(this, "absent", BarLine.Verdict.FAIL, "");
    }

    /** The line for what cannot be measured on this machine. */
    BarLine skip(String reason) {
        return new BarLine(this, "none", BarLine.Verdict.SKIP, reason);
    }

    /** The line for what was measured on a machine that the target was not made for. */
    BarLine skip(double measured, String reason) {
        return new BarLine(this, Figure.rounded(measured), BarLine.Verdict.SKIP, reason);
    }

    /** The same promise with limits that the run itself has set. */
    Bar within(Comparison runTarget, Comparison runStretch) {
        return new Bar(name, runTarget, runStretch);
    }
}
