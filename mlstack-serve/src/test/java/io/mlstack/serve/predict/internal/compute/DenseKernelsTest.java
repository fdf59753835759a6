package io.mlstack.serve.predict.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** The kernels of dense layers against one plain loop an output, bit for bit. */
class DenseKernelsTest {

    private static List<DenseKernels> all() {
        List<DenseKernels> kernels = new ArrayList<>(List.of(DenseKernels.CHOICE.scalar()));
        @Nullable DenseKernels simd = DenseKernels.CHOICE.simd();
        if (simd != null) {
            kernels.add(simd);
        }
        return kernels;
    }

    @Property(tries = 1000)
    void aRowHasTheBitsOfOneLoopAnOutput(
            @ForAll @IntRange(min = 1, max = 140) int inputs,
            @ForAll @IntRange(min = 1, max = 140) int outputs,
            @ForAll long seed) {
        Random random = new Random(seed);
        DenseLayer layer = layer(inputs, outputs, random);
        int[] listed = random.ints(inputs, 0, 3).toArray();
        int[] positions = new int[inputs];
        float[] values = new float[inputs];
        int count = 0;
        for (int k = 0; k < inputs; k++) {
            if (listed[k] > 0) {
                positions[count] = k;
                values[count++] = (float) random.nextGaussian();
            }
        }
        for (DenseKernels kernels : all()) {
            float[] sums = new float[outputs];
            kernels.row(layer, positions, values, count, sums);
            assertThat(sums).isEqualTo(naive(layer, positions, values, count));
        }
    }

    private static float[] naive(DenseLayer layer, int[] positions, float[] values, int count) {
        float[] sums = layer.bias().clone();
        for (int j = 0; j < sums.length; j++) {
            for (int k = 0; k < count; k++) {
                sums[j] = Math.fma(values[k], layer.rows()[positions[k]][j], sums[j]);
            }
        }
        return sums;
    }

    static DenseLayer layer(int inputs, int outputs, Random random) {
        float[] weights = new float[inputs * outputs];
        float[] bias = new float[outputs];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        for (int j = 0; j < outputs; j++) {
            bias[j] = (float) random.nextGaussian();
        }
        return DenseLayer.of(new Node.Dense(
                "in", "out", Tensor.of(weights, outputs, inputs), Tensor.of(bias, outputs), Activation.IDENTITY));
    }
}
