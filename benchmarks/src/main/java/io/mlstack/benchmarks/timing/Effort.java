package io.mlstack.benchmarks.timing;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How long one figure is measured.
 *
 * @param forks fresh JVMs: compilation differs more from JVM to JVM than time does within one
 * @param warmups iterations that are thrown away
 * @param iterations iterations that count
 * @param millis length of an iteration
 */
public record Effort(int forks, int warmups, int iterations, int millis) {

    /** Options of one JVM. */
    ChainedOptionsBuilder options() {
        return new OptionsBuilder()
                .forks(1)
                .warmupIterations(warmups)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(millis))
                .timeUnit(TimeUnit.NANOSECONDS)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }
}
