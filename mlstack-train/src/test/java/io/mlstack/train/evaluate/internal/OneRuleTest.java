package io.mlstack.train.evaluate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OneRuleTest {

    @Test
    void theThresholdLiesBetweenTheClasses() {
        Feature noise = Feature.ofNumbers("noise", 3, 1, 2, 2, 3, 1);
        Feature size = Feature.ofNumbers("size", 1, 2, 3, 7, 8, 9);
        OneRule rule = OneRule.best(List.of(noise, size), Target.ofClasses(2, 0, 0, 0, 1, 1, 1))
                .orElseThrow();
        assertThat(rule).hasToString("size at most 5.000");
        assertThat(rule.column()).isEqualTo(1);
        // Three of three, drawn to the half by one row: 3.5 / 4.
        assertThat(rule.predict(Feature.ofNumbers("size", 5, 5.1, Double.NaN)))
                .containsExactly(0.875, 0.125, 0.125, 0.875, 0.5, 0.5);
    }

    @Test
    void levelsEachHaveTheirShare() {
        Feature colour = Feature.ofLevels("colour", List.of("red", "blue"), 0, 0, 1, 1, -1);
        OneRule rule = OneRule.best(List.of(colour), Target.ofClasses(2, 1, 1, 0, 0, 0))
                .orElseThrow();
        double[] predicted = rule.predict(Feature.ofLevels("colour", List.of("red", "blue"), 0, 1, -1, -2));
        assertThat(predicted[1]).isEqualTo((2 + 0.4) / 3, within(1e-12));
        assertThat(predicted[3]).isEqualTo(0.4 / 3, within(1e-12));
        assertThat(predicted[5]).isEqualTo(0.4 / 2, within(1e-12)).isEqualTo(predicted[7]);
        assertThat(rule).hasToString("the level of colour");
    }

    @Test
    void anIdentifierPredictsNothing() {
        int n = 40;
        int[] classes = IntStream.range(0, n).map(i -> i % 2).toArray();
        List<String> names = IntStream.range(0, n).mapToObj(i -> "id-" + i).toList();
        Feature id = Feature.ofLevels("id", names, IntStream.range(0, n).toArray());
        Feature weak = Feature.ofNumbers(
                "weak",
                IntStream.range(0, n)
                        .mapToDouble(i -> i % 3 == 0 ? 0 : classes[i])
                        .toArray());
        assertThat(OneRule.best(List.of(id, weak), Target.ofClasses(2, classes)).orElseThrow())
                .hasToString("weak at most 0.500");
    }

    @Test
    void aNumberIsPredictedByTheMeanOfItsSide() {
        Feature size = Feature.ofNumbers("size", 1, 2, 8, 9);
        OneRule rule =
                OneRule.best(List.of(size), Target.ofNumbers(10, 10, 20, 20)).orElseThrow();
        assertThat(rule.predict(Feature.ofNumbers("size", 0, 10))).containsExactly(15 - 10.0 / 3, 15 + 10.0 / 3);
    }

    @Test
    void constantColumnsMakeNoRule() {
        assertThat(OneRule.best(List.of(Feature.ofNumbers("c", 1, 1, 1)), Target.ofClasses(2, 0, 1, 0)))
                .isEmpty();
        assertThat(OneRule.best(List.of(), Target.ofClasses(2, 0, 1))).isEmpty();
    }

    @Property(tries = 200)
    void errorIsThatOfEachRowPredictedByTheOthersOfItsLeaf(@ForAll("rows") int[] codes) {
        int n = codes.length;
        double[] numbers = IntStream.of(codes)
                .mapToDouble(c -> c / 3 % 5 == 4 ? Double.NaN : c / 3 % 5)
                .toArray();
        int[] classes = IntStream.of(codes).map(c -> c % 3).toArray();
        Target target = Target.ofClasses(3, classes);
        OneRule.of(0, Feature.ofNumbers("x", numbers), target).ifPresent(rule -> {
            double least = Double.POSITIVE_INFINITY;
            for (double t = 0.5; t < 4; t++) {
                double error = naive(numbers, classes, t, n);
                least = Math.min(least, error);
            }
            assertThat(rule.error()).isEqualTo(least, within(1e-9));
        });
    }

    private static double naive(double[] numbers, int[] classes, double threshold, int n) {
        double sum = 0;
        int[] sizes = new int[3];
        for (int i = 0; i < n; i++) {
            sizes[side(numbers[i], threshold)]++;
        }
        if (sizes[1] < 2 || sizes[2] < 2) {
            return Double.POSITIVE_INFINITY;
        }
        for (int i = 0; i < n; i++) {
            double[] share = new double[3];
            int others = 0;
            boolean alone = sizes[side(numbers[i], threshold)] == 1;
            for (int k = 0; k < n; k++) {
                boolean counts = alone || k != i && side(numbers[k], threshold) == side(numbers[i], threshold);
                if (counts) {
                    share[classes[k]]++;
                    others++;
                }
            }
            for (int c = 0; c < 3; c++) {
                double off = (c == classes[i] ? 1 : 0) - share[c] / others;
                sum += off * off;
            }
        }
        return sum;
    }

    private static int side(double number, double threshold) {
        return Double.isNaN(number) ? 0 : number <= threshold ? 1 : 2;
    }

    @Provide
    Arbitrary<int[]> rows() {
        return Arbitraries.integers()
                .between(0, 14)
                .array(int[].class)
                .ofMinSize(4)
                .ofMaxSize(20);
    }
}
