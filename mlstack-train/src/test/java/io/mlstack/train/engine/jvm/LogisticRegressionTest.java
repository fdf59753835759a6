package io.mlstack.train.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogisticRegressionTest {
    @ParameterizedTest
    @CsvSource({"iris, 143, 0.1596", "wine, 175, 0.0593", "breast_cancer, 556, 0.0740", "digits, 1742, 0.1080"})
    void fiveFoldsMeetThePublishedCounts(String name, int correct, double logLoss) {
        ReferenceData data = ReferenceData.resource(name);
        int hits = 0;
        double loss = 0;
        for (int k = 0; k < ReferenceData.FOLDS; k++) {
            ReferenceData train = data.fold(k, false);
            ReferenceData test = data.fold(k, true).standardisedBy(train);
            ReferenceData scaled = train.standardisedBy(train);
            LogisticRegression.Fit fit = LogisticRegression.fit(
                    scaled.design(), scaled.labels(), data.classes(), 1, 10_000, Tasks.onCaller(), Lbfgs.Watch.NOTHING);
            assertThat(fit.converged()).isTrue();
            assertThat(fit.gradientNorm()).isLessThanOrEqualTo(1e-8);
            for (int i = 0; i < test.features().length; i++) {
                double[] p = Naive.probabilities(fit.model(), test.features()[i]);
                int label = (int) test.target()[i];
                hits += Naive.argMax(p) == label ? 1 : 0;
                loss -= Math.log(p[label]);
            }
        }
        assertThat(hits).isEqualTo(correct);
        assertThat(loss / data.target().length).isCloseTo(logLoss, within(5e-5));
    }

    @Test
    void oneThreadAndFourGiveEqualBits() {
        ReferenceData data = ReferenceData.resource("digits");
        Design design = data.standardisedBy(data).design();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            LogisticRegression.Fit one =
                    LogisticRegression.fit(design, data.labels(), 10, 1, 50, Tasks.onCaller(), Lbfgs.Watch.NOTHING);
            LogisticRegression.Fit four =
                    LogisticRegression.fit(design, data.labels(), 10, 1, 50, Tasks.on(pool, 4), Lbfgs.Watch.NOTHING);
            assertThat(four.model().weights()).isEqualTo(one.model().weights());
            assertThat(four.model().intercepts()).isEqualTo(one.model().intercepts());
            assertThat(four.loss()).isEqualTo(one.loss());
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aRowOfWeightTwoCountsLikeTheRowTwice() {
        ReferenceData data = ReferenceData.resource("iris");
        int n = data.target().length;
        double[] weights = new double[n];
        double[][] rows = new double[n + n / 3][];
        double[] target = new double[rows.length];
        for (int i = 0, at = 0; i < n; i++) {
            weights[i] = i % 3 == 0 ? 2 : 1;
            for (int copy = 0; copy < weights[i]; copy++) {
                rows[at] = data.features()[i];
                target[at++] = data.target()[i];
            }
        }
        Design plain = data.design();
        ReferenceData repeated = new ReferenceData(data.columns(), rows, target);
        LinearWeights weighted =
                fit(new Design(n, 4, plain.values(), weights), data.labels()).model();
        LinearWeights twice = fit(repeated.design(), repeated.labels()).model();
        assertThat(weighted.weights()).containsExactly(twice.weights(), within(1e-7));
    }

    @Test
    void aPerfectlySeparableFeatureWithoutPenaltyIsReportedAsNotConverged() {
        Design design = new Design(4, 1, new double[] {-2, -1, 1, 2}, null);
        LogisticRegression.Fit fit =
                LogisticRegression.fit(design, new int[] {0, 0, 1, 1}, 2, 0, 12, Tasks.onCaller(), Lbfgs.Watch.NOTHING);
        assertThat(fit.converged()).isFalse();
    }

    @Test
    void anOptimumFarFromTheStartIsReachedToTheTolerance() {
        // Unscaled features of very different size: the hardest case a caller can produce without standardising.
        ReferenceData data = ReferenceData.resource("wine");
        LogisticRegression.Fit fit = fit(data.design(), data.labels());
        assertThat(fit.gradientNorm()).isLessThanOrEqualTo(1e-8);
        assertThat(fit.converged()).isTrue();
    }

    private static LogisticRegression.Fit fit(Design design, int[] labels) {
        return LogisticRegression.fit(design, labels, 3, 1, 10_000, Tasks.onCaller(), Lbfgs.Watch.NOTHING);
    }
}
