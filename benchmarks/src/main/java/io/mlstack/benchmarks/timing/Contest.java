package io.mlstack.benchmarks.timing;

import io.mlstack.benchmarks.model.Subject;
import io.mlstack.benchmarks.peer.Entrant;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Several contenders with the same models: who is wrong is not timed; the JVMs of a round run one after the other, a
 * contender each, so that a slow minute of the machine hits all of them. Not thread-safe.
 */
public final class Contest {

    /** What float32 sums may lose; bars ask more of mlstack than this asks of everybody. */
    public static final double TOLERANCE = 1e-5;

    private final PrintStream out;
    private final List<Entrant> present;
    private final Map<Subject, Map<Entrant, Rehearsal>> rehearsals = new EnumMap<>(Subject.class);

    /** @param present who takes part, where it can run the model */
    public Contest(List<Entrant> present, PrintStream out) {
        this.present = present;
        this.out = out;
    }

    /** Checks everybody and prints the table of differences. */
    public void rehearse(List<Subject> subjects) throws IOException, InterruptedException {
        TrainedTrees.train(subjects, out);
        out.printf(
                Locale.ROOT,
                "%nLargest absolute difference to a double-precision reference over %,d rows%n",
                CallBenchmark.ROWS);
        for (Subject subject : subjects) {
            for (Entrant entrant : Entrant.of(subject)) {
                if (present.contains(entrant)) {
                    Rehearsal held = Rehearsal.hold(subject, entrant);
                    rehearsals
                            .computeIfAbsent(subject, key -> new EnumMap<>(Entrant.class))
                            .put(entrant, held);
                    print(subject, entrant, held);
                }
            }
        }
    }

    private void print(Subject subject, Entrant entrant, Rehearsal held) {
        String verdict = !held.failure().isEmpty()
                ? held.failure() + ": not timed"
                : Math.max(held.row(), held.batch()) <= TOLERANCE ? "ok" : "WRONG, limit " + TOLERANCE + ": not timed";
        out.printf(
                Locale.ROOT,
                "  %-12s %-22s one row %8.1e   batch %8.1e   %s%n",
                subject.title(),
                entrant.title(),
                held.row(),
                held.batch(),
                verdict);
        out.flush();
    }

    /** The worst difference of an entrant that has rehearsed the model; infinite if it could not. */
    public double worstDifference(Subject subject, Entrant entrant) {
        Rehearsal held = rehearsals.get(subject).get(entrant);
        return Math.max(held.row(), held.batch());
    }

    /** Those who were right, in their order. */
    public List<Entrant> right(Case which) {
        List<Entrant> right = new ArrayList<>();
        rehearsals.getOrDefault(which.subject(), Map.of()).forEach((entrant, held) -> {
            if (held.difference(which.rows()) <= TOLERANCE) {
                right.add(entrant);
            }
        });
        return right;
    }

    /** Times everybody who was right and prints a line each. */
    public Map<Entrant, Timing> time(Case which, Effort effort) {
        Map<Entrant, List<Timing>> forks =
                rounds(right(which), effort.forks(), entrant -> Timing.take(which, entrant, effort));
        Map<Entrant, Timing> times = new EnumMap<>(Entrant.class);
        forks.forEach((entrant, each) -> times.put(entrant, Timing.of(each)));
        times.forEach((entrant, timing) -> print(which, entrant, forks.get(entrant), timing, times));
        out.flush();
        return times;
    }

    private void print(Case which, Entrant entrant, List<Timing> forks, Timing timing, Map<Entrant, Timing> times) {
        double[] each = forks.stream()
                .mapToDouble(fork -> fork.nanos() / which.rows())
                .sorted()
                .toArray();
        Timing ours = times.get(Entrant.MLSTACK);
        out.printf(
                Locale.ROOT,
                "  %-26s %-22s %,11.1f ns/row  (%,.1f to %,.1f)  %,10.2f B/call%s%n",
                which.title(),
                entrant.title(),
                timing.nanos() / which.rows(),
                each[0],
                each[each.length - 1],
                timing.bytes(),
                entrant == Entrant.MLSTACK || ours == null
                        ? ""
                        : String.format(Locale.ROOT, "  mlstack is %.2f times as fast", timing.nanos() / ours.nanos()));
    }

    /** Times single calls of those who were right and prints a line each. */
    public Map<Entrant, Percentiles> sample(Case which, Effort effort) {
        Map<Entrant, Percentiles> times = new EnumMap<>(Entrant.class);
        rounds(right(which), effort.forks(), entrant -> Percentiles.take(which, entrant, effort))
                .forEach((entrant, each) -> times.put(entrant, Percentiles.of(each)));
        times.forEach((entrant, each) -> out.printf(
                Locale.ROOT,
                "  %-26s %-22s mean %,11.0f   p50 %,11.0f   p99 %,11.0f   p99.9 %,11.0f   p99/p50 %.2f%n",
                which.title(),
                entrant.title(),
                each.mean(),
                each.p50(),
                each.p99(),
                each.p999(),
                each.tail()));
        out.flush();
        return times;
    }

    private interface Take<T> {
        T from(Entrant entrant) throws IOException, RunnerException;
    }

    private <T> Map<Entrant, List<T>> rounds(List<Entrant> right, int forks, Take<T> take) {
        List<Entrant> running = new ArrayList<>(right);
        Map<Entrant, List<T>> taken = new LinkedHashMap<>();
        for (int round = 0; round < forks; round++) {
            for (Entrant entrant : List.copyOf(running)) {
                try {
                    taken.computeIfAbsent(entrant, key -> new ArrayList<>()).add(take.from(entrant));
                } catch (IOException | RunnerException e) {
                    // The others go on; without a time its bars fail.
                    e.printStackTrace(out);
                    taken.remove(entrant);
                    running.remove(entrant);
                }
            }
        }
        return taken;
    }
}
