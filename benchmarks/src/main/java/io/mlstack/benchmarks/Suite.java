package io.mlstack.benchmarks;

import io.mlstack.benchmarks.bar.Bar;
import io.mlstack.benchmarks.bar.Measurements;
import java.io.PrintStream;
import java.util.List;

/** Benchmarks that answer one question together and run in one go, so that their ratios mean something. */
public interface Suite {

    /** What stands behind {@code benchmarks/run}. */
    String name();

    /** One line for the list of suites. */
    String about();

    /** Everything this suite promises to measure, the same on every machine. */
    List<Bar> bars();

    /**
     * Measures, and prints tables for people.
     *
     * @param into receives the measurements of {@link #bars()}
     * @throws Exception if the suite could not go on; what it put into {@code into} before counts
     */
    void run(Pace pace, Measurements into, PrintStream out) throws Exception;
}
