package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Node;
import java.util.List;

/**
 * Dense layers with their weights as the model has them, {@code [outputs][inputs]}: nothing is laid out. For a few rows
 * through layers that no cache holds, where the first layout would cost more than they do; the memory sets the pace of a
 * single row here as there.
 *
 * <p>A run of weights of {@value DenseStoredKernels#OUT} outputs is taken into the first cache and serves
 * {@value #ROWS} rows. The order of the additions is that of {@link DenseRowKernels}.
 */
final class DenseStoredStep extends Step {

    /** Rows that share what is read of the weights. */
    private static final int ROWS = 8;

    private final int from;
    private final int to;
    private final Preparation preparation;
    private final List<Node.Dense> layers;
    private final float[][] biases;

    DenseStoredStep(DensePlan plan) {
        this.from = plan.from();
        this.to = plan.to();
        this.preparation = plan.preparation();
        this.layers = plan.layers();
        this.biases = new float[plan.size()][];
        for (int l = 0; l < biases.length; l++) {
            biases[l] = layers.get(l).bias().toFloats();
        }
    }

    @Override
    void row(double[] registers, int base, Workspace workspace) {
        some(registers, base, 0, 1, workspace);
    }

    @Override
    void block(double[] registers, int stride, int rows, Workspace workspace) {
        for (int r = 0; r < rows; r += ROWS) {
            some(registers, r * stride, stride, Math.min(ROWS, rows - r), workspace);
        }
    }

    private void some(double[] registers, int base, int stride, int rows, Workspace workspace) {
        float[] front = workspace.frontRows(ROWS);
        float[] back = workspace.backRows(ROWS);
        int across = layers.get(0).weights().size() / biases[0].length;
        for (int r = 0; r < rows; r++) {
            preparation.floats(registers, base + r * stride + from, front, r * across);
        }
        for (int l = 0; l < biases.length; l++) {
            int next = padded(biases[l].length);
            layer(layers.get(l), biases[l], front, across, rows, back, next, workspace.runs());
            DenseActivation.apply(layers.get(l).activation(), back, rows * next);
            float[] swapped = front;
            front = back;
            back = swapped;
            across = next;
        }
        int width = biases[biases.length - 1].length;
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < width; j++) {
                registers[base + r * stride + to + j] = front[r * across + j];
            }
        }
    }

    private static int padded(int outputs) {
        return (outputs + DenseStoredKernels.OUT - 1) / DenseStoredKernels.OUT * DenseStoredKernels.OUT;
    }

    /** Writes the sums of {@code rows} rows, {@code next} apart; those past the last output are never read. */
    private static void layer(
            Node.Dense layer, float[] bias, float[] in, int across, int rows, float[] out, int next, float[] runs) {
        int inputs = layer.weights().size() / bias.length;
        for (int j = 0; j < bias.length; j += DenseStoredKernels.OUT) {
            int count = Math.min(DenseStoredKernels.OUT, bias.length - j);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(bias, j, out, r * next + j, count);
            }
            for (int k = 0; k < inputs; k += DenseStoredKernels.RUN) {
                int run = Math.min(DenseStoredKernels.RUN, inputs - k);
                for (int i = 0; i < count; i++) {
                    layer.weights().copyFloats((j + i) * inputs + k, runs, i * DenseStoredKernels.RUN, run);
                }
                DenseStoredKernels.add(runs, run, in, k, across, rows, out, j, next);
            }
        }
    }
}
