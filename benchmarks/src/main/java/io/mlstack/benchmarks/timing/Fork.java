package io.mlstack.benchmarks.timing;

import io.mlstack.benchmarks.peer.ClassPath;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;

/** Runs a benchmark in a new JVM of the kind this one is, on another class path. */
final class Fork {

    private static final String PROPERTY = "java.class.path";

    private Fork() {}

    /** JMH starts its JVMs with what this property says, and offers no option for it. */
    static RunResult run(Options options, ClassPath classPath) throws RunnerException {
        String home = System.getProperty(PROPERTY);
        System.setProperty(PROPERTY, classPath.withHarness());
        try {
            return new Runner(options).runSingle();
        } finally {
            System.setProperty(PROPERTY, home);
        }
    }
}
