package io.mlstack.train.engine.jvm;

import io.mlstack.api.model.Activation;

/** Activations over ranges of a layer's outputs, and their derivatives from those outputs. */
final class LayerActivation {
    private LayerActivation() {}

    static void apply(Activation activation, float[] x, int from, int to) {
        switch (activation) {
            case RELU -> {
                for (int i = from; i < to; i++) {
                    x[i] = Math.max(x[i], 0f);
                }
            }
            case TANH -> {
                for (int i = from; i < to; i++) {
                    x[i] = FloatMath.tanh(x[i]);
                }
            }
            case SIGMOID -> {
                for (int i = from; i < to; i++) {
                    x[i] = FloatMath.sigmoid(x[i]);
                }
            }
            case IDENTITY -> {}
            case RELU6, ELU, SELU, GELU, GELU_TANH, SILU, MISH, SOFTPLUS, SOFTSIGN, HARD_SIGMOID, HARD_SILU ->
                throw untrained(activation);
        }
    }

    /** Turns derivatives by the outputs into derivatives by the inputs. */
    static void differentiate(Activation activation, float[] output, float[] delta, int from, int to) {
        switch (activation) {
            case RELU -> {
                for (int i = from; i < to; i++) {
                    delta[i] = keepWherePositive(output[i], delta[i]);
                }
            }
            case TANH -> {
                for (int i = from; i < to; i++) {
                    delta[i] *= Math.fma(-output[i], output[i], 1f);
                }
            }
            case SIGMOID -> {
                for (int i = from; i < to; i++) {
                    delta[i] *= output[i] * (1f - output[i]);
                }
            }
            case IDENTITY -> {}
            case RELU6, ELU, SELU, GELU, GELU_TANH, SILU, MISH, SOFTPLUS, SOFTSIGN, HARD_SIGMOID, HARD_SILU ->
                throw untrained(activation);
        }
    }

    /**
     * As {@link #differentiate}, for outputs that were multiplied by {@code mask}.
     *
     * @param keep what the multiplication is undone by: 1 over the mask's value that is not 0
     */
    static void differentiateMasked(
            Activation activation, float[] output, float[] mask, float keep, float[] delta, int from, int to) {
        for (int i = from; i < to; i++) {
            delta[i] *= mask[i];
            output[i] *= keep;
        }
        differentiate(activation, output, delta, from, to);
        for (int i = from; i < to; i++) {
            output[i] *= mask[i];
        }
    }

    /** {@link io.mlstack.train.NetSpec} lets none of these through. */
    private static IllegalStateException untrained(Activation activation) {
        return new IllegalStateException("no net is trained with " + activation);
    }

    /** {@code output > 0 ? delta : 0} without a branch: half of all signs are mispredicted. */
    private static float keepWherePositive(float output, float delta) {
        int mask = -Float.floatToRawIntBits(output) >> 31;
        return Float.intBitsToFloat(Float.floatToRawIntBits(delta) & mask);
    }
}
