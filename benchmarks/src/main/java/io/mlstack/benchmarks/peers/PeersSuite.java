package io.mlstack.benchmarks.peers;

import io.mlstack.benchmarks.Pace;
import io.mlstack.benchmarks.Suite;
import io.mlstack.benchmarks.bar.Bar;
import io.mlstack.benchmarks.bar.Comparison;
import io.mlstack.benchmarks.bar.Measurements;
import io.mlstack.benchmarks.model.Subject;
import io.mlstack.benchmarks.model.TreeModel;
import io.mlstack.benchmarks.peer.Entrant;
import io.mlstack.benchmarks.startup.StartupSuite;
import io.mlstack.benchmarks.timing.Case;
import io.mlstack.benchmarks.timing.Contest;
import io.mlstack.benchmarks.timing.Effort;
import io.mlstack.benchmarks.timing.Percentiles;
import io.mlstack.benchmarks.timing.Rehearsal;
import io.mlstack.benchmarks.timing.SharedTiming;
import io.mlstack.benchmarks.timing.Timing;
import io.mlstack.benchmarks.typed.TypedSuite;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Everything that the design promises about speed, in one run: the same models, the same rows, the same machine.
 *
 * <p>{@code --quick} runs mlstack, ONNX Runtime with pinned buffers and XGBoost in place.
 */
public final class PeersSuite implements Suite {

    private static final Entrant OURS = Entrant.MLSTACK;
    private static final Entrant ORT = Entrant.ONNXRUNTIME_PINNED;
    private static final List<Subject> SUBJECTS = List.of(Subject.values());

    private static final String LEAVES = "-leaves-differing";
    private static final String MARGINS = "-margins-differing";
    private static final String ERROR = "-largest-error";
    private static final String BYTES = "-bytes-per-call";
    private static final String TAIL = "-p99-by-p50";
    private static final String THREADS = "-two-threads-vs-one";

    private static final TypedSuite TYPED = new TypedSuite();
    private static final StartupSuite STARTUP = new StartupSuite();

    @Override
    public String name() {
        return "peers";
    }

    @Override
    public String about() {
        return "five models beside ONNX Runtime, XGBoost, LightGBM, H2O's predictor, DJL and Tribuo; --quick: the first two";
    }

