package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Activation;
import java.util.List;

/** Dense layers, one after the other, whose activations nobody else reads. */
final class DenseStep extends Step {

    /** A block computes all its rows; with fewer of them one at a time is faster. */
    private static final int MANY = 96;

    private final int from;
    private final int to;
    private final Preparation preparation;
    private final DenseLayer[] layers;
    private final int[] all;
    private final DenseKernels kernels = DenseKernels.CHOICE.kernels();

    /** @param preparation of what comes in, before it is rounded to float32 */
    DenseStep(int from, int to, Preparation preparation, List<DenseLayer> layers) {
        this.from = from;
        this.to = to;
        this.preparation = preparation;
        this.layers = layers.toArray(DenseLayer[]::new);
        this.all = new int[widest(layers)];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
    }

    /** Features of the widest layer, what comes in included. */
    static int widest(List<DenseLayer> layers) {
        return layers.stream()
                .mapToInt(layer -> Math.max(layer.inputs(), layer.outputs()))
                .max()
                .orElse(0);
    }

    @Override
    void row(double[] registers, int base, Workspace workspace) {
        float[] values = workspace.active;
        float[] sums = workspace.sums;
        int[] inputs = all;
        int count = layers[0].inputs();
        preparation.floats(registers, base + from, values);
        for (int l = 0; l < layers.length; l++) {
            DenseLayer layer = layers[l];
            int outputs = layer.outputs();
            kernels.row(layer, inputs, values, count, sums);
            boolean last = l == layers.length - 1;
            if (!last && layer.activation() == Activation.RELU && layers[l + 1].finite()) {
                inputs = workspace.activeInputs;
                count = DenseRowKernels.relu(sums, outputs, inputs, values);
                continue;
            }
            DenseActivation.apply(layer.activation(), sums, outputs);
            if (!last) {
                System.arraycopy(sums, 0, values, 0, outputs);
                inputs = all;
                count = outputs;
            }
        }
        int width = layers[layers.length - 1].outputs();
        for (int j = 0; j < width; j++) {
            registers[base + to + j] = sums[j];
        }
    }

    @Override
    void block(double[] registers, int stride, int rows, Workspace workspace) {
        if (rows < MANY) {
            for (int r = 0; r < rows; r++) {
                row(registers, r * stride, workspace);
            }
            return;
        }
        float[][] front = workspace.front();
        float[][] back = workspace.back();
        DenseBlockKernels.load(preparation, registers, from, stride, rows, layers[0].inputs(), front);
        for (DenseLayer layer : layers) {
            DenseBlockKernels.layer(layer, front, back);
            float[][] next = back;
            back = front;
            front = next;
        }
        DenseBlockKernels.store(front, layers[layers.length - 1].outputs(), registers, to, stride, rows);
    }
}
