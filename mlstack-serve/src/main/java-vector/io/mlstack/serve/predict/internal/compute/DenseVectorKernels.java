package io.mlstack.serve.predict.internal.compute;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** SIMD over outputs: a lane runs the chain of additions of one output. Loaded by name where the module is present. */
final class DenseVectorKernels implements DenseKernels {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    DenseVectorKernels() {}

    @Override
    public void row(DenseLayer layer, int[] inputs, float[] values, int count, float[] sums) {
        float[][] w = layer.rows();
        float[] bias = layer.bias();
        int outputs = bias.length;
        int j = 0;
        for (; j <= outputs - 4 * LANES; j += 4 * LANES) {
            four(w, bias, inputs, values, count, sums, j);
        }
        for (; j <= outputs - LANES; j += LANES) {
            one(w, bias, inputs, values, count, sums, j);
        }
        for (; j < outputs; j++) {
            float sum = bias[j];
            for (int k = 0; k < count; k++) {
                sum = Math.fma(values[k], w[inputs[k]][j], sum);
            }
            sums[j] = sum;
        }
    }

    private static void four(float[][] w, float[] bias, int[] inputs, float[] values, int count, float[] sums, int j) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, bias, j);
        FloatVector s1 = FloatVector.fromArray(SPECIES, bias, j + LANES);
        FloatVector s2 = FloatVector.fromArray(SPECIES, bias, j + 2 * LANES);
        FloatVector s3 = FloatVector.fromArray(SPECIES, bias, j + 3 * LANES);
        for (int k = 0; k < count; k++) {
            float[] q = w[inputs[k]];
            FloatVector v = FloatVector.broadcast(SPECIES, values[k]);
            s0 = v.fma(FloatVector.fromArray(SPECIES, q, j), s0);
            s1 = v.fma(FloatVector.fromArray(SPECIES, q, j + LANES), s1);
            s2 = v.fma(FloatVector.fromArray(SPECIES, q, j + 2 * LANES), s2);
            s3 = v.fma(FloatVector.fromArray(SPECIES, q, j + 3 * LANES), s3);
        }
        s0.intoArray(sums, j);
        s1.intoArray(sums, j + LANES);
        s2.intoArray(sums, j + 2 * LANES);
        s3.intoArray(sums, j + 3 * LANES);
    }

    private static void one(float[][] w, float[] bias, int[] inputs, float[] values, int count, float[] sums, int j) {
        FloatVector sum = FloatVector.fromArray(SPECIES, bias, j);
        for (int k = 0; k < count; k++) {
            FloatVector v = FloatVector.broadcast(SPECIES, values[k]);
            sum = v.fma(FloatVector.fromArray(SPECIES, w[inputs[k]], j), sum);
        }
        sum.intoArray(sums, j);
    }
}
