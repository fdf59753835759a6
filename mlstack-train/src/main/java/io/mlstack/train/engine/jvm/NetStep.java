package io.mlstack.train.engine.jvm;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Forward and backward through a dense net for one batch of rows at a time, with all its room made once.
 *
 * <p>The rows of a batch are cut into tasks for the forward pass and the derivatives, the rows of each weight matrix for
 * its gradient. Every number is computed by one task in one order, so the cut is free to follow the number of threads.
 *
 * <p>Not safe for use by several threads; it employs several itself.
 */
final class NetStep {
    /** Multiply-adds that make a task worth handing to another thread. */
    private static final long WORTH_A_TASK = 500_000;

    private final NetShape shape;
    private final NetLoss loss;
    private final Kernels kernels;
    private final Tasks tasks;
    private final float keep;
    private final float[] parameters;
    private final float[] gradient;
    private final float[] input;
    private final float[] targets;
    private final float[] scales;
    private final double[] losses;
    private final NetLayer[] layers;
    private final KernelScratch[] scratch;
    private final IntConsumer forwardTask = this::forwardTask;
    private final IntConsumer trainTask = this::trainTask;
    private final IntConsumer gradientTask = this::gradientTask;
    private int rows;
    private int taskCount;

    /**
     * @param parameters of {@code shape}; read at each pass, never written here
     * @param capacity most rows of a batch
     * @param keep share of hidden outputs that {@link #mask} keeps; 1 for no masks
     */
    NetStep(NetShape shape, NetLoss loss, float[] parameters, int capacity, float keep, Kernels kernels, Tasks tasks) {
        this.shape = shape;
        this.loss = loss;
        this.kernels = kernels;
        this.tasks = tasks;
        this.keep = keep;
        this.parameters = parameters;
        this.gradient = new float[shape.parameters()];
        this.input = new float[capacity * shape.inputs()];
        this.targets = new float[capacity];
        this.scales = new float[capacity];
        this.losses = new double[capacity];
        this.layers = new NetLayer[shape.layers()];
        for (int l = 0; l < layers.length; l++) {
            float[] from = l == 0 ? input : layers[l - 1].output;
            layers[l] = new NetLayer(shape, l, from, parameters, gradient, capacity, keep < 1);
        }
        this.scratch = new KernelScratch[tasks.threads()];
        Arrays.setAll(scratch, i -> new KernelScratch());
    }

    int capacity() {
        return targets.length;
    }

    /** Where the caller puts the features of the next pass, {@code [rows, inputs]} row by row. */
    float[] input() {
        return input;
    }

    /** Where the caller puts the target of each row: the class as a number, or the value. */
    float[] targets() {
        return targets;
    }

    /** Where the caller puts the share each row has in the gradient, such as its weight over the batch size. */
    float[] scales() {
        return scales;
    }

    /** Where the caller puts the factors of a hidden layer's outputs: 0, or 1 over the share kept. */
    float[] mask(int layer) {
        return layers[layer].mask;
    }

    /** The gradient of the last {@link #train}, laid out as the parameters are. */
    float[] gradient() {
        return gradient;
    }

    /** After {@link #forward}: raw scores, {@code [rows, outputs]}. */
    float[] scores() {
        return layers[layers.length - 1].output;
    }

    /** Computes the scores of the first {@code count} input rows, without masks. */
    void forward(int count) {
        begin(count);
        tasks.run(taskCount, forwardTask);
    }

    /** The sum over the first {@code count} rows of scale times loss, without masks; the scores are gone afterwards. */
    double loss(int count) {
        forward(count);
        for (int i = 0; i < count; i++) {
            losses[i] = rowLoss(i);
        }
        return total();
    }

    /**
     * Computes the gradient of the sum over rows of scale times loss.
     *
     * @return that sum, in row order
     */
    double train(int count) {
        begin(count);
        for (int l = 1; l < layers.length; l++) {
            layers[l].turnWeights(parameters);
        }
        tasks.run(taskCount, trainTask);
        Arrays.fill(gradient, 0f);
        tasks.run(taskCount, gradientTask);
        return total();
    }

    private void begin(int count) {
        rows = count;
        taskCount = (int) Math.max(1, Math.min(tasks.threads(), (long) count * shape.parameters() / WORTH_A_TASK));
    }

    private int cut(int task, int length) {
        return (int) ((long) length * task / taskCount);
    }

    private double rowLoss(int i) {
        return loss.lossAndGradient(scores(), i * shape.outputs(), shape.outputs(), targets[i], scales[i]);
    }

    private double total() {
        double total = 0;
        for (int i = 0; i < rows; i++) {
            total += scales[i] * losses[i];
        }
        return total;
    }

    private void forwardTask(int task) {
        forwardRows(cut(task, rows), cut(task + 1, rows), false, scratch[task]);
    }

    private void trainTask(int task) {
        int from = cut(task, rows);
        int to = cut(task + 1, rows);
        forwardRows(from, to, keep < 1, scratch[task]);
        for (int i = from; i < to; i++) {
            losses[i] = rowLoss(i);
        }
        for (int l = layers.length - 1; l > 0; l--) {
            backwardRows(layers[l], layers[l - 1], from, to, scratch[task]);
        }
    }

    private void forwardRows(int from, int to, boolean masked, KernelScratch room) {
        for (NetLayer layer : layers) {
            int out = layer.out;
            for (int i = from; i < to; i++) {
                System.arraycopy(parameters, layer.biasOffset, layer.output, i * out, out);
            }
            kernels.multiplyAdd(layer.inputView, layer.weightView, layer.outputView, from, to, layer.in, out, room);
            if (!layer.isLast) {
                LayerActivation.apply(shape.hidden(), layer.output, from * out, to * out);
            }
            if (masked && !layer.isLast) {
                for (int i = from * out; i < to * out; i++) {
                    layer.output[i] *= layer.mask[i];
                }
            }
        }
    }

    private void backwardRows(NetLayer layer, NetLayer before, int from, int to, KernelScratch room) {
        int start = from * layer.in;
        int end = to * layer.in;
        Arrays.fill(before.delta, start, end, 0f);
        kernels.multiplyAdd(layer.deltaView, layer.turnedView, before.deltaView, from, to, layer.out, layer.in, room);
        if (keep < 1) {
            LayerActivation.differentiateMasked(
                    shape.hidden(), before.output, before.mask, keep, before.delta, start, end);
        } else {
            LayerActivation.differentiate(shape.hidden(), before.output, before.delta, start, end);
        }
    }

    private void gradientTask(int task) {
        for (int l = 0; l < layers.length; l++) {
            NetLayer layer = layers[l];
            int from = cut(task, layer.in);
            int to = cut(task + 1, layer.in);
            kernels.multiplyAdd(
                    layer.inputTransposed,
                    layer.deltaView,
                    layer.gradientView,
                    from,
                    to,
                    rows,
                    layer.out,
                    scratch[task]);
            if (task == l % taskCount) {
                layer.sumBiasGradient(rows, gradient);
            }
        }
    }
}
