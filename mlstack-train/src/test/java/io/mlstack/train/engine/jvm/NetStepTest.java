package io.mlstack.train.engine.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.model.Activation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetStepTest {
    private static final int ROWS = 7;

    static Stream<Arguments> everyLayerAndLoss() {
        List<Arguments> all = new ArrayList<>();
        for (NetLoss loss : NetLoss.values()) {
            for (Activation activation : EnumSet.range(Activation.IDENTITY, Activation.SIGMOID)) {
                for (boolean masked : new boolean[] {false, true}) {
                    all.add(Arguments.of(loss, activation, masked));
                }
            }
        }
        return all.stream();
    }

    /** The reference gradient against central differences, in double. */
    @ParameterizedTest
    @MethodSource("everyLayerAndLoss")
    void theReferenceGradientMeetsCentralDifferences(NetLoss loss, Activation activation, boolean masked) {
        Case c = new Case(loss, activation, masked, 3);
        double[] gradient = c.naive.gradient(c.parameters, c.x, c.targets, c.scales);
        double largest = Reductions.maxNorm(gradient);
        double h = 1e-5;
        for (int i = 0; i < gradient.length; i++) {
            double[] up = c.parameters.clone();
            double[] down = c.parameters.clone();
            up[i] += h;
            down[i] -= h;
            double difference =
                    (c.naive.value(up, c.x, c.targets, c.scales) - c.naive.value(down, c.x, c.targets, c.scales))
                            / (2 * h);
            double error = Math.abs(difference - gradient[i]) / Math.max(Math.abs(gradient[i]), 1e-3 * largest);
            assertThat(error).as("parameter %d", i).isLessThan(1e-6);
        }
    }

    @ParameterizedTest
    @MethodSource("everyLayerAndLoss")
    void theNetsGradientMeetsTheReference(NetLoss loss, Activation activation, boolean masked) {
        Case c = new Case(loss, activation, masked, 4);
        double[] expected = c.naive.gradient(c.parameters, c.x, c.targets, c.scales);
        double largest = Reductions.maxNorm(expected);
        NetStep step = c.step(Tasks.onCaller());
        double value = step.train(ROWS);
        assertThat(value).isCloseTo(c.naive.value(c.parameters, c.x, c.targets, c.scales), withinShare(2e-6));
        for (int i = 0; i < expected.length; i++) {
            double error = Math.abs(step.gradient()[i] - expected[i]) / largest;
            assertThat(error).as("parameter %d", i).isLessThan(2e-6);
        }
    }

    @Test
    void lossWithoutMasksIsThatOfTheReference() {
        for (NetLoss loss : NetLoss.values()) {
            Case c = new Case(loss, Activation.TANH, false, 5);
            double expected = c.naive.value(c.parameters, c.x, c.targets, c.scales);
            assertThat(c.step(Tasks.onCaller()).loss(ROWS)).isCloseTo(expected, withinShare(2e-6));
        }
    }

    @Test
    void fourThreadsAndAnyKernelsGiveTheBitsOfOneScalarThread() {
        NetShape shape = new NetShape(new int[] {100, 130, 33, 10}, Activation.RELU);
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            float[] expected = gradient(shape, new ScalarKernels(), Tasks.onCaller());
            assertThat(gradient(shape, new ScalarKernels(), Tasks.on(pool, 4))).isEqualTo(expected);
            KernelsTest.kernels().forEach(kernels -> {
                assertThat(gradient(shape, kernels, Tasks.onCaller())).isEqualTo(expected);
                assertThat(gradient(shape, kernels, Tasks.on(pool, 4))).isEqualTo(expected);
            });
        } finally {
            pool.shutdownNow();
        }
    }

    private static float[] gradient(NetShape shape, Kernels kernels, Tasks tasks) {
        SplittableRandom random = new SplittableRandom(6);
        float[] parameters = new float[shape.parameters()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) (random.nextDouble() - 0.5);
        }
        int rows = 256;
        NetStep step = new NetStep(shape, NetLoss.SOFTMAX, parameters, rows, 1, kernels, tasks);
        for (int i = 0; i < rows * shape.inputs(); i++) {
            step.input()[i] = (float) random.nextDouble();
        }
        for (int i = 0; i < rows; i++) {
            step.targets()[i] = random.nextInt(shape.outputs());
            step.scales()[i] = 1f / rows;
        }
        step.train(rows);
        return step.gradient().clone();
    }

    private static org.assertj.core.data.Percentage withinShare(double share) {
        return org.assertj.core.data.Percentage.withPercentage(100 * share);
    }

    /** A random small net with a random batch, in float and the same values in double. */
    private static final class Case {
        final NetShape shape;
        final NetLoss loss;
        final double[] parameters;
        final double[][] x;
        final double[] targets = new double[ROWS];
        final double[] scales = new double[ROWS];
        final double[][] masks;
        final NaiveNet naive;

        Case(NetLoss loss, Activation activation, boolean masked, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int outputs = loss == NetLoss.SOFTMAX ? 3 : 1;
            this.shape = new NetShape(new int[] {4, 6, 5, outputs}, activation);
            this.loss = loss;
            this.parameters = random.doubles(shape.parameters(), -0.8, 0.8).toArray();
            this.x = new double[ROWS][];
            for (int i = 0; i < ROWS; i++) {
                x[i] = random.doubles(4, -1, 1).toArray();
                targets[i] = loss == NetLoss.SQUARED ? random.nextDouble() : random.nextInt(Math.max(2, outputs));
                scales[i] = 0.25 * (1 + random.nextInt(4));
            }
            this.masks = masked ? new double[2][] : null;
            for (int l = 0; masked && l < 2; l++) {
                masks[l] = new double[ROWS * shape.out(l)];
                for (int i = 0; i < masks[l].length; i++) {
                    masks[l][i] = random.nextDouble() < 0.25 ? 0 : 1 / 0.75;
                }
            }
            roundToFloat();
            this.naive = new NaiveNet(shape, loss, masks);
        }

        private void roundToFloat() {
            roundToFloat(parameters);
            roundToFloat(targets);
            for (double[] row : x) {
                roundToFloat(row);
            }
            for (int l = 0; masks != null && l < masks.length; l++) {
                roundToFloat(masks[l]);
            }
        }

        private static void roundToFloat(double[] values) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) values[i];
            }
        }

        NetStep step(Tasks tasks) {
            float[] floats = new float[parameters.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) parameters[i];
            }
            float keep = masks == null ? 1f : 0.75f;
            NetStep step = new NetStep(shape, loss, floats, ROWS, keep, new ScalarKernels(), tasks);
            for (int i = 0; i < ROWS; i++) {
                for (int j = 0; j < 4; j++) {
                    step.input()[i * 4 + j] = (float) x[i][j];
                }
                step.targets()[i] = (float) targets[i];
                step.scales()[i] = (float) scales[i];
            }
            for (int l = 0; masks != null && l < masks.length; l++) {
                for (int i = 0; i < masks[l].length; i++) {
                    step.mask(l)[i] = (float) masks[l][i];
                }
            }
            return step;
        }
    }
}
