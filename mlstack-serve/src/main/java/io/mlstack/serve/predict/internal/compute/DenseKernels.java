package io.mlstack.serve.predict.internal.compute;

import java.time.Duration;

/**
 * Makes the step of a chain of dense layers. The two implementations differ in speed and never in bits: every sum starts
 * with its bias and adds {@code fma(value, weight, sum)} for rising inputs, in float32.
 */
interface DenseKernels {

    /** Those of this process. The trial ends where SIMD wins, after three seconds at the latest. */
    Simd<DenseKernels> CHOICE = new Simd<>(
            "dense layers",
            DenseKernels.class,
            DenseScalarStep::new,
            "io.mlstack.serve.predict.internal.compute.DenseVectorKernels",
            Duration.ofSeconds(3),
            new DenseTrial());

    DenseStep step(DensePlan plan);
}