    @Override
    public List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        for (Subject subject : SUBJECTS) {
            if (subject.isTrees()) {
                bars.add(Bar.of(subject.title() + LEAVES, "==0", "==0"));
                bars.add(Bar.of(subject.title() + MARGINS, "==0", "==0"));
            } else {
                String limit = subject == Subject.LOGISTIC ? "<=1e-6" : "<=1e-5";
                bars.add(Bar.of(subject.title() + ERROR, limit, limit));
            }
        }
        Race.ALL.forEach(race -> bars.addAll(race.bars()));
        Case.all(SUBJECTS).forEach(which -> bars.add(Bar.of(which.key() + BYTES, "==0", "==0")));
        SUBJECTS.forEach(subject -> bars.add(Bar.of(subject.title() + "-row" + TAIL, "<=2", "<=2")));
        SUBJECTS.forEach(subject -> bars.add(Bar.of(subject.title() + THREADS, ">=1.6", ">=1.95")));
        bars.addAll(TYPED.bars());
        bars.addAll(STARTUP.bars());
        return bars;
    }

    @Override
    public void run(Pace pace, Measurements into, PrintStream out) throws Exception {
        boolean quick = pace == Pace.QUICK;
        Contest contest = new Contest(present(quick), out);
        contest.rehearse(SUBJECTS);
        exactness(contest, into);

        Effort effort = quick ? new Effort(3, 6, 8, 100) : new Effort(5, 8, 12, 200);
        out.printf(
                Locale.ROOT,
                "%nTimes: median of %d JVMs, lowest to highest; bytes allocated per call%n",
                effort.forks());
        for (Case which : Case.all(SUBJECTS)) {
            means(which, contest.time(which, effort), into);
        }

        Effort sampling = quick ? new Effort(2, 6, 8, 100) : new Effort(3, 8, 12, 200);
        out.printf(
                Locale.ROOT,
                "%nSingle calls in nanoseconds, median of %d JVMs; timing each adds 20 to 40 ns%n",
                sampling.forks());
        for (Subject subject : SUBJECTS) {
            Case which = new Case(subject, 1);
            samples(which, contest.sample(which, sampling), into);
        }
        threads(contest, sampling, into, out);
        TYPED.run(pace, into, out);
        STARTUP.run(contest, pace, into, out);
    }

    private static List<Entrant> present(boolean quick) {
        List<Entrant> present = new ArrayList<>(List.of(Entrant.values()));
        if (quick) {
            present.retainAll(List.of(OURS, Entrant.MLSTACK_SIMD, ORT, Entrant.XGBOOST_IN_PLACE));
        }
        if (quick && !Platform.isNewer()) {
            // What the Vector API does on 17 is no target.
            present.remove(Entrant.MLSTACK_SIMD);
        }
        if (Race.missing(ORT).isPresent()) {
            present.removeAll(List.of(ORT, Entrant.ONNXRUNTIME));
        }
        return present;
    }

    private static void exactness(Contest contest, Measurements into) throws IOException {
        for (Subject subject : SUBJECTS) {
            if (subject.create() instanceof TreeModel trees) {
                if (contest.worstDifference(subject, Entrant.XGBOOST_IN_PLACE) <= Contest.TOLERANCE) {
                    Path xgboost = Rehearsal.folder(subject, Entrant.XGBOOST_IN_PLACE);
                    into.measured(subject.title() + LEAVES, Exactness.differingLeaves(trees, xgboost));
                    into.measured(subject.title() + MARGINS, Exactness.differingMargins(trees, xgboost));
                }
            } else {
                into.measured(subject.title() + ERROR, contest.worstDifference(subject, OURS));
            }
        }
    }

    private static void means(Case which, Map<Entrant, Timing> times, Measurements into) {
        Map<Entrant, Double> nanos = new EnumMap<>(Entrant.class);
        times.forEach((entrant, timing) -> nanos.put(entrant, timing.nanos()));
        Race.ALL.stream()
                .filter(race -> race.which().equals(which) && !race.median())
                .forEach(race -> race.judge(nanos, into));
        if (times.containsKey(OURS)) {
            into.measured(which.key() + BYTES, times.get(OURS).bytes());
        }
    }

    private static void samples(Case which, Map<Entrant, Percentiles> times, Measurements into) {
        Map<Entrant, Double> medians = new EnumMap<>(Entrant.class);
        times.forEach((entrant, each) -> medians.put(entrant, each.p50()));
        Race.ALL.stream()
                .filter(race -> race.which().equals(which) && race.median())
                .forEach(race -> race.judge(medians, into));

        String bar = which.key() + TAIL;
        if (Race.missing(ORT).isPresent()) {
            into.skipped(bar, Race.missing(ORT).get());
        } else if (times.containsKey(OURS) && times.containsKey(ORT)) {
            Comparison asEven = Comparison.atMost(times.get(ORT).tail());
            into.measured(bar, times.get(OURS).tail(), asEven, Comparison.atMost(2));
        }
    }

    private static void threads(Contest contest, Effort effort, Measurements into, PrintStream out)
            throws IOException, RunnerException {
        out.printf(Locale.ROOT, "%nCalls of two threads on one scorer by those of one thread%n");
        for (Subject subject : SUBJECTS) {
            String bar = subject.title() + THREADS;
            if (Runtime.getRuntime().availableProcessors() < 2) {
                into.skipped(bar, "one processor");
            } else if (contest.right(new Case(subject, 1)).contains(OURS)) {
                double ratio = SharedTiming.twoByOne(subject, effort);
                out.printf(Locale.ROOT, "  %-12s %.2f%n", subject.title(), ratio);
                into.measured(bar, ratio);
            }
        }
    }
}
