package io.mlstack.benchmarks;

import io.mlstack.benchmarks.timing.Effort;

/** How long to measure. */
public enum Pace {
    /** For the inner loop and for CI: a suite takes at most 5 minutes with its build. */
    QUICK(5, 6, 10, 120),
    /** For figures that are quoted. */
    FULL(9, 10, 20, 250);

    private final int forks;
    private final int warmups;
    private final int iterations;
    private final int millis;

    Pace(int forks, int warmups, int iterations, int millis) {
        this.forks = forks;
        this.warmups = warmups;
        this.iterations = iterations;
        this.millis = millis;
    }

    /** The same as options of a measurement. */
    public Effort effort() {
        return new Effort(forks, warmups, iterations, millis);
    }

    /** Fresh JVMs per measurement: compilation differs more from JVM to JVM than time does within one. */
    public int forks() {
        return forks;
    }

    /** Iterations that are thrown away. */
    public int warmups() {
        return warmups;
    }

    /** Iterations that count. */
    public int iterations() {
        return iterations;
    }

    /** Length of an iteration in milliseconds. */
    public int millis() {
        return millis;
    }
}
