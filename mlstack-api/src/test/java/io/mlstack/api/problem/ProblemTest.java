package io.mlstack.api.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemTest {

    private static final Problem TRIAGE = Problem.binary("biopsy-triage", "diagnosis", "malignant")
            .requirement("Malignant first")
            .cost(Cost.falseNegative(20), Cost.falsePositive(1))
            .within(
                    Constraint.p99Micros(50),
                    Constraint.bundleKib(256),
                    Constraint.atLeast(Metric.RECALL, .95),
                    Constraint.atMost(Metric.LOG_LOSS, .2))
            .mustBeat(Baseline.MAJORITY)
            .ignoring("ward");

    @Test
    void jsonReadsBackToAnEqualProblem() {
        assertThat(Problem.fromJson(Json.parse(TRIAGE.toJson().canonical(), "problem.json")))
                .isEqualTo(TRIAGE);
    }

    @Test
    void everyMethodLeavesTheReceiverAsItWas() {
        Problem plain = Problem.multiclass("irises", "species");
        plain.cost(Cost.confusion("setosa", "virginica", 3)).ignoring("id").optimise(Metric.ACCURACY);

        assertThat(plain).isEqualTo(Problem.multiclass("irises", "species"));
    }

    @Test
    void allThatDoesNotFitIsReportedAtOnce() {
        assertThatThrownBy(() -> new Problem(
                        "Bad Name",
                        ProblemKind.REGRESSION,
                        "y",
                        Optional.of("yes"),
                        "",
                        Metric.ROC_AUC,
                        List.of(Cost.falseNegative(2)),
                        List.of(Constraint.atLeast(Metric.ACCURACY, .9)),
                        List.of("y", "x", "x")))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.findings())
                                .extracting(f -> f.code())
                                .containsExactly(
                                        "problem.name",
                                        "problem.positive",
                                        "problem.ignored",
                                        "problem.ignored",
                                        "problem.metric",
                                        "problem.cost",
                                        "problem.metric"));
    }

    @Test
    void aNameThatNoStoreTakesIsRefused() {
        assertThatThrownBy(() -> Problem.binary("pets.", "kind", "cat")).hasMessageContaining("not ending with a dot");
    }

    @Test
    void costsAreThoseStatedElseOne() {
        assertThat(TRIAGE.costOf("malignant", "benign")).isEqualTo(20);
        assertThat(TRIAGE.costOf("benign", "malignant")).isEqualTo(1);
        assertThat(TRIAGE.costOf("benign", "benign")).isZero();
        Problem irises = Problem.multiclass("irises", "species").cost(Cost.confusion("a", "b", 7));
        assertThat(irises.costOf("a", "b")).isEqualTo(7);
        assertThat(irises.costOf("b", "a")).isEqualTo(1);
    }

    @Test
    void aMistakeHasOnePrice() {
        assertThatThrownBy(() -> TRIAGE.cost(Cost.falseNegative(5)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("FalseNegative", "has a price already");
        assertThatThrownBy(() -> Problem.multiclass("irises", "species")
                        .cost(Cost.confusion("a", "b", 7), Cost.confusion("b", "a", 7), Cost.confusion("a", "b", 7)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.findings()).hasSize(1));
    }

    @Test
    void pricesAndLimitsAreSensibleNumbers() {
        assertThatThrownBy(() -> Cost.falseNegative(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> Cost.confusion("a", "a", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Constraint.p99Micros(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Constraint.bundleKib(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownMetricNamesItsPlaceAndTheNearest() {
        String json = TRIAGE.toJson().canonical().replace("\"AVERAGE_PRECISION\"", "\"AVERAGE_PRECISSION\"");

        assertThatThrownBy(() -> Problem.fromJson(Json.parse(json, "problem.json")))
                .hasMessageContainingAll("problem.json#/objective", "AVERAGE_PRECISION");
    }

    @Test
    void aBadPriceOrLimitInAFileNamesItsPlace() {
        String json = TRIAGE.toJson().canonical();

        assertThatThrownBy(() -> Problem.fromJson(Json.parse(json.replace("\"value\":20", "\"value\":0"), "p.json")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("p.json#/costs/0", "positive");
        assertThatThrownBy(() -> Problem.fromJson(Json.parse(json.replace("\"limit\":256", "\"limit\":-1"), "p.json")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("p.json#/constraints/1", "-1");
    }

    @Test
    void aMissingTargetNamesTheNearestColumn() {
        assertThat(TRIAGE.missingTarget("biopsies", List.of("diagnoses", "id")).toString())
                .contains("diagnosis", "did you mean \"diagnoses\"");
    }

    @Test
    void everyMetricHasALabelAndAKind() {
        for (Metric metric : Metric.values()) {
            assertThat(metric.label()).isNotBlank().doesNotContain("_");
            assertThat(metric.appliesTo(ProblemKind.BINARY) || metric.appliesTo(ProblemKind.REGRESSION))
                    .isTrue();
        }
    }
}
