package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Activation;

/** The activation of a dense layer, in place. Sums of -0 become 0, for skipped zeros may leave either. */
final class DenseActivation {

    private DenseActivation() {}

    static void apply(Activation activation, float[] sums, int count) {
        switch (activation) {
            case IDENTITY -> identity(sums, count);
            case RELU -> relu(sums, count);
            case TANH -> tanh(sums, count);
            case SIGMOID -> sigmoid(sums, count);
            case RELU6, ELU, SELU, GELU, GELU_TANH, SILU, MISH, SOFTPLUS, SOFTSIGN, HARD_SIGMOID, HARD_SILU ->
                each(activation, sums, count);
        }
    }

    /**
     * Lists the positive activations and NaN, without a branch; returns how many there are.
     */
    static int positive(float[] sums, int outputs, int[] inputs, float[] values) {
        int count = 0;
        for (int j = 0; j < outputs; j++) {
            float value = Math.max(sums[j], 0f);
            int bits = Float.floatToRawIntBits(value);
            inputs[count] = j;
            values[count] = value;
            count += (bits | -bits) >>> 31;
        }
        return count;
    }

    private static void identity(float[] sums, int count) {
        for (int j = 0; j < count; j++) {
            sums[j] = sums[j] + 0f;
        }
    }

    private static void relu(float[] sums, int count) {
        for (int j = 0; j < count; j++) {
            sums[j] = Math.max(sums[j], 0f);
        }
    }

    private static void tanh(float[] sums, int count) {
        for (int j = 0; j < count; j++) {
            sums[j] = (float) ExpMath.tanh(sums[j] + 0f);
        }
    }

    private static void sigmoid(float[] sums, int count) {
        for (int j = 0; j < count; j++) {
            sums[j] = (float) ExpMath.sigmoid(sums[j]);
        }
    }

    private static void each(Activation activation, float[] sums, int count) {
        for (int j = 0; j < count; j++) {
            sums[j] = (float) ActivationMath.apply(activation, sums[j] + 0f);
        }
    }
}
