package io.mlstack.train.evaluate.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.problem.Baseline;
import io.mlstack.api.problem.Cost;
import io.mlstack.api.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionsTest {

    private static final List<String> CLASSES = List.of("benign", "malignant");

    @Test
    void dearMissesLowerTheThreshold() {
        Problem problem = Problem.binary("p", "y", "malignant").cost(Cost.falseNegative(20));
        double[] costs = Decisions.costs(problem, CLASSES);
        assertThat(costs).containsExactly(0, 1, 20, 0);
        // Positive pays from p * 20 >= (1 - p) on, p >= 1/21.
        double[] probabilities = {0.96, 0.04, 0.95, 0.05, 20 / 21.0, 1 / 21.0};
        assertThat(Decisions.cheapest(2, 1, probabilities, costs)).startsWith(0, 1);
    }

    @Test
    void onTheThresholdTheAnswerIsPositive() {
        double[] costs = {0, 1, 1, 0};
        assertThat(Decisions.cheapest(2, 1, new double[] {0.5, 0.5}, costs)).containsExactly(1);
        assertThat(Decisions.cheapest(2, 0, new double[] {0.5, 0.5}, costs)).containsExactly(0);
        assertThat(Decisions.cheapest(2, -1, new double[] {0.5, 0.5}, costs)).containsExactly(0);
    }

    @Test
    void majorityAndPriorStateTheSharesAndMajorityAlwaysDecidesAlike() {
        List<SimpleBaselines.Predicted> all =
                SimpleBaselines.of(CLASSES, false, List.of(), Target.ofClasses(2, 0, 0, 1, 0), List.of(), 2);
        assertThat(all)
                .extracting(SimpleBaselines.Predicted::baseline)
                .containsExactly(Baseline.MAJORITY, Baseline.PRIOR);
        assertThat(all.get(0).words()).isEqualTo("always benign");
        assertThat(all.get(0).numbers()).containsExactly(0.75, 0.25, 0.75, 0.25);
        assertThat(all.get(0).always()).hasValue(0);
        assertThat(all.get(1).always()).isEmpty();
        assertThat(all.get(1).numbers()).containsExactly(0.75, 0.25, 0.75, 0.25);
    }

    @Test
    void ofNumbersTheMajorityIsTheMeanAndTheRuleThatOfItsSide() {
        Feature size = Feature.ofNumbers("size", 1, 2, 8, 9);
        List<SimpleBaselines.Predicted> all = SimpleBaselines.of(
                List.of(),
                false,
                List.of(size),
                Target.ofNumbers(10, 10, 20, 20),
                List.of(Feature.ofNumbers("size", 1)),
                1);
        assertThat(all).extracting(p -> p.numbers()[0]).containsExactly(15.0, 15 - 10.0 / 3);
    }
}
