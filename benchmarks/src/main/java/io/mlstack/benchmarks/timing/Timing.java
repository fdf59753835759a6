package io.mlstack.benchmarks.timing;

import io.mlstack.benchmarks.peer.ClassPath;
import io.mlstack.benchmarks.peer.Entrant;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;

/**
 * What one fresh JVM measured.
 *
 * @param nanos per call, mean of the fastest iteration: neighbours on the machine only ever add
 * @param bytes per call, allocated by the calling thread, in the median iteration: the JVM allocates something once in a
 *     while when it replaces code, as little as 1,136 bytes in 60,000 calls
 */
public record Timing(double nanos, double bytes) {

    /**
     * Runs the contender in one new JVM.
     *
     * @throws IOException if its class path has not been built
     * @throws RunnerException if it failed there
     */
    static Timing take(Case which, Entrant entrant, Effort effort) throws IOException, RunnerException {
        RunResult result = run("mean", which, entrant, effort);
        double[] bytes = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(iteration -> score(iteration, "bytes") / score(iteration, "calls"))
                .toArray();
        return new Timing(result.getPrimaryResult().getStatistics().getMin(), Median.of(bytes));
    }

    static RunResult run(String method, Case which, Entrant entrant, Effort effort)
            throws IOException, RunnerException {
        Options options = effort.options()
                .include("^" + Pattern.quote(CallBenchmark.class.getName() + "." + method) + "$")
                .param("subject", which.subject().name())
                .param("entrant", entrant.name())
                .param("rows", Integer.toString(which.rows()))
                .jvmArgsAppend(entrant.jvmArguments().toArray(new String[0]))
                .build();
        return Fork.run(options, ClassPath.of(entrant));
    }

    private static double score(IterationResult iteration, String counter) {
        return iteration.getSecondaryResults().get(counter).getScore();
    }

    /** Median of the times of several JVMs, and the highest allocation of any. */
    static Timing of(List<Timing> forks) {
        return new Timing(
                Median.of(forks.stream().mapToDouble(Timing::nanos).toArray()),
                forks.stream().mapToDouble(Timing::bytes).max().orElseThrow());
    }
}
