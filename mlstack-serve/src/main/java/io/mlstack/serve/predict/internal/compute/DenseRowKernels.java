package io.mlstack.serve.predict.internal.compute;

/**
 * A dense layer of one row, over a list of the inputs that are not zero.
 *
 * <p>Every sum starts with its bias and adds {@code fma(value, weight, sum)} for rising inputs, in float32: the order of
 * {@link DenseBlockKernels} too, so one row and many have equal bits. Leaving out a zero changes nothing, because
 * {@code fma(0, w, sum)} is {@code sum} for a finite w.
 *
 * <p>One small method a loop, at most seven arrays in it, all indexed by the same variable: otherwise C2 on JDK 17 leaves
 * the loop scalar, which costs a factor of 3 to 5.
 */
final class DenseRowKernels {

    /** A layer with fewer outputs keeps all of them in registers instead of looping over them. */
    private static final int NARROW = 16;

    private DenseRowKernels() {}

    /** Writes the sums of all outputs of a layer, {@code count} listed inputs long, into the front of {@code sums}. */
    static void layer(float[][] w, float[] bias, int[] inputs, float[] values, int count, float[] sums) {
        int outputs = bias.length;
        if (outputs < NARROW) {
            narrow(w, bias, inputs, values, count, sums);
            return;
        }
        System.arraycopy(bias, 0, sums, 0, outputs);
        int k = 0;
        for (; k < count - 5; k += 6) {
            six(w, inputs, values, k, sums, outputs);
        }
        for (; k < count - 1; k += 2) {
            two(w, inputs, values, k, sums, outputs);
        }
        if (k < count) {
            one(w, inputs, values, k, sums, outputs);
        }
    }

    private static void narrow(float[][] w, float[] bias, int[] inputs, float[] values, int count, float[] sums) {
        int j = 0;
        for (; j < bias.length - 4; j += 5) {
            fiveOutputs(w, inputs, values, count, bias, sums, j);
        }
        for (; j < bias.length - 1; j += 2) {
            twoOutputs(w, inputs, values, count, bias, sums, j);
        }
        if (j < bias.length) {
            oneOutput(w, inputs, values, count, bias, sums, j);
        }
    }

    private static void six(float[][] w, int[] inputs, float[] values, int at, float[] sums, int outputs) {
        float[] q0 = w[inputs[at]];
        float[] q1 = w[inputs[at + 1]];
        float[] q2 = w[inputs[at + 2]];
        float[] q3 = w[inputs[at + 3]];
        float[] q4 = w[inputs[at + 4]];
        float[] q5 = w[inputs[at + 5]];
        float v0 = values[inputs[at]];
        float v1 = values[inputs[at + 1]];
        float v2 = values[inputs[at + 2]];
        float v3 = values[inputs[at + 3]];
        float v4 = values[inputs[at + 4]];
        float v5 = values[inputs[at + 5]];
        for (int j = 0; j < outputs; j++) {
            sums[j] = Math.fma(
                    v5,
                    q5[j],
                    Math.fma(
                            v4,
                            q4[j],
                            Math.fma(
                                    v3,
                                    q3[j],
                                    Math.fma(v2, q2[j], Math.fma(v1, q1[j], Math.fma(v0, q0[j], sums[j]))))));
        }
    }

    private static void two(float[][] w, int[] inputs, float[] values, int at, float[] sums, int outputs) {
        float[] q0 = w[inputs[at]];
        float[] q1 = w[inputs[at + 1]];
        float v0 = values[inputs[at]];
        float v1 = values[inputs[at + 1]];
        for (int j = 0; j < outputs; j++) {
            sums[j] = Math.fma(v1, q1[j], Math.fma(v0, q0[j], sums[j]));
        }
    }

    private static void one(float[][] w, int[] inputs, float[] values, int at, float[] sums, int outputs) {
        float[] q0 = w[inputs[at]];
        float v0 = values[inputs[at]];
        for (int j = 0; j < outputs; j++) {
            sums[j] = Math.fma(v0, q0[j], sums[j]);
        }
    }

    private static void fiveOutputs(
            float[][] w, int[] inputs, float[] values, int count, float[] bias, float[] sums, int j) {
        float s0 = bias[j];
        float s1 = bias[j + 1];
        float s2 = bias[j + 2];
        float s3 = bias[j + 3];
        float s4 = bias[j + 4];
        for (int k = 0; k < count; k++) {
            int i = inputs[k];
            float[] q = w[i];
            float v = values[i];
            s0 = Math.fma(v, q[j], s0);
            s1 = Math.fma(v, q[j + 1], s1);
            s2 = Math.fma(v, q[j + 2], s2);
            s3 = Math.fma(v, q[j + 3], s3);
            s4 = Math.fma(v, q[j + 4], s4);
        }
        sums[j] = s0;
        sums[j + 1] = s1;
        sums[j + 2] = s2;
        sums[j + 3] = s3;
        sums[j + 4] = s4;
    }

    private static void twoOutputs(
            float[][] w, int[] inputs, float[] values, int count, float[] bias, float[] sums, int j) {
        float s0 = bias[j];
        float s1 = bias[j + 1];
        for (int k = 0; k < count; k++) {
            int i = inputs[k];
            float[] q = w[i];
            float v = values[i];
            s0 = Math.fma(v, q[j], s0);
            s1 = Math.fma(v, q[j + 1], s1);
        }
        sums[j] = s0;
        sums[j + 1] = s1;
    }

    private static void oneOutput(
            float[][] w, int[] inputs, float[] values, int count, float[] bias, float[] sums, int j) {
        float s0 = bias[j];
        for (int k = 0; k < count; k++) {
            int i = inputs[k];
            float[] q = w[i];
            float v = values[i];
            s0 = Math.fma(v, q[j], s0);
        }
        sums[j] = s0;
    }
}
