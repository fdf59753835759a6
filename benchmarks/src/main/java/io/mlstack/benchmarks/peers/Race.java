package io.mlstack.benchmarks.peers;

import io.mlstack.benchmarks.bar.Bar;
import io.mlstack.benchmarks.bar.Measurements;
import io.mlstack.benchmarks.model.Subject;
import io.mlstack.benchmarks.peer.Entrant;
import io.mlstack.benchmarks.peer.OnnxSession;
import io.mlstack.benchmarks.timing.Case;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A case in which mlstack must be some times as fast as a peer; the targets of the design.
 *
 * @param median whether medians of single calls are compared, rather than means of many
 * @param plain without flags
 * @param simd with the Vector API on a CPU with AVX-512; empty where the design states none
 */
record Race(Case which, Entrant rival, boolean median, Limits plain, List<Limits> simd) {

    private static final Entrant ORT = Entrant.ONNXRUNTIME_PINNED;
    private static final Entrant XGB = Entrant.XGBOOST_IN_PLACE;

    /** The names of bars are part of this list: they never change once published. */
    static final List<Race> ALL = List.of(
            row(Subject.LOGISTIC, ORT, 45, 60, new Limits(30, 60)),
            batch(Subject.LOGISTIC, ORT, 0.5, 1.3, new Limits(0.8, 1.3)),
            row(Subject.TREES_100X6, ORT, 6.8, 8, new Limits(17, 25)),
            row(Subject.TREES_100X6, XGB, 40, 40),
            batch(Subject.TREES_100X6, XGB, 2.7, 3.5, new Limits(4.7, 6)),
            row(Subject.TREES_500X8, ORT, 6.8, 8, new Limits(9, 12)),
            row(Subject.TREES_500X8, XGB, 15, 15),
            batch(Subject.TREES_500X8, XGB, 3.1, 4, new Limits(3.9, 5.5)),
            row(Subject.NET, ORT, 1.9, 2.5, new Limits(3.3, 5)),
            batch(Subject.NET, ORT, 0.4, 0.6, new Limits(0.7, 1)),
            new Race(new Case(Subject.LARGE_NET, 1), ORT, true, new Limits(1, 1.3), List.of(new Limits(1.2, 1.6))),
            batch(Subject.LARGE_NET, ORT, 0.4, 0.6, new Limits(0.75, 1)));

    /** What must be reached, and what is wanted. */
    record Limits(double target, double stretch) {
        Bar bar(String name) {
            return Bar.of(name, ">=" + target, ">=" + stretch);
        }
    }

    private static Race row(Subject subject, Entrant rival, double target, double stretch, Limits... simd) {
        return new Race(new Case(subject, 1), rival, false, new Limits(target, stretch), List.of(simd));
    }

    private static Race batch(Subject subject, Entrant rival, double target, double stretch, Limits... simd) {
        return new Race(new Case(subject, Entrant.BATCH), rival, false, new Limits(target, stretch), List.of(simd));
    }

    String name() {
        return which.key() + (median ? "-p50" : "") + "-vs-"
                + (rival == XGB ? "xgboost" : rival.title().replace(' ', '-'));
    }

    String simdName() {
        return name() + "-avx512";
    }

    List<Bar> bars() {
        return simd.isEmpty()
                ? List.of(plain.bar(name()))
                : List.of(plain.bar(name()), simd.get(0).bar(simdName()));
    }

    /** Judges by the times of everybody who was timed; without them the bars stay absent, which fails them. */
    void judge(Map<Entrant, Double> nanos, Measurements into) {
        if (missing(rival).isPresent()) {
            bars().forEach(bar -> into.skipped(bar.name(), missing(rival).get()));
            return;
        }
        Double theirs = nanos.get(rival);
        if (theirs == null) {
            return;
        }
        String whyNotSimd = Platform.whyNotAvx512();
        Double ours = nanos.get(Entrant.MLSTACK);
        if (ours != null && !simd.isEmpty() && whyNotSimd.isEmpty()) {
            into.notJudged(name(), theirs / ours, "judged by " + simdName());
        } else if (ours != null) {
            into.measured(name(), theirs / ours);
        }
        if (!simd.isEmpty()) {
            judgeSimd(nanos.get(Entrant.MLSTACK_SIMD), theirs, whyNotSimd, into);
        }
    }

    private void judgeSimd(@Nullable Double ours, double theirs, String whyNot, Measurements into) {
        if (!whyNot.isEmpty() && ours == null) {
            into.skipped(simdName(), whyNot);
        } else if (!whyNot.isEmpty()) {
            into.notJudged(simdName(), theirs / ours, whyNot);
        } else if (ours != null) {
            into.measured(simdName(), theirs / ours);
        }
    }

    /** Why there is no such rival on this platform. */
    static Optional<String> missing(Entrant rival) {
        return rival == ORT
                ? OnnxSession.missing(System.getProperty("os.name"), System.getProperty("os.arch"))
                : Optional.empty();
    }
}
