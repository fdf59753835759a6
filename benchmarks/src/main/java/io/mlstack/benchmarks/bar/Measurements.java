package io.mlstack.benchmarks.bar;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a suite measured, by the names of its bars. Not thread-safe.
 *
 * <p>The bars are fixed before anything is measured, so that a benchmark that silently disappears fails its run.
 */
public final class Measurements {

    private final Map<String, Bar> bars = new LinkedHashMap<>();
    private final Map<String, BarLine> lines = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if two bars have one name */
    public Measurements(List<Bar> bars) {
        for (Bar bar : bars) {
            if (this.bars.put(bar.name(), bar) != null) {
                throw new IllegalArgumentException("two bars are named \"" + bar.name() + "\"");
            }
        }
    }

    /** @throws IllegalArgumentException if there is no such bar or it has been judged */
    public void measured(String name, double value) {
        put(bar(name).judge(value));
    }

    /**
     * Judges by limits that the run itself has set, such as what a peer needed.
     *
     * @throws IllegalArgumentException if there is no such bar or it has been judged
     */
    public void measured(String name, double value, Comparison target, Comparison stretch) {
        put(bar(name).within(target, stretch).judge(value));
    }

    /**
     * Records what was measured on a machine that the target was not made for.
     *
     * @param reason one line
     * @throws IllegalArgumentException if there is no such bar, it has been judged, or there is no reason
     */
    public void notJudged(String name, double value, String reason) {
        put(bar(name).skip(value, reason));
    }

    /**
     * Records that this machine cannot measure the bar.
     *
     * @param reason one line
     * @throws IllegalArgumentException if there is no such bar, it has been judged, or there is no reason
     */
    public void skipped(String name, String reason) {
        put(bar(name).skip(reason));
    }

    /** One line for each bar, in their order; those without a measurement have failed. */
    public List<BarLine> lines() {
        return bars.values().stream()
                .map(bar -> lines.getOrDefault(bar.name(), bar.absent()))
                .toList();
    }

    /** Whether a bar failed or is absent. */
    public boolean failed() {
        return lines().stream().anyMatch(line -> line.verdict() == BarLine.Verdict.FAIL);
    }

    private Bar bar(String name) {
        Bar bar = bars.get(name);
        if (bar == null) {
            throw new IllegalArgumentException("no bar is named \"" + name + "\"; there are " + bars.keySet());
        }
        return bar;
    }

    private void put(BarLine line) {
        if (lines.putIfAbsent(line.bar().name(), line) != null) {
            throw new IllegalArgumentException("\"" + line.bar().name() + "\" has been judged before");
        }
    }
}
