package io.mlstack.serve.predict.internal.bind;

import java.util.ArrayList;
import java.util.List;

/** Which numbers of a row must be finite, which may be NaN too, and how small its category codes may be. Immutable. */
final class Acceptance {

    private final int[] starts;
    private final int[] ends;
    private final int[] gapStarts;
    private final int[] gapEnds;
    private final int[] codes;
    private final double[] least;

    private Acceptance(Ranges finite, Ranges gaps, int[] codes, double[] least) {
        this.starts = finite.starts();
        this.ends = finite.ends();
        this.gapStarts = gaps.starts();
        this.gapEnds = gaps.ends();
        this.codes = codes;
        this.least = least;
    }

    static Acceptance of(List<Field> fields) {
        List<Field> categories = fields.stream().filter(Field::isCategory).toList();
        List<Field> numbers =
                fields.stream().filter(field -> !field.isCategory()).toList();
        return new Acceptance(
                Ranges.of(numbers.stream()
                        .filter(field -> !field.column().nullable())
                        .toList()),
                Ranges.of(numbers.stream()
                        .filter(field -> field.column().nullable())
                        .toList()),
                categories.stream().mapToInt(Field::slot).toArray(),
                categories.stream().mapToDouble(Field::leastCode).toArray());
    }

    /** Where neighbouring fields begin and end. */
    private record Ranges(int[] starts, int[] ends) {

        static Ranges of(List<Field> fields) {
            List<Integer> starts = new ArrayList<>();
            List<Integer> ends = new ArrayList<>();
            for (Field field : fields) {
                if (!ends.isEmpty() && ends.get(ends.size() - 1) == field.slot()) {
                    ends.remove(ends.size() - 1);
                } else {
                    starts.add(field.slot());
                }
                ends.add(field.slot() + field.width());
            }
            return new Ranges(
                    starts.stream().mapToInt(s -> s).toArray(),
                    ends.stream().mapToInt(e -> e).toArray());
        }
    }

    /** Whether the model accepts the row that starts at {@code at}. */
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
            if (in[at + codes[i]] < least[i]) {
                return false;
            }
        }
        return true;
    }

    private static double sum(double[] in, int from, int to) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = from;
        for (; i < to - 3; i += 4) {
            s0 += in[i];
            s1 += in[i + 1];
            s2 += in[i + 2];
            s3 += in[i + 3];
        }
        for (; i < to; i++) {
            s0 += in[i];
        }
        return (s0 + s1) + (s2 + s3);
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
