package io.mlstack.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.problem.Baseline;
import io.mlstack.api.problem.Constraint;
import io.mlstack.api.problem.Cost;
import io.mlstack.api.problem.Metric;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.stats.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final Problem TRIAGE = Problem.binary("biopsy-triage", "diagnosis", "malignant");

    private static Evaluation of(Problem problem, double skill) {
        return Evaluation.of(JudgedRows.binary(problem, JudgedRows.BIOPSIES, 300, skill));
    }

    @Test
    void objectiveComesFirstAndCostsOnlyWhereStated() {
        assertThat(of(TRIAGE, 3).metrics().get(0).metric()).isEqualTo(Metric.AVERAGE_PRECISION);
        assertThat(of(TRIAGE, 3).metrics()).noneMatch(v -> v.metric() == Metric.COST);
        assertThat(of(TRIAGE.cost(Cost.falseNegative(20)), 3)
                        .metric(Metric.COST)
                        .estimate())
                .isPresent();
        assertThatThrownBy(() -> of(TRIAGE, 3).metric(Metric.COST))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("state costs in the problem");
    }

    @Test
    void everyLimitIsHeldAgainstWhatWasMeasured() {
        Evaluation evaluation = of(
                TRIAGE.within(
                                Constraint.p99Micros(3),
                                Constraint.bundleKib(256),
                                Constraint.atLeast(Metric.RECALL, 0.5),
                                Constraint.atMost(Metric.LOG_LOSS, 0.01))
                        .mustBeat(Baseline.MAJORITY)
                        .mustBeat(Baseline.LINEAR),
                3);
        assertThat(evaluation.constraints())
                .extracting(ConstraintResult::kept)
                .containsExactly(false, true, true, false, true, false);
        assertThat(evaluation.constraints())
                .extracting(ConstraintResult::settled)
                .containsExactly(false, false, true, true, true, true);
        assertThat(evaluation.keepsAllConstraints()).isFalse();
        assertThat(evaluation.toString()).endsWith("breaks 3 of 6 limits");
        assertThat(evaluation.summary()).startsWith("On ").contains("it found", "How sure is that?");
        assertThat(evaluation.constraints().get(5).measured())
                .startsWith(
                        "the net 64-32 cannot be told apart from the linear baseline: advantage in average precision 0");
    }

    @Test
    void aLimitWhoseIntervalReachesBeyondSaysSo() {
        Evaluation sure = of(TRIAGE.within(Constraint.atLeast(Metric.ACCURACY, 0.5)), 3);
        double value = sure.metric(Metric.ACCURACY).estimate().orElseThrow().value();
        assertThat(sure.constraints().get(0).measured()).doesNotContain("reaches beyond");
        Evaluation unsure = of(TRIAGE.within(Constraint.atLeast(Metric.ACCURACY, value - 1e-6)), 3);
        assertThat(unsure.constraints().get(0).kept()).isTrue();
        assertThat(unsure.constraints().get(0).measured()).endsWith("the interval reaches beyond the limit");
    }

    @Test
    void twoModelsAreComparedOnTheSameRows() {
        Verdict verdict =
                of(TRIAGE.optimise(Metric.LOG_LOSS), 3).compareWith(of(TRIAGE.optimise(Metric.LOG_LOSS), 0.1));
        assertThat(verdict).isInstanceOf(Verdict.Better.class);
        assertThat(verdict.words()).startsWith("the net 64-32 is better than the net 64-32: advantage in log loss +0.");
        assertThat(of(TRIAGE, 3).compareWith(of(TRIAGE, 3))).isInstanceOf(Verdict.Indistinguishable.class);
    }

    @Test
    void modelsOnOtherRowsOrObjectivesAreNotCompared() {
        Evaluation fewer = Evaluation.of(JudgedRows.binary(TRIAGE, JudgedRows.BIOPSIES, 299, 3));
        assertThatThrownBy(() -> of(TRIAGE, 3).compareWith(fewer))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("different rows");
        assertThatThrownBy(() -> of(TRIAGE, 3).compareWith(of(TRIAGE.optimise(Metric.F1), 3)))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void baselinesStandBesideTheModel() {
        Evaluation evaluation = of(TRIAGE, 3);
        assertThat(evaluation.baselines()).extracting(BaselineResult::baseline).containsExactly(Baseline.values());
        assertThat(evaluation.baselines().get(0).verdict()).containsInstanceOf(Verdict.Better.class);
        assertThat(evaluation.baselines().get(3).verdict()).containsInstanceOf(Verdict.Indistinguishable.class);
    }

    @Test
    void confusionCountsEveryRowOnce() {
        ConfusionMatrix confusion = of(TRIAGE, 3).confusion().orElseThrow();
        assertThat(confusion.actual(0) + confusion.actual(1)).isEqualTo(300, within(1e-9));
        assertThat(confusion.predicted(0) + confusion.predicted(1)).isEqualTo(300, within(1e-9));
    }

    @Test
    void worstMistakesAreWrongRowsWorstFirst() {
        List<Mistake> mistakes = of(TRIAGE, 1).worstMistakes();
        assertThat(mistakes)
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(20)
                .allMatch(m -> !m.truth().equals(m.predicted()));
        assertThat(mistakes).isSortedAccordingTo((a, b) -> Double.compare(b.size(), a.size()));
    }

    @Test
    void aRegressionHasNoClasses() {
        Evaluation evaluation = Evaluation.of(JudgedRows.regression(Problem.regression("diabetes", "progression"), 80));
        assertThat(evaluation.confusion()).isEmpty();
        assertThat(evaluation.perClass()).isEmpty();
        assertThat(evaluation.thresholds()).isEmpty();
        assertThat(evaluation.metrics())
                .extracting(MetricValue::metric)
                .containsExactly(Metric.RMSE, Metric.MAE, Metric.MAPE, Metric.R2);
        assertThat(evaluation.worstMistakes()).hasSize(20);
    }

    @Test
    void ofNumbersThePriorIsTheMeanLikeTheMajority() {
        Problem problem = Problem.regression("diabetes", "progression").mustBeat(Baseline.PRIOR);
        assertThat(Evaluation.of(JudgedRows.regression(problem, 80)).constraints())
                .singleElement()
                .satisfies(c -> assertThat(c.kept()).isTrue());
    }

    @Test
    void equalContentGivesEqualCardsWhateverTheMachineMeasured() {
        Problem limited = TRIAGE.within(Constraint.p99Micros(1), Constraint.bundleKib(256));
        assertThat(of(limited, 3).card())
                .isEqualTo(of(limited, 3).card())
                .contains("p99 latency at most 1 \u00b5s: measured where it is packed and served")
                .doesNotContain("3.2");
    }

    @Test
    void notebooksGetATableWithoutStyleOrScript() {
        assertThat(of(TRIAGE, 3).html())
                .contains("<table>")
                .doesNotContain("<style")
                .doesNotContain("<script");
    }
}
