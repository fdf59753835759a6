package io.mlstack.benchmarks.timing;

import io.mlstack.benchmarks.peer.Entrant;
import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.util.Statistics;

/**
 * Times of single calls in nanoseconds, the timer's own 20 to 40 included.
 *
 * @param p99 what one call in a hundred exceeds
 * @param p999 what one call in a thousand exceeds
 */
public record Percentiles(double mean, double p50, double p99, double p999) {

    /**
     * Runs the contender in one new JVM.
     *
     * @throws IOException if its class path has not been built
     * @throws RunnerException if it failed there
     */
    static Percentiles take(Case which, Entrant entrant, Effort effort) throws IOException, RunnerException {
        Statistics times =
                Timing.run("sampled", which, entrant, effort).getPrimaryResult().getStatistics();
        return new Percentiles(
                times.getMean(), times.getPercentile(50), times.getPercentile(99), times.getPercentile(99.9));
    }

    /** Each figure's median over several JVMs. */
    static Percentiles of(List<Percentiles> forks) {
        return new Percentiles(
                median(forks, Percentiles::mean),
                median(forks, Percentiles::p50),
                median(forks, Percentiles::p99),
                median(forks, Percentiles::p999));
    }

    /** How much longer than half of the calls one in a hundred takes. */
    public double tail() {
        return p99 / p50;
    }

    private static double median(List<Percentiles> forks, ToDoubleFunction<Percentiles> figure) {
        return Median.of(forks.stream().mapToDouble(figure).toArray());
    }
}
