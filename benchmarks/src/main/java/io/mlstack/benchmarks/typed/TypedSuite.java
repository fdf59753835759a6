package io.mlstack.benchmarks.typed;

import io.mlstack.benchmarks.Pace;
import io.mlstack.benchmarks.Suite;
import io.mlstack.benchmarks.bar.Bar;
import io.mlstack.benchmarks.bar.Measurements;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** What a record in and a record out cost beside a loop that somebody writes by hand over the primitive path. */
public final class TypedSuite implements Suite {

    private static final String TYPED = "typedRecord";
    private static final String LOOP = "handLoop";
    private static final String RECORD = "handRecord";

    private static final List<Bar> BARS = List.of(
            Bar.of("typed-record-vs-hand-loop", "<=2", "<=1.3"),
            Bar.of("typed-record-bytes-beyond-result", "==0", "==0"));

    @Override
    public String name() {
        return "typed";
    }

    @Override
    public String about() {
        return "a record of 30 fields in and a record out, beside a hand-written loop over the primitive path";
    }

    @Override
    public List<Bar> bars() {
        return BARS;
    }

    @Override
    public void run(Pace pace, Measurements into, PrintStream out) throws RunnerException {
        requireEqualAnswers(out);
        Map<String, List<TypedTiming>> forks = new LinkedHashMap<>();
        for (int round = 0; round < pace.forks(); round++) {
            for (String way : List.of(TYPED, LOOP, RECORD)) {
                forks.computeIfAbsent(way, key -> new ArrayList<>()).add(TypedTiming.take(way, pace));
            }
        }
        out.printf(Locale.ROOT, "%nTimes: median of %d JVMs; bytes allocated per call%n", pace.forks());
        Map<String, TypedTiming> times = new LinkedHashMap<>();
        forks.forEach((way, each) -> times.put(way, TypedTiming.of(each)));
        times.forEach((way, time) ->
                out.printf(Locale.ROOT, "  %-12s %8.1f ns/row %8.2f B/call%n", way, time.nanos(), time.bytes()));
        into.measured(
                BARS.get(0).name(), times.get(TYPED).nanos() / times.get(LOOP).nanos());
        // Both make the same record, so what remains is what the typed path allocates beside its result.
        into.measured(
                BARS.get(1).name(), times.get(TYPED).bytes() - times.get(RECORD).bytes());
    }

    /** A wrong answer has no speed. */
    static void requireEqualAnswers(PrintStream out) {
        TypedBenchmark typed = new TypedBenchmark();
        TypedBenchmark hand = new TypedBenchmark();
        typed.open();
        hand.open();
        for (int i = 0; i < TypedBenchmark.ROWS; i++) {
            Object expected = hand.handRecord();
            Object answer = typed.typedRecord();
            if (!expected.equals(answer)) {
                throw new IllegalStateException(
                        "row " + i + ": the typed path answers " + answer + ", not " + expected);
            }
        }
        out.printf(Locale.ROOT, "%nAnswers of both ways are equal over %,d rows%n", TypedBenchmark.ROWS);
    }
}
