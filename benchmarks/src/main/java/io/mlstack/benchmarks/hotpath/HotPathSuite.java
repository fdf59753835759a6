package io.mlstack.benchmarks.hotpath;

import io.mlstack.benchmarks.Pace;
import io.mlstack.benchmarks.Suite;
import io.mlstack.benchmarks.bar.Bar;
import io.mlstack.benchmarks.bar.Measurements;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.runner.RunnerException;

/**
 * mlstack beside ONNX Runtime: logistic regression, a small and a large dense net, one row and a batch.
 *
 * <p>Who is further from a double-precision reference than {@value #TOLERANCE} is not timed. The JVMs of a round run one
 * after the other, a contender each, so that a slow minute of the machine hits all of them.
 */
public final class HotPathSuite implements Suite {

    private static final HotPathContender OURS = HotPathContender.MLSTACK;
    private static final HotPathContender PEER = HotPathContender.ONNXRUNTIME_PINNED;

    /** What float32 sums may lose; the bars ask more of mlstack than this asks of everybody. */
    private static final double TOLERANCE = 1e-5;

    private static final String SPEED = "-vs-onnxruntime-pinned";
    private static final String BYTES = "-bytes-per-call";
    private static final String EXACTNESS = "-largest-error";

    private static final List<Bar> BARS = List.of(
            Bar.of("logistic-largest-error", "<=1e-6", "<=1e-7"),
            Bar.of("net-largest-error", "<=1e-5", "<=1e-6"),
            Bar.of("large-net-largest-error", "<=1e-5", "<=1e-6"),
            Bar.of("logistic-row-vs-onnxruntime-pinned", ">=45", ">=60"),
            Bar.of("logistic-batch256-vs-onnxruntime-pinned", ">=0.5", ">=1.3"),
            Bar.of("net-row-vs-onnxruntime-pinned", ">=1.9", ">=2.5"),
            Bar.of("net-batch256-vs-onnxruntime-pinned", ">=0.4", ">=0.6"),
            Bar.of("large-net-row-vs-onnxruntime-pinned", ">=1", ">=1.3"),
            Bar.of("large-net-batch256-vs-onnxruntime-pinned", ">=0.4", ">=0.6"),
            Bar.of("logistic-row-bytes-per-call", "==0", "==0"),
            Bar.of("logistic-batch256-bytes-per-call", "==0", "==0"),
            Bar.of("net-row-bytes-per-call", "==0", "==0"),
            Bar.of("net-batch256-bytes-per-call", "==0", "==0"),
            Bar.of("large-net-row-bytes-per-call", "==0", "==0"),
            Bar.of("large-net-batch256-bytes-per-call", "==0", "==0"));

    @Override
    public String name() {
        return "hotpath";
    }

    @Override
    public String about() {
        return "logistic regression and two nets beside ONNX Runtime: one row, 256 rows, bytes per call";
    }

    @Override
    public List<Bar> bars() {
        return BARS;
    }

    @Override
    public void run(Pace pace, Measurements into, PrintStream out) {
        Optional<String> missing = OnnxSession.missing(System.getProperty("os.name"), System.getProperty("os.arch"));
        List<HotPathContender> present = missing.isEmpty() ? List.of(HotPathContender.values()) : List.of(OURS);
        Map<HotPathCase, Set<HotPathContender>> right = checkAll(present, into, out);

        out.printf(
                Locale.ROOT, "%nTimes: median of %d JVMs, lowest to highest; bytes allocated per call%n", pace.forks());
        for (HotPathCase which : HotPathCase.all()) {
            Map<HotPathContender, List<Timing>> forks = time(which, right.getOrDefault(which, Set.of()), pace, out);
            Map<HotPathContender, Timing> times = new EnumMap<>(HotPathContender.class);
            forks.forEach((contender, each) -> times.put(contender, Timing.of(each)));
            print(which, forks, times, out);
            judge(which, times, missing, into);
        }
    }

