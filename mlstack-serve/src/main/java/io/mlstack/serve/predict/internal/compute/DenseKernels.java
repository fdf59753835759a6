package io.mlstack.serve.predict.internal.compute;

import java.time.Duration;

/**
 * The sums of dense layers. The two implementations differ in speed and never in bits: every sum starts with its bias and
 * adds {@code fma(value, weight, sum)} for rising inputs, in float32.
 *
 * <p>Immutable and safe for use by several threads.
 */
interface DenseKernels {

    /** Those of this process. */
    Simd<DenseKernels> CHOICE = new Simd<>(
            "dense layers",
            DenseKernels.class,
            new DenseScalarKernels(),
            "io.mlstack.serve.predict.internal.compute.DenseVectorKernels",
            Duration.ofSeconds(1),
            new DenseTrial());

    /**
     * Writes the sums of all outputs of a layer into the front of {@code sums}.
     *
     * <p>Leaving an input of zero out of the list changes nothing where the weights are finite, because then
     * {@code fma(0, w, sum)} is {@code sum}.
     *
     * @param inputs the inputs that are listed, rising
     * @param values what comes in at each of them
     * @param count how many are listed
     */
    void row(DenseLayer layer, int[] inputs, float[] values, int count, float[] sums);
}
