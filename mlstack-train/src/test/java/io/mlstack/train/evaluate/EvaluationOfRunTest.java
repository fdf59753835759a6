package io.mlstack.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mlstack.api.error.Finding;
import io.mlstack.api.problem.Baseline;
import io.mlstack.api.problem.Constraint;
import io.mlstack.api.problem.Cost;
import io.mlstack.api.problem.Metric;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.random.KeyedRandom;
import io.mlstack.api.stats.Verdict;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.data.load.Split;
import io.mlstack.data.read.Samples;
import io.mlstack.serve.bundle.Bundle;
import io.mlstack.train.NetSpec;
import io.mlstack.train.Run;
import io.mlstack.train.Training;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trained models judged on real data: the samples that ship with mlstack-data. */
class EvaluationOfRunTest {

    private static final Problem TRIAGE = Problem.binary("biopsy-triage", "diagnosis", "malignant")
            .requirement("Send the biopsies a pathologist must see first to the top of the queue")
            .cost(Cost.falseNegative(20), Cost.falsePositive(1))
            .within(Constraint.p99Micros(100_000), Constraint.bundleKib(256))
            .mustBeat(Baseline.MAJORITY);

    private static Run logistic(Problem problem) {
        return Training.on(Split.of(problem, Samples.biopsies(), "id")).fit();
    }

    @Test
    void predictionsAreThoseOfTheModelThatServes() {
        Run run = logistic(TRIAGE);
        Evaluation evaluation = Evaluation.of(run);
        Columns test = run.split().test();
        Columns said = evaluation.bundle().scorer().score(test);
        int right = 0;
        for (int row = 0; row < test.rows(); row++) {
            right += test.value(row, "diagnosis").equals(said.value(row, "diagnosis")) ? 1 : 0;
        }
        assertThat(evaluation.metric(Metric.ACCURACY).estimate().orElseThrow().value())
                .isEqualTo(right / (double) test.rows(), within(1e-12));
        assertThat(evaluation.rows()).isEqualTo(test.rows());
    }

    @Test
    void aModelThatKeepsItsLimitsIsPackedWithItsCard() {
        Evaluation evaluation = Evaluation.of(logistic(TRIAGE));
        assertThat(evaluation.keepsAllConstraints()).as(evaluation.toString()).isTrue();
        Bundle bundle = evaluation.bundle();
        assertThat(bundle.name()).isEqualTo("biopsy-triage");
        assertThat(bundle.problem()).contains(TRIAGE);
        assertThat(bundle.card()).isEqualTo(evaluation.card()).contains("average precision");
        assertThat(evaluation.constraints().get(1).measured())
                .isEqualTo(io.mlstack.train.evaluate.internal.Figures.plain(bundle.size() / 1024.0) + " KiB");
    }

    @Test
    void equalTrainingsGiveEqualBundles() {
        assertThat(Evaluation.of(logistic(TRIAGE)).bundle().toBytes())
                .isEqualTo(Evaluation.of(logistic(TRIAGE)).bundle().toBytes());
    }

    @Test
    void aModelThatBreaksLimitsIsRefusedWithAllOfThem() {
        Problem strict = TRIAGE.within(Constraint.bundleKib(0.5), Constraint.atLeast(Metric.ACCURACY, 1));
        Evaluation evaluation = Evaluation.of(logistic(strict));
        assertThatThrownBy(evaluation::bundle)
                .isInstanceOfSatisfying(
                        ConstraintBrokenException.class,
                        e -> assertThat(e.findings())
                                .extracting(Finding::message)
                                .hasSize(2)
                                .allMatch(m -> m.startsWith("the logistic model breaks the limit")));
    }