    private static Map<HotPathCase, Set<HotPathContender>> checkAll(
            List<HotPathContender> present, Measurements into, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%nLargest absolute difference to a double-precision reference over %,d rows%n",
                HotPathBenchmark.ROWS);
        Map<HotPathCase, Set<HotPathContender>> right = new LinkedHashMap<>();
        Map<HotPathModel, Double> ours = new EnumMap<>(HotPathModel.class);
        for (HotPathCase which : HotPathCase.all()) {
            for (HotPathContender contender : present) {
                double worst = check(which, contender, out);
                boolean passes = worst <= TOLERANCE;
                if (passes) {
                    right.computeIfAbsent(which, key -> EnumSet.noneOf(HotPathContender.class))
                            .add(contender);
                }
                if (contender == OURS) {
                    ours.merge(which.model(), worst, Math::max);
                }
                out.printf(
                        Locale.ROOT,
                        "  %-24s %-20s %8.1e  %s%n",
                        which.title(),
                        contender.title(),
                        worst,
                        passes ? "ok" : "WRONG, limit " + TOLERANCE + ": not timed");
            }
        }
        ours.forEach((model, worst) -> into.measured(model.title() + EXACTNESS, worst));
        return right;
    }

    private static double check(HotPathCase which, HotPathContender contender, PrintStream out) {
        BenchmarkModel model = which.model().create();
        try (Contender scorer = contender.open(model, which.rows())) {
            return Correctness.worstDifference(model, scorer, which.rows());
        } catch (Exception | LinkageError e) {
            // As wrong as can be: it is not timed, and its bars fail.
            e.printStackTrace(out);
            return Double.POSITIVE_INFINITY;
        }
    }

    private static Map<HotPathContender, List<Timing>> time(
            HotPathCase which, Set<HotPathContender> right, Pace pace, PrintStream out) {
        Set<HotPathContender> running = EnumSet.noneOf(HotPathContender.class);
        running.addAll(right);
        Map<HotPathContender, List<Timing>> forks = new EnumMap<>(HotPathContender.class);
        for (int round = 0; round < pace.forks(); round++) {
            for (HotPathContender contender : List.copyOf(running)) {
                try {
                    forks.computeIfAbsent(contender, key -> new ArrayList<>()).add(Timing.take(which, contender, pace));
                } catch (RunnerException e) {
                    // The others go on; without a time its bars fail.
                    e.printStackTrace(out);
                    forks.remove(contender);
                    running.remove(contender);
                }
            }
        }
        return forks;
    }

    private static void print(
            HotPathCase which,
            Map<HotPathContender, List<Timing>> forks,
            Map<HotPathContender, Timing> times,
            PrintStream out) {
        Timing ours = times.get(OURS);
        times.forEach((contender, timing) -> {
            double[] each = forks.get(contender).stream()
                    .mapToDouble(fork -> fork.nanos() / which.rows())
                    .sorted()
                    .toArray();
            out.printf(
                    Locale.ROOT,
                    "  %-24s %-20s %,10.1f ns/row  (%,.1f to %,.1f)  %,10.2f B/call%s%n",
                    which.title(),
                    contender.title(),
                    timing.nanos() / which.rows(),
                    each[0],
                    each[each.length - 1],
                    timing.bytes(),
                    contender == OURS || ours == null
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "  %s is %.2f times as fast",
                                    OURS.title(),
                                    timing.nanos() / ours.nanos()));
        });
        out.flush();
    }

    private static void judge(
            HotPathCase which, Map<HotPathContender, Timing> times, Optional<String> missing, Measurements into) {
        Timing ours = times.get(OURS);
        Timing peer = times.get(PEER);
        if (ours != null) {
            into.measured(which.key() + BYTES, ours.bytes());
        }
        if (missing.isPresent()) {
            into.skipped(which.key() + SPEED, missing.get());
        } else if (ours != null && peer != null) {
            into.measured(which.key() + SPEED, peer.nanos() / ours.nanos());
        }
    }
}
