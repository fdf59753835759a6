package io.mlstack.benchmarks.hotpath;

import io.mlstack.benchmarks.Pace;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What one fresh JVM measured.
 *
 * @param nanos per call, mean of the fastest iteration: neighbours on the machine only ever add
 * @param bytes per call, allocated by the calling thread, in the median iteration: the JVM allocates something once in a
 *     while when it replaces code, as little as 1,136 bytes in 60,000 calls
 */
record Timing(double nanos, double bytes) {

    /**
     * Runs the contender in one new JVM of the kind this one is, without flags.
     *
     * @throws RunnerException if it failed there
     */
    static Timing take(HotPathCase which, HotPathContender contender, Pace pace) throws RunnerException {
        Options options = new OptionsBuilder()
                .include("^" + Pattern.quote(HotPathBenchmark.class.getName() + ".score") + "$")
                .param("model", which.model().name())
                .param("contender", contender.name())
                .param("rows", Integer.toString(which.rows()))
                .forks(1)
                .warmupIterations(pace.warmups())
                .warmupTime(TimeValue.milliseconds(pace.millis()))
                .measurementIterations(pace.iterations())
                .measurementTime(TimeValue.milliseconds(pace.millis()))
                .timeUnit(TimeUnit.NANOSECONDS)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        RunResult result = new Runner(options).runSingle();
        double[] bytes = result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(iteration -> score(iteration, "bytes") / score(iteration, "calls"))
                .toArray();
        return new Timing(result.getPrimaryResult().getStatistics().getMin(), median(bytes));
    }

    private static double score(IterationResult iteration, String counter) {
        return iteration.getSecondaryResults().get(counter).getScore();
    }

    /** Median of the times of several JVMs, and the highest allocation of any. */
    static Timing of(List<Timing> forks) {
        return new Timing(
                median(forks.stream().mapToDouble(Timing::nanos).toArray()),
                forks.stream().mapToDouble(Timing::bytes).max().orElseThrow());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
