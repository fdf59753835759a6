package io.mlstack.benchmarks.hotpath;

import io.mlstack.benchmarks.Pace;
import io.mlstack.benchmarks.Suite;
import io.mlstack.benchmarks.bar.Bar;
import io.mlstack.benchmarks.bar.Measurements;
import io.mlstack.benchmarks.model.Subject;
import io.mlstack.benchmarks.peer.Entrant;
import io.mlstack.benchmarks.peer.OnnxSession;
import io.mlstack.benchmarks.timing.Case;
import io.mlstack.benchmarks.timing.Contest;
import io.mlstack.benchmarks.timing.Effort;
import io.mlstack.benchmarks.timing.Timing;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** mlstack beside ONNX Runtime: logistic regression, a small and a large dense net, one row and a batch. */
public final class HotPathSuite implements Suite {

    private static final Entrant OURS = Entrant.MLSTACK;
    private static final Entrant PEER = Entrant.ONNXRUNTIME_PINNED;
    private static final List<Subject> SUBJECTS = List.of(Subject.LOGISTIC, Subject.NET, Subject.LARGE_NET);

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
    public void run(Pace pace, Measurements into, PrintStream out) throws IOException, InterruptedException {
        Optional<String> missing = OnnxSession.missing(System.getProperty("os.name"), System.getProperty("os.arch"));
        List<Entrant> present = missing.isEmpty() ? List.of(OURS, PEER, Entrant.ONNXRUNTIME) : List.of(OURS);
        Contest contest = new Contest(present, out);
        contest.rehearse(SUBJECTS);
        SUBJECTS.forEach(subject -> into.measured(subject.title() + EXACTNESS, contest.worstDifference(subject, OURS)));

        Effort effort = pace.effort();
        out.printf(
                Locale.ROOT,
                "%nTimes: median of %d JVMs, lowest to highest; bytes allocated per call%n",
                effort.forks());
        for (Case which : Case.all(SUBJECTS)) {
            judge(which, contest.time(which, effort), missing, into);
        }
    }

    private static void judge(Case which, Map<Entrant, Timing> times, Optional<String> missing, Measurements into) {
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