    @Test
    void aReasonPacksItAnywayAndStandsInTheCard() {
        Problem strict = TRIAGE.within(Constraint.atLeast(Metric.ACCURACY, 1));
        Evaluation evaluation = Evaluation.of(logistic(strict)).despite("a trial with two pathologists <b>");
        assertThat(evaluation.bundle().card())
                .contains("**Packed although it breaks limits, because:** a trial with two pathologists \\<b\\>");
        assertThatThrownBy(() -> evaluation.despite(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNetIsComparedWithTheLogisticModelOnTheSameRows() {
        Split split = Split.of(TRIAGE, Samples.biopsies(), "id");
        Evaluation net =
                Evaluation.of(Training.on(split).model(NetSpec.mlp(16)).seed(7).fit());
        Evaluation logistic = Evaluation.of(Training.on(split).fit());
        Verdict verdict = net.compareWith(logistic);
        assertThat(verdict.words())
                .startsWith("the net 16 ")
                .contains("the logistic model: advantage in average precision");
        assertThat(net.baselines()).extracting(BaselineResult::baseline).containsExactly(Baseline.values());
        assertThat(logistic.baselines()).extracting(BaselineResult::baseline).doesNotContain(Baseline.LINEAR);
    }

    @Test
    void aModelWorseThanTheSharesDoesNotBeatTheMajorityInLogLoss() {
        Schema schema = Schema.of(
                Column.of("id", ColumnType.INT64),
                Column.of("x", ColumnType.FLOAT64),
                Column.of("y", ColumnType.category("a", "b", "c")));
        KeyedRandom random = KeyedRandom.of(3, "test/noise");
        Columns.Builder rows = Columns.builder(schema);
        for (long i = 0; i < 600; i++) {
            rows.row(i, random.gaussian(i), List.of("a", "b", "c").get((int)
                    (3 * random.at(0, 1).uniform(i))));
        }
        Problem noise = Problem.multiclass("noise", "y").mustBeat(Baseline.MAJORITY);
        Run run = Training.on(Split.of(noise, rows.build(), "id"))
                .model(NetSpec.mlp(64).patience(100).weightDecay(0))
                .fit();
        Evaluation evaluation = Evaluation.of(run);
        assertThat(noise.objective()).isEqualTo(Metric.LOG_LOSS);
        assertThat(evaluation.keepsAllConstraints()).as(evaluation.toString()).isFalse();
    }

    @Test
    void severalClassesAreJudgedTogetherAndEach() {
        Problem iris = Problem.multiclass("iris", "species").mustBeat(Baseline.PRIOR);
        Evaluation evaluation =
                Evaluation.of(Training.on(Split.of(iris, Samples.iris(), "id")).fit());
        assertThat(evaluation.classes()).containsExactly("setosa", "versicolor", "virginica");
        assertThat(evaluation.perClass()).extracting(ClassResult::name).isEqualTo(evaluation.classes());
        assertThat(evaluation.metric(Metric.ACCURACY).estimate().orElseThrow().value())
                .isGreaterThan(0.85);
        assertThat(evaluation.report().html()).contains("setosa");
    }

    @Test
    void personalColumnsNeverReachReportOrCard() {
        Columns biopsies = Samples.biopsies().collect();
        Schema schema = Schema.of(biopsies.schema().columns().stream()
                .map(c -> List.of("id", "diagnosis").contains(c.name()) ? c.asPersonal() : c)
                .toList());
        Columns personal =
                Columns.of(schema, schema.names().stream().map(biopsies::vector).toList());
        Run run = Training.on(Split.of(TRIAGE, personal, "id")).fit();
        Evaluation evaluation = Evaluation.of(run);
        String shown = evaluation.report().html() + evaluation.html() + evaluation.card();
        Columns test = run.split().test();
        for (int row = 0; row < test.rows(); row++) {
            assertThat(shown).doesNotContain(">" + test.text(row, test.schema().indexOf("id")) + "<");
        }
        assertThat(evaluation.classes()).containsExactly("class 1", "class 2");
        assertThat(evaluation.worstMistakes()).isEmpty();
        assertThat(shown).doesNotContain("benign");
    }

    @Test
    void whatMadeTheModelIsOnTheRecord() {
        Evaluation evaluation = Evaluation.of(logistic(TRIAGE));
        assertThat(evaluation.provenance())
                .containsEntry("seed", "0")
                .containsEntry("target", "diagnosis")
                .containsKeys("snapshot", "rows", "split", "specification", "engine", "graph");
    }
}
