package io.mlstack.benchmarks.timing;

import io.mlstack.benchmarks.model.Subject;
import io.mlstack.benchmarks.peer.ClassPath;
import io.mlstack.benchmarks.peer.Entrant;
import java.io.IOException;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;

/** How many more calls two threads make on one scorer than one thread. */
public final class SharedTiming {

    private SharedTiming() {}

    /**
     * Calls of two threads by calls of one, in the best iteration of each over rounds of one JVM each.
     *
     * @throws IOException if mlstack's class path has not been built
     * @throws RunnerException if a JVM failed
     */
    public static double twoByOne(Subject subject, Effort effort) throws IOException, RunnerException {
        double one = 0;
        double two = 0;
        for (int round = 0; round < effort.forks(); round++) {
            one = Math.max(one, calls(subject, 1, effort));
            two = Math.max(two, calls(subject, 2, effort));
        }
        return two / one;
    }

    private static double calls(Subject subject, int threads, Effort effort) throws IOException, RunnerException {
        Options options = effort.options()
                .include("^" + Pattern.quote(SharedBenchmark.class.getName() + ".score") + "$")
                .param("subject", subject.name())
                .threads(threads)
                .build();
        return Fork.run(options, ClassPath.of(Entrant.MLSTACK))
                .getPrimaryResult()
                .getStatistics()
                .getMax();
    }
}
