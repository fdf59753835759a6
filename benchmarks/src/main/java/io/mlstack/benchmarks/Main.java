package io.mlstack.benchmarks;

import io.mlstack.benchmarks.bar.Measurements;
import io.mlstack.benchmarks.hotpath.HotPathSuite;
import io.mlstack.benchmarks.open.OpenSuite;
import io.mlstack.benchmarks.peers.PeersSuite;
import io.mlstack.benchmarks.startup.StartupSuite;
import io.mlstack.benchmarks.typed.TypedSuite;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs one suite and ends with its {@code BAR} lines.
 *
 * <p>{@code benchmarks/run} is the way to start it. Exit status: 0 if every bar passed or was skipped, 1 if one failed or
 * was not measured, 2 if the command was not understood.
 */
public final class Main {

    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int NOT_UNDERSTOOD = 2;

    private final List<Suite> suites;

    Main(List<Suite> suites) {
        this.suites = suites;
    }

    /** {@code SUITE [--quick]}. */
    public static void main(String[] args) {
        System.exit(new Main(List.of(
                        new HotPathSuite(), new OpenSuite(), new PeersSuite(), new StartupSuite(), new TypedSuite()))
                .run(args, System.out, System.err));
    }

    int run(String[] args, PrintStream out, PrintStream err) {
        List<String> words = new ArrayList<>(Arrays.asList(args));
        Pace pace = words.remove("--quick") ? Pace.QUICK : Pace.FULL;
        Optional<Suite> suite = suites.stream()
                .filter(each -> words.equals(List.of(each.name())))
                .findFirst();
        if (suite.isEmpty()) {
            usage(words, err);
            return NOT_UNDERSTOOD;
        }
        return run(suite.get(), pace, out, err);
    }

    private static int run(Suite suite, Pace pace, PrintStream out, PrintStream err) {
        out.printf(
                Locale.ROOT,
                "Suite %s, %s, on Java %s (%s), %s %s, %d processors, load %.1f%n",
                suite.name(),
                pace.name().toLowerCase(Locale.ROOT),
                Runtime.version(),
                System.getProperty("java.vm.vendor"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        Measurements measurements = new Measurements(suite.bars());
        boolean finished = false;
        try {
            suite.run(pace, measurements, out);
            finished = true;
        } catch (Exception | LinkageError e) {
            // The bars below still tell what was measured before, and fail what was not.
            err.println("Suite " + suite.name() + " stopped early:");
            e.printStackTrace(err);
        }
        err.flush();
        out.println();
        measurements.lines().forEach(out::println);
        out.flush();
        return finished && !measurements.failed() ? PASSED : FAILED;
    }

    private void usage(List<String> words, PrintStream err) {
        if (!words.isEmpty()) {
            err.println("Not understood: " + String.join(" ", words));
        }
        err.println("Usage: benchmarks/run SUITE [--quick]");
        err.println("Suites:");
        suites.forEach(each -> err.printf(Locale.ROOT, "  %-10s %s%n", each.name(), each.about()));
    }
}
