package io.mlstack.train.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.model.Activation;
import io.mlstack.train.LinearSpec;
import io.mlstack.train.ModelSpec;
import io.mlstack.train.NetSpec;
import io.mlstack.train.Optimiser;
import io.mlstack.train.TrainingFailedException;
import io.mlstack.train.engine.Engine;
import io.mlstack.train.engine.Fitted;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JavaEngineTest {
    @ParameterizedTest
    @CsvSource({"iris, 141", "wine, 173", "breast_cancer, 550", "digits, 1740"})
    void aNetOf64UnitsWithTheDefaultsReachesThePublishedCounts(String name, int correct) {
        ReferenceData data = ReferenceData.resource(name);
        for (long seed = 1; seed <= 2; seed++) {
            assertThat(hits(NetSpec.mlp(64), data, seed)).as("seed %d", seed).isGreaterThanOrEqualTo(correct);
        }
    }

    @Test
    void aNetWithoutHiddenLayersNearsTheLogisticOptimum() {
        ReferenceData data = ReferenceData.resource("wine");
        assertThat(hits(NetSpec.mlp().epochs(60), data, 3)).isGreaterThanOrEqualTo(172);
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"IDENTITY", "RELU", "TANH", "SIGMOID"})
    void everyActivationLearnsWithDropout(Activation activation) {
        ReferenceData data = ReferenceData.resource("wine");
        NetSpec spec = NetSpec.mlp(32, 16).activation(activation).dropout(0.1);
        assertThat(hits(spec, data, 4)).isGreaterThanOrEqualTo(168);
    }

    @Test
    void gradientDescentWithMomentumLearnsToo() {
        ReferenceData data = ReferenceData.resource("wine");
        NetSpec spec =
                NetSpec.mlp(32).optimiser(Optimiser.SGD).learningRate(0.05).weightDecay(1e-3);
        assertThat(hits(spec, data, 5)).isGreaterThanOrEqualTo(172);
    }

    @Test
    void aRegressionNetPredictsInTheUnitsOfTheTarget() {
        ReferenceData data = ReferenceData.resource("wine").predictingColumn(0, 1_000, 50);
        ReferenceData train = data.fold(0, false);
        ReferenceData test = data.fold(0, true).standardisedBy(train);
        Fitted fitted = FitCase.fit(NetSpec.mlp(32), train.standardisedBy(train), 0, 6);
        double mean = java.util.Arrays.stream(train.target()).average().orElseThrow();
        double squares = 0;
        double total = 0;
        for (int i = 0; i < test.target().length; i++) {
            double error = FitCase.scores(fitted, test.features()[i])[0] - test.target()[i];
            squares += error * error;
            total += (mean - test.target()[i]) * (mean - test.target()[i]);
        }
        assertThat(1 - squares / total).isGreaterThan(0.3);
    }

    @Test
    void theSameRequestGivesTheSameBitsOnOneThreadAndFour() {
        ReferenceData data = ReferenceData.resource("digits");
        ReferenceData scaled = data.standardisedBy(data);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            for (ModelSpec spec : new ModelSpec[] {
                LinearSpec.standard(), NetSpec.mlp(96, 64).batch(512).epochs(2).dropout(0.1)
            }) {
                Fitted one =
                        new JavaEngine().fit(FitCase.request(spec, scaled, null, 10, 7), new FitCase.Control(null, 1));
                Fitted four =
                        new JavaEngine().fit(FitCase.request(spec, scaled, null, 10, 7), new FitCase.Control(pool, 4));
                assertThat(four).isEqualTo(one);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void anotherSeedGivesAnotherNet() {
        ReferenceData data = ReferenceData.resource("iris");
        NetSpec spec = NetSpec.mlp(4).epochs(2);
        assertThat(FitCase.fit(spec, data, 3, 1)).isEqualTo(FitCase.fit(spec, data, 3, 1));
        assertThat(FitCase.fit(spec, data, 3, 1)).isNotEqualTo(FitCase.fit(spec, data, 3, 2));
    }

    @Test
    void trainingStopsWhenTheValidationLossStopsFallingAndKeepsTheBestEpoch() {
        ReferenceData data = ReferenceData.resource("iris");
        ReferenceData train = data.fold(0, false);
        NetSpec spec =
                NetSpec.mlp(64).learningRate(0.03).epochs(500).patience(5).weightDecay(0);
        FitCase.Control control = new FitCase.Control(null, 1);
        Fitted fitted = new JavaEngine()
                .fit(
                        FitCase.request(
                                spec,
                                train.standardisedBy(train),
                                data.fold(0, true).standardisedBy(train),
                                3,
                                8),
                        control);
        assertThat(fitted.epochs()).isLessThan(500).isEqualTo(fitted.bestEpoch() + 5);
        double best = control.validationLosses.get(fitted.bestEpoch() - 1).getAsDouble();
        assertThat(control.validationLosses.stream()
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .min())
                .hasValue(best);
        double loss = 0;
        ReferenceData validation = data.fold(0, true).standardisedBy(train);
        for (int i = 0; i < validation.target().length; i++) {
            loss -= Math.log(
                    FitCase.probabilities(fitted, validation.features()[i])[
                            (int) validation.target()[i]]);
        }
        assertThat(loss / validation.target().length)
                .isCloseTo(best, org.assertj.core.data.Percentage.withPercentage(1e-3));
    }

    @Test
    void aDivergingNetSaysSoAndNamesTheLearningRate() {
        ReferenceData data = ReferenceData.resource("wine");
        NetSpec spec = NetSpec.mlp(16)
                .activation(Activation.IDENTITY)
                .learningRate(10)
                .clip(1e30)
                .optimiser(Optimiser.SGD);
        assertThatThrownBy(() -> FitCase.fit(spec, data, 3, 9))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageContaining("the loss became infinite or NaN in epoch 1")
                .hasMessageContaining("learningRate(1.0)");
    }

    @Test
    void aNetTooLargeForMemoryIsRefusedBeforeItIsMade() {
        ReferenceData data = ReferenceData.resource("wine");
        assertThatThrownBy(() -> FitCase.fit(NetSpec.mlp(65_536, 65_536), data, 3, 9))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("narrower layers");
    }

    @Test
    void separableClassesWithoutPenaltyAreNotedWithTheCure() {
        ReferenceData data = new ReferenceData(1, new double[][] {{-2}, {-1}, {1}, {2}}, new double[] {0, 0, 1, 1});
        Fitted fitted = FitCase.fit(LinearSpec.standard().l2(0), data, 2, 0);
        assertThat(fitted.notes()).singleElement().satisfies(note -> {
            assertThat(note.code()).isEqualTo("train.separable");
            assertThat(note.cure()).contains("l2(1)");
        });
        assertThat(FitCase.fit(LinearSpec.standard(), data, 2, 0).notes()).isEmpty();
    }

    @Test
    void aRepeatedFeatureIsNoted() {
        ReferenceData data =
                new ReferenceData(2, new double[][] {{1, 2}, {2, 4}, {3, 6}, {5, 10}}, new double[] {1, 2, 4, 4});
        assertThat(FitCase.fit(LinearSpec.standard().l2(0), data, 0, 0).notes())
                .singleElement()
                .satisfies(note -> assertThat(note.code()).isEqualTo("train.dependent-feature"));
    }

    @Test
    void theEngineIsFoundByServiceLoader() {
        assertThat(Engine.all()).extracting(Engine::name).contains("java");
    }

    private static int hits(ModelSpec spec, ReferenceData data, long seed) {
        int hits = 0;
        for (int k = 0; k < ReferenceData.FOLDS; k++) {
            ReferenceData train = data.fold(k, false);
            ReferenceData test = data.fold(k, true).standardisedBy(train);
            Fitted fitted = FitCase.fit(spec, train.standardisedBy(train), data.classes(), seed);
            for (int i = 0; i < test.target().length; i++) {
                int label = Naive.argMax(FitCase.probabilities(fitted, test.features()[i]));
                hits += label == (int) test.target()[i] ? 1 : 0;
            }
        }
        return hits;
    }
}
