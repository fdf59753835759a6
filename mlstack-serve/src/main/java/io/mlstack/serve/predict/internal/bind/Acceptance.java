package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.model.InputPolicy;
import io.mlstack.serve.predict.internal.compute.Codes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether a row needs nobody's attention: which of its numbers must be finite, which may be NaN too, which lie in a range,
 * and how small its category codes may be. Immutable.
 */
final class Acceptance {

    private final int[] starts;
    private final int[] ends;
    private final int[] gapStarts;
    private final int[] gapEnds;
    private final int[] codes;
    private final double[] leastCodes;
    private final int[] bounded;
    private final double[] least;
    private final double[] most;

    private Acceptance(Ranges finite, Ranges gaps, List<InputRule> categories, List<InputRule> bounded) {
        this.starts = finite.starts();
        this.ends = finite.ends();
        this.gapStarts = gaps.starts();
        this.gapEnds = gaps.ends();
        this.codes = categories.stream().mapToInt(InputRule::slot).toArray();
        this.leastCodes = categories.stream()
                .mapToDouble(rule -> rule.passesMissing() ? Codes.MISSING : 0)
                .toArray();
        this.bounded = bounded.stream().flatMapToInt(InputRule::slots).toArray();
        this.least = each(bounded, InputPolicy::least);
        this.most = each(bounded, InputPolicy::most);
    }

    private static double[] each(List<InputRule> rules, ToDoubleFunction<InputPolicy> end) {
        return rules.stream()
                .flatMapToDouble(rule -> rule.slots().mapToDouble(slot -> end.applyAsDouble(rule.policy())))
                .toArray();
    }

    static Acceptance of(List<InputRule> rules) {
        List<InputRule> categories =
                rules.stream().filter(InputRule::isCategory).toList();
        List<InputRule> numbers =
                rules.stream().filter(rule -> !rule.isCategory()).toList();
        // What is made of a text is finite; NaN stands for one that must not be missing.
        List<InputRule> gaps = numbers.stream()
                .filter(rule -> rule.passesMissing() && rule.text() == null)
                .toList();
        return new Acceptance(
                Ranges.of(numbers.stream().filter(rule -> !rule.passesMissing()).toList()),
                Ranges.of(gaps),
                categories,
                numbers.stream().filter(rule -> rule.policy().hasRange()).toList());
    }

    /** Where neighbouring columns begin and end. */
    private record Ranges(int[] starts, int[] ends) {

        static Ranges of(List<InputRule> rules) {
            List<Integer> starts = new ArrayList<>();
            List<Integer> ends = new ArrayList<>();
            for (InputRule rule : rules) {
                if (!ends.isEmpty() && ends.get(ends.size() - 1) == rule.slot()) {
                    ends.remove(ends.size() - 1);
                } else {
                    starts.add(rule.slot());
                }
                ends.add(rule.slot() + rule.width());
            }
            return new Ranges(
                    starts.stream().mapToInt(s -> s).toArray(),
                    ends.stream().mapToInt(e -> e).toArray());
        }
    }

    /** Whether the model is given the row that starts at {@code at} as it is. */
    boolean accepts(double[] in, int at) {
        for (int i = 0; i < starts.length; i++) {
            // What is not finite makes the sum so, which costs half of asking each number; large numbers may too, so
            // then all are asked.
            double sum = sum(in, at + starts[i], at + ends[i]);
            if (!Double.isFinite(sum) && !allFinite(in, at + starts[i], at + ends[i])) {
                return false;
            }
        }
        for (int i = 0; i < gapStarts.length; i++) {
            if (anyInfinite(in, at + gapStarts[i], at + gapEnds[i])) {
                return false;
            }
        }
        for (int i = 0; i < codes.length; i++) {
            if (in[at + codes[i]] < leastCodes[i]) {
                return false;
            }
        }
        for (int i = 0; i < bounded.length; i++) {
            double number = in[at + bounded[i]];
            if (number < least[i] || number > most[i]) {
                return false;
            }
        }
        return true;
    }

    /** Eight sums in flight: an addition takes four cycles, and two numbers can be loaded in each. */
    private static double sum(double[] in, int from, int to) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = from;
        for (; i < to - 7; i += 8) {
            s0 += in[i];
            s1 += in[i + 1];
            s2 += in[i + 2];
            s3 += in[i + 3];
            s4 += in[i + 4];
            s5 += in[i + 5];
            s6 += in[i + 6];
            s7 += in[i + 7];
        }
        for (; i < to; i++) {
            s0 += in[i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    private static boolean allFinite(double[] in, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Double.isFinite(in[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean anyInfinite(double[] in, int from, int to) {
        boolean any = false;
        for (int i = from; i < to; i++) {
            any |= Math.abs(in[i]) == Double.POSITIVE_INFINITY;
        }
        return any;
    }
}
