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
