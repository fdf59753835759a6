package io.mlstack.train.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeastSquaresTest {
    /** The diabetes file states no licence, so it is not part of the project: a property names where it lies. */
    private static final String DIABETES = "mlstack.test.diabetes";

    @ParameterizedTest
    @CsvSource({"0, 0.5009, 54.402", "1, 0.5013, 54.382"})
    void fiveFoldsOfDiabetesMeetThePublishedFit(double l2, double r2, double rmse) {
        String path = System.getProperty(DIABETES);
        Assumptions.assumeTrue(path != null, "system property " + DIABETES + " names no diabetes.csv");
        ReferenceData data = ReferenceData.file(Path.of(path));
        double squares = 0;
        for (int k = 0; k < ReferenceData.FOLDS; k++) {
            ReferenceData train = data.fold(k, false);
            ReferenceData test = data.fold(k, true).standardisedBy(train);
            ReferenceData scaled = train.standardisedBy(train);
            LeastSquares.Fit fit = LeastSquares.fit(scaled.design(), scaled.target(), l2, () -> {});
            assertThat(fit.dependent()).isEmpty();
            for (int i = 0; i < test.target().length; i++) {
                double error = Naive.scores(fit.model(), test.features()[i])[0] - test.target()[i];
                squares += error * error;
            }
        }
        double mean = java.util.Arrays.stream(data.target()).average().orElseThrow();
        double total = java.util.Arrays.stream(data.target())
                .map(t -> (t - mean) * (t - mean))
                .sum();
        assertThat(1 - squares / total).isCloseTo(r2, within(5e-5));
        assertThat(Math.sqrt(squares / data.target().length)).isCloseTo(rmse, within(5e-4));
    }

    @Test
    void theGradientIsZeroAtTheSolutionForAnyWeightsAndPenalty() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 50; round++) {
            int p = 1 + random.nextInt(6);
            int n = p + 2 + random.nextInt(30);
            double l2 = round % 2 == 0 ? 0 : random.nextDouble(3);
            Design design = randomDesign(random, n, p);
            double[] target = random.doubles(n, -100, 100).toArray();
            LinearWeights model = LeastSquares.fit(design, target, l2, () -> {}).model();
            double[] gradient = new double[p + 1];
            for (int i = 0; i < n; i++) {
                double residual = model.intercepts()[0] - target[i];
                for (int j = 0; j < p; j++) {
                    residual += model.weights()[j] * design.values()[j * n + i];
                }
                for (int j = 0; j < p; j++) {
                    gradient[j] += design.weight(i) * residual * design.values()[j * n + i];
                }
                gradient[p] += design.weight(i) * residual;
            }
            for (int j = 0; j < p; j++) {
                gradient[j] += l2 * model.weights()[j];
            }
            assertThat(Reductions.maxNorm(gradient)).isLessThan(1e-9);
        }
    }

    @Test
    void aColumnThatRepeatsOthersGetsWeightZeroAndIsNamed() {
        SplittableRandom random = new SplittableRandom(7);
        int n = 40;
        double[] x = new double[n * 4];
        double[] target = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextDouble();
            x[n + i] = 10 * random.nextDouble();
            x[2 * n + i] = x[i] - 0.3 * x[n + i];
            x[3 * n + i] = 4.25;
            target[i] = 3 * x[i] + x[n + i] + 5;
        }
        LeastSquares.Fit fit = LeastSquares.fit(new Design(n, 4, x, null), target, 0, () -> {});
        assertThat(fit.dependent()).hasSize(2).contains(3);
        for (int j : fit.dependent()) {
            assertThat(fit.model().weights()[j]).isZero();
        }
        for (int i = 0; i < n; i++) {
            double[] row = {x[i], x[n + i], x[2 * n + i], x[3 * n + i]};
            assertThat(Naive.scores(fit.model(), row)[0]).isCloseTo(target[i], within(1e-9));
        }
    }

    @Test
    void fewerRowsThanColumnsGiveABasicSolutionThatFitsEveryRow() {
        SplittableRandom random = new SplittableRandom(8);
        Design design = new Design(3, 6, random.doubles(18).toArray(), null);
        double[] target = {1, 2, 4};
        LeastSquares.Fit fit = LeastSquares.fit(design, target, 0, () -> {});
        assertThat(fit.dependent()).hasSize(4);
        for (int i = 0; i < 3; i++) {
            double[] row = new double[6];
            for (int j = 0; j < 6; j++) {
                row[j] = design.values()[j * 3 + i];
            }
            assertThat(Naive.scores(fit.model(), row)[0]).isCloseTo(target[i], within(1e-9));
        }
    }

    private static Design randomDesign(SplittableRandom random, int n, int p) {
        return new Design(
                n,
                p,
                random.doubles((long) n * p, -2, 2).toArray(),
                random.doubles(n, 0.1, 3).toArray());
    }
}
