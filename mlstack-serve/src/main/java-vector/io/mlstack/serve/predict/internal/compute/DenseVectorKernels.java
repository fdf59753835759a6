package io.mlstack.serve.predict.internal.compute;

/** Found by name where the module {@code jdk.incubator.vector} is present. */
final class DenseVectorKernels implements DenseKernels {

    DenseVectorKernels() {}

    @Override
    public DenseStep step(DensePlan plan) {
        return new DenseVectorStep(plan);
    }
}
