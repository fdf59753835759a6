package io.mlstack.serve.predict.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.serve.predict.internal.compute.tree.TreeSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every implementation against one plain loop an output, bit for bit. */
class DenseKernelsTest {

    private static final int PAD = 3;

    @Property(tries = 700)
    void anyChainHasTheBitsOfOneLoopAnOutput(
            @ForAll @Size(min = 2, max = 4) List<@IntRange(min = 1, max = 70) Integer> widths,
            @ForAll Activation activation,
            @ForAll @IntRange(min = 1, max = 70) int rows,
            @ForAll long seed) {
        check(widths, activation, rows, seed, false);
    }

    @Property(tries = 50)
    void widerChainsDoToo(
            @ForAll @Size(min = 2, max = 3) List<@IntRange(min = 1, max = 600) Integer> widths,
            @ForAll @IntRange(min = 1, max = 256) int rows,
            @ForAll long seed) {
        check(widths, Activation.RELU, rows, seed, false);
    }

    @Property(tries = 200)
    void infinitiesAndNanDoToo(
            @ForAll @Size(min = 2, max = 4) List<@IntRange(min = 1, max = 40) Integer> widths,
            @ForAll Activation activation,
            @ForAll @IntRange(min = 1, max = 20) int rows,
            @ForAll long seed) {
        check(widths, activation, rows, seed, true);
    }

    @Test
    void aBlockOfEverySizeHasTheBitsOfSingleRows() {
        for (int rows = 1; rows <= 140; rows++) {
            check(List.of(33, 17, 5), Activation.RELU, rows, rows, false);
        }
    }

    /** Over the last rows that go as the weights are, and the first that do not; runs and groups of outputs end within. */
    @Test
    void aLargeNetHasTheSameBitsBeforeItIsLaidOutAndAfter() {
        Random random = new Random(7);
        List<Node.Dense> layers = List.of(
                layer(1030, 1021, Activation.RELU, random, false), layer(1021, 3, Activation.IDENTITY, random, false));
        int stride = 1033;
        DensePlan plan = new DensePlan(0, 1030, new Preparation(1030, null, null, null), layers);
        Workspace workspace = new Workspace(
                new io.mlstack.serve.predict.internal.compute.Size(stride, 0, DensePlan.widest(layers), TreeSize.NONE));
        double[] registers =
                random.doubles(7L * stride, -1, 1).map(x -> (float) x).toArray();
        double[] expected = registers.clone();
        for (int r = 0; r < 7; r++) {
            naive(layers, expected, r * stride, 1030);
        }
        Step step = LazyDenseStep.of(DenseKernels.CHOICE.scalar(), plan);

        assertThat(step).isInstanceOf(LazyDenseStep.class);
        for (int rows = 0; rows < 2 * LazyDenseStep.PLAIN; rows += 8) {
            double[] together = registers.clone();
            step.block(together, stride, 7, workspace);
            assertThat(together).isEqualTo(expected);
            double[] alone = registers.clone();
            step.row(alone, 0, workspace);
            assertThat(alone).startsWith(Arrays.copyOf(expected, stride));
        }
    }

    private static void check(List<Integer> widths, Activation activation, int rows, long seed, boolean odd) {
        Random random = new Random(seed);
        List<Node.Dense> layers = new ArrayList<>();
        for (int l = 1; l < widths.size(); l++) {
            layers.add(layer(widths.get(l - 1), widths.get(l), activation, random, odd));
        }
        int inputs = widths.get(0);
        int outputs = widths.get(widths.size() - 1);
        int stride = inputs + outputs + PAD;
        double[] registers = new double[rows * stride];
        for (int i = 0; i < registers.length; i++) {
            registers[i] = number(random, odd);
        }
        double[] expected = registers.clone();
        for (int r = 0; r < rows; r++) {
            naive(layers, expected, r * stride, inputs);
        }
        Preparation none = new Preparation(inputs, null, null, null);
        DensePlan plan = new DensePlan(0, inputs, none, layers);
        List<Step> steps = new ArrayList<>(List.of(new DenseStoredStep(plan)));
        for (DenseKernels kernels : all()) {
            steps.add(kernels.step(plan));
        }
        for (Step step : steps) {
            Workspace workspace = new Workspace(new io.mlstack.serve.predict.internal.compute.Size(
                    stride, 0, DensePlan.widest(layers), TreeSize.NONE));
            double[] together = registers.clone();
            step.block(together, stride, rows, workspace);
            assertThat(together).as("%s, %d rows", step, rows).isEqualTo(expected);
            double[] alone = registers.clone();
            for (int r = 0; r < rows; r++) {
                step.row(alone, r * stride, workspace);
            }
            assertThat(alone).as("%s, row by row", step).isEqualTo(expected);
        }
    }

    private static List<DenseKernels> all() {
        List<DenseKernels> kernels = new ArrayList<>(List.of(DenseKernels.CHOICE.scalar()));
        @Nullable DenseKernels simd = DenseKernels.CHOICE.simd();
        if (simd != null) {
            kernels.add(simd);
        }
        return kernels;
    }

    private static void naive(List<Node.Dense> layers, double[] registers, int base, int inputs) {
        float[] x = new float[inputs];
        for (int i = 0; i < inputs; i++) {
            x[i] = (float) registers[base + i];
        }
        for (Node.Dense layer : layers) {
            float[] w = layer.weights().toFloats();
            float[] y = layer.bias().toFloats();
            for (int j = 0; j < y.length; j++) {
                for (int k = 0; k < x.length; k++) {
                    y[j] = Math.fma(x[k], w[j * x.length + k], y[j]);
                }
                y[j] = activate(layer.activation(), y[j]);
            }
            x = y;
        }
        for (int j = 0; j < x.length; j++) {
            registers[base + inputs + j] = x[j];
        }
    }

    private static float activate(Activation activation, float sum) {
        return switch (activation) {
            case IDENTITY -> sum + 0f;
            case RELU -> Math.max(sum, 0f);
            case TANH -> (float) ExpMath.tanh(sum + 0f);
            case SIGMOID -> (float) ExpMath.sigmoid(sum);
            case RELU6, ELU, SELU, GELU, GELU_TANH, SILU, MISH, SOFTPLUS, SOFTSIGN, HARD_SIGMOID, HARD_SILU ->
                (float) ActivationMath.apply(activation, sum + 0f);
        };
    }

    private static Node.Dense layer(int inputs, int outputs, Activation activation, Random random, boolean odd) {
        float[] weights = new float[inputs * outputs];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = number(random, odd);
        }
        float[] bias = new float[outputs];
        for (int j = 0; j < outputs; j++) {
            bias[j] = number(random, odd);
        }
        return new Node.Dense("in", "out", Tensor.of(weights, outputs, inputs), Tensor.of(bias, outputs), activation);
    }

    private static float number(Random random, boolean odd) {
        return switch (random.nextInt(odd ? 24 : 8)) {
            case 0 -> 0f;
            case 1 -> -0f;
            case 8 -> Float.POSITIVE_INFINITY;
            case 9 -> Float.NEGATIVE_INFINITY;
            case 10 -> Float.NaN;
            case 11 -> Float.MIN_VALUE;
            default -> (float) random.nextGaussian();
        };
    }
}
