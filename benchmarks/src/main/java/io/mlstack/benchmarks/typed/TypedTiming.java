package io.mlstack.benchmarks.typed;

import io.mlstack.benchmarks.Pace;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What one fresh JVM measured.
 *
 * @param nanos per call, mean of the fastest iteration: neighbours on the machine only ever add
 * @param bytes per call, lowest iteration; JMH's own 7 KB an iteration are nothing beside millions of calls
 */
record TypedTiming(double nanos, double bytes) {

    static TypedTiming take(String way, Pace pace) throws RunnerException {
        RunResult result = new Runner(new OptionsBuilder()
                        .include("^" + TypedBenchmark.class.getName() + "\\." + way + "$")
                        .addProfiler(GCProfiler.class)
                        .forks(1)
                        .warmupIterations(pace.warmups())
                        .warmupTime(TimeValue.milliseconds(pace.millis()))
                        .measurementIterations(pace.iterations())
                        .measurementTime(TimeValue.milliseconds(pace.millis()))
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .runSingle();
        return new TypedTiming(
                result.getPrimaryResult().getStatistics().getMin(),
                result.getSecondaryResults()
                        .get("gc.alloc.rate.norm")
                        .getStatistics()
                        .getMin());
    }

    /** Median of the times of several JVMs, and the highest allocation of any. */
    static TypedTiming of(List<TypedTiming> forks) {
        double[] nanos = forks.stream().mapToDouble(TypedTiming::nanos).sorted().toArray();
        return new TypedTiming(
                nanos[nanos.length / 2],
                forks.stream().mapToDouble(TypedTiming::bytes).max().orElseThrow());
    }
}
