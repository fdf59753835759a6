package io.mlstack.benchmarks.hotpath;

import io.mlstack.benchmarks.Pace;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.BenchmarkResult;
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
 * @param bytes per call, allocated by the calling thread; JMH's loop around the calls allocates once an iteration, so that
 *     less than half a byte is its noise
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
        long calls = result.getBenchmarkResults().stream()
                .map(BenchmarkResult::getMetadata)
                .mapToLong(run -> run.getMeasurementOps())
                .sum();
        double bytes = result.getSecondaryResults().get("bytes").getScore();
        return new Timing(result.getPrimaryResult().getStatistics().getMin(), bytes / calls);
    }

    /** Median of the times of several JVMs, and the highest allocation of any. */
    static Timing of(List<Timing> forks) {
        double[] nanos = forks.stream().mapToDouble(Timing::nanos).sorted().toArray();
        int half = nanos.length / 2;
        double median = nanos.length % 2 == 1 ? nanos[half] : (nanos[half - 1] + nanos[half]) / 2;
        return new Timing(
                median, forks.stream().mapToDouble(Timing::bytes).max().orElseThrow());
    }
}
