package io.mlstack.benchmarks.startup;

import io.mlstack.benchmarks.Pace;
import io.mlstack.benchmarks.Suite;
import io.mlstack.benchmarks.bar.Bar;
import io.mlstack.benchmarks.bar.Comparison;
import io.mlstack.benchmarks.bar.Measurements;
import io.mlstack.benchmarks.model.Subject;
import io.mlstack.benchmarks.peer.ClassPath;
import io.mlstack.benchmarks.peer.Entrant;
import io.mlstack.benchmarks.peer.OnnxSession;
import io.mlstack.benchmarks.timing.Case;
import io.mlstack.benchmarks.timing.Contest;
import io.mlstack.benchmarks.timing.Median;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How long a service that starts must wait for its first prediction: a fresh JVM, a model from its file with all checks,
 * one row. Processes of all contenders take turns.
 */
public final class StartupSuite implements Suite {

    private static final Entrant OURS = Entrant.MLSTACK;
    private static final Entrant ORT = Entrant.ONNXRUNTIME_PINNED;
    private static final List<Entrant> QUICK = List.of(OURS, ORT);
    private static final List<Entrant> FULL = List.of(
            OURS,
            ORT,
            Entrant.XGBOOST_IN_PLACE,
            Entrant.LIGHTGBM,
            Entrant.H2O_XGBOOST_PREDICTOR,
            Entrant.DJL_PYTORCH,
            Entrant.TRIBUO);

    private static final int QUICK_ROUNDS = 9;
    private static final int FULL_ROUNDS = 21;

    /** What is wanted: an empty JVM and this many milliseconds more. */
    private static final double WANTED_MILLIS = 60;

    private static final String TARGET = "<=0.5";

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String about() {
        return "a fresh JVM to its first prediction, and megabytes to ship; --quick: beside ONNX Runtime only";
    }

    @Override
    public List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        for (Subject subject : Subject.values()) {
            bars.add(Bar.of(bar(subject), TARGET, TARGET));
        }
        return bars;
    }

    private static String bar(Subject subject) {
        return "startup-" + subject.title() + "-vs-onnxruntime";
    }

    @Override
    public void run(Pace pace, Measurements into, PrintStream out) throws Exception {
        Contest contest = new Contest(entrants(pace), out);
        contest.rehearse(List.of(Subject.values()));
        run(contest, pace, into, out);
    }

    /**
     * Measures those who have rehearsed elsewhere.
     *
     * @throws Exception if a process did not come to its prediction
     */
    public void run(Contest contest, Pace pace, Measurements into, PrintStream out) throws Exception {
        shipped(entrants(pace), out);
        int rounds = pace == Pace.QUICK ? QUICK_ROUNDS : FULL_ROUNDS;
        out.printf(
                Locale.ROOT,
                "%nMilliseconds from the start of a process to its first prediction, median of %d%n",
                rounds);
        for (Subject subject : Subject.values()) {
            List<Entrant> running = contest.right(new Case(subject, 1));
            running.retainAll(entrants(pace));
            judge(subject, race(subject, running, rounds, out), into);
        }
    }

    private static List<Entrant> entrants(Pace pace) {
        List<Entrant> entrants = new ArrayList<>(pace == Pace.QUICK ? QUICK : FULL);
        if (missing().isPresent()) {
            entrants.remove(ORT);
        }
        return entrants;
    }

    private static Optional<String> missing() {
        return OnnxSession.missing(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    private static void shipped(List<Entrant> entrants, PrintStream out) throws IOException {
        out.printf(Locale.ROOT, "%nClass path that a user ships%n");
        for (Entrant entrant : entrants) {
            if (ClassPath.isBuilt(entrant)) {
                ClassPath classPath = ClassPath.of(entrant);
                out.printf(
                        Locale.ROOT,
                        "  %-24s %6.1f MB in %d jars%n",
                        entrant.folder(),
                        classPath.megabytes(),
                        classPath.jars());
            }
        }
    }

    /** Processes of all contenders in turn, an empty one before them. */
    private static Times race(Subject subject, List<Entrant> running, int rounds, PrintStream out)
            throws IOException, InterruptedException {
        ColdStart nothing = ColdStart.empty();
        Map<Entrant, ColdStart> starts = new LinkedHashMap<>();
        for (Entrant entrant : running) {
            starts.put(entrant, ColdStart.of(subject, entrant));
        }
        double[] empty = new double[rounds];
        Map<Entrant, double[]> millis = new EnumMap<>(Entrant.class);
        for (int round = 0; round < rounds; round++) {
            empty[round] = nothing.millis();
            for (Map.Entry<Entrant, ColdStart> each : starts.entrySet()) {
                millis.computeIfAbsent(each.getKey(), key -> new double[rounds])[round] =
                        each.getValue().millis();
            }
        }
        Times times = new Times(Median.of(empty), new EnumMap<>(Entrant.class));
        millis.forEach((entrant, each) -> times.millis.put(entrant, Median.of(each)));
        times.print(subject, out);
        return times;
    }

    private record Times(double empty, Map<Entrant, Double> millis) {
        void print(Subject subject, PrintStream out) {
            out.printf(Locale.ROOT, "  %-12s %-24s %7.1f ms%n", subject.title(), "empty JVM", empty);
            millis.forEach((entrant, each) -> out.printf(
                    Locale.ROOT,
                    "  %-12s %-24s %7.1f ms  %7.1f more than an empty JVM%n",
                    subject.title(),
                    entrant.title(),
                    each,
                    each - empty));
            out.flush();
        }
    }

    private static void judge(Subject subject, Times times, Measurements into) {
        Double ours = times.millis.get(OURS);
        Double theirs = times.millis.get(ORT);
        if (missing().isPresent()) {
            into.skipped(bar(subject), missing().get());
        } else if (ours != null && theirs != null) {
            Comparison wanted = Comparison.atMost((times.empty + WANTED_MILLIS) / theirs);
            into.measured(bar(subject), ours / theirs, Comparison.parse(TARGET), wanted);
        }
    }
}
