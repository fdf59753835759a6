package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Activation;

/** A chain of dense layers; sub-classes bring the kernels and the order in which they read the weights. */
abstract class DenseStep extends Step {

    private final Preparation preparation;
    private final int from;
    private final int to;
    private final int width;
    private final Activation[] activations;
    private final int[] outputs;
    /** Whether zeros among a layer's activations may be left out of the next one's sums. */
    private final boolean[] skips;

    private final int[] all;

    DenseStep(DensePlan plan) {
        this.preparation = plan.preparation();
        this.from = plan.from();
        this.to = plan.to();
        this.width = plan.inputs(0);
        int layers = plan.size();
        this.activations = new Activation[layers];
        this.outputs = new int[layers];
        this.skips = new boolean[layers];
        for (int l = 0; l < layers; l++) {
            activations[l] = plan.activation(l);
            outputs[l] = plan.outputs(l);
            skips[l] = l < layers - 1
                    && activations[l] == Activation.RELU
                    && plan.layers().get(l + 1).weights().isFinite();
        }
        this.all = new int[DensePlan.widest(plan.layers())];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
    }

    /**
     * Writes the sums of all outputs of a layer into the front of {@code sums}.
     *
     * <p>Leaving an input of zero out of the list changes nothing where the weights are finite, because then
     * {@code fma(0, w, sum)} is {@code sum}.
     *
     * @param inputs the inputs that are listed, rising
     * @param values what comes in at every input
     * @param count how many are listed
     * @param sums has room for {@link Workspace#SLACK} more
     */
    abstract void layer(int layer, int[] inputs, float[] values, int count, float[] sums);

    @Override
    final void row(double[] registers, int base, Workspace workspace) {
        float[] values = workspace.activations;
        float[] sums = workspace.sums;
        int[] inputs = all;
        int count = width;
        preparation.floats(registers, base + from, values, 0);
        for (int l = 0; l < outputs.length; l++) {
            layer(l, inputs, values, count, sums);
            if (skips[l]) {
                inputs = workspace.positive;
                count = DenseActivation.positive(sums, outputs[l], inputs);
            } else {
                DenseActivation.apply(activations[l], sums, outputs[l]);
                inputs = all;
                count = outputs[l];
            }
            float[] used = values;
            values = sums;
            sums = used;
        }
        for (int j = 0; j < count; j++) {
            registers[base + to + j] = values[j];
        }
    }

    /** Rows one at a time, from {@code first} on. */
    final void rows(double[] registers, int stride, int first, int end, Workspace workspace) {
        for (int r = first; r < end; r++) {
            row(registers, r * stride, workspace);
        }
    }

    @Override
    abstract void block(double[] registers, int stride, int rows, Workspace workspace);
}
