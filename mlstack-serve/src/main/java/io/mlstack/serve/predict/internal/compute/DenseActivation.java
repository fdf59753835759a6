package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Activation;

/** The activation of a dense layer, in place. Sums of -0 become 0, for skipped zeros may leave either. */
final class DenseActivation {

    private static final long MINUS_INFINITY = Float.floatToRawIntBits(Float.NEGATIVE_INFINITY);

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
     * Lists where an activation is left after ReLU: positive sums, NaN and, harmlessly, 0; without a branch, for no
     * predictor knows them. Returns how many there are.
     */
    static int positive(float[] sums, int outputs, int[] inputs) {
        int count = 0;
        for (int j = 0; j < outputs; j++) {
            inputs[count] = j;
            // The bits of -0, of negative numbers and of minus infinity are the integers up to this one.
            count += (int) ((MINUS_INFINITY - Float.floatToRawIntBits(sums[j])) >>> 63);
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
