package io.mlstack.serve.predict.internal.compute;

/** Loops that C2 vectorises by itself. */
final class DenseScalarKernels implements DenseKernels {

    @Override
    public void row(DenseLayer layer, int[] inputs, float[] values, int count, float[] sums) {
        DenseRowKernels.layer(layer.rows(), layer.bias(), inputs, values, count, sums);
    }
}
