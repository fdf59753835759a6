package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.Node;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A dense layer over panels of two vectors of outputs: a lane runs the chain of additions of one output.
 *
 * <p>Rows of data are taken in tiles of {@value #TILE}, so that twelve sums stay in registers and a weight that was read
 * once serves them all; the inputs in runs of {@value #RUN}, so that a panel stays in the first cache over all rows. One
 * row takes four panels at a time, because eight sums in flight hide the latency of a multiply-add.
 */
final class DenseVectorLayer {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Outputs that lie together. */
    static final int PANEL = 2 * LANES;

    /** Rows of data that share what is read of a panel. */
    static final int TILE = 6;

    private static final int RUN = 256;

    /** Inputs of a panel that are laid out together: a cache line of each output's weights. */
    private static final int SQUARE = 16;

    private final int inputs;
    private final int outputs;
    private final Activation activation;
    private final float[] bias;
    private final float[] weights;

    DenseVectorLayer(Node.Dense node) {
        this.outputs = node.bias().size();
        this.inputs = node.weights().size() / outputs;
        this.activation = node.activation();
        this.bias = Arrays.copyOf(node.bias().toFloats(), padded(outputs));
        this.weights = panels(node.weights().toFloats(), inputs, outputs);
    }

    /** {@code [panels][inputs][PANEL]}, the last padded with zeros. */
    private static float[] panels(float[] weights, int inputs, int outputs) {
        float[] panels = new float[Math.multiplyExact(padded(outputs), inputs)];
        for (int j = 0; j < outputs; j += PANEL) {
            int end = Math.min(outputs, j + PANEL);
            for (int k = 0; k < inputs; k += SQUARE) {
                turn(weights, inputs, j, end, k, Math.min(inputs, k + SQUARE), panels);
            }
        }
        return panels;
    }

    /** Part of a panel, small enough for the first cache to hold what is read and what is written. */
    private static void turn(float[] weights, int inputs, int first, int end, int from, int to, float[] panels) {
        for (int k = from; k < to; k++) {
            int at = first * inputs + k * PANEL - first;
            for (int j = first; j < end; j++) {
                panels[at + j] = weights[j * inputs + k];
            }
        }
    }

    /** The next number of whole panels. */
    static int padded(int outputs) {
        return Math.multiplyExact((outputs + PANEL - 1) / PANEL, PANEL);
    }

    int inputs() {
        return inputs;
    }

    int outputs() {
        return outputs;
    }

    Activation activation() {
        return activation;
    }

    /** As {@link DenseRowKernels#layer}; writes whole panels. */
    void row(int[] listed, float[] values, int count, float[] sums) {
        int next = inputs * PANEL;
        int j = 0;
        int at = 0;
        for (; j <= bias.length - 4 * PANEL; j += 4 * PANEL, at += 4 * next) {
            fourPanels(weights, at, next, bias, listed, values, count, sums, j);
        }
        for (; j < bias.length; j += PANEL, at += next) {
            onePanel(weights, at, bias, listed, values, count, sums, j);
        }
    }

    private static void fourPanels(
            float[] w, int at, int next, float[] bias, int[] listed, float[] values, int count, float[] sums, int j) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, bias, j);
        FloatVector s1 = FloatVector.fromArray(SPECIES, bias, j + LANES);
        FloatVector s2 = FloatVector.fromArray(SPECIES, bias, j + 2 * LANES);
        FloatVector s3 = FloatVector.fromArray(SPECIES, bias, j + 3 * LANES);
        FloatVector s4 = FloatVector.fromArray(SPECIES, bias, j + 4 * LANES);
        FloatVector s5 = FloatVector.fromArray(SPECIES, bias, j + 5 * LANES);
        FloatVector s6 = FloatVector.fromArray(SPECIES, bias, j + 6 * LANES);
        FloatVector s7 = FloatVector.fromArray(SPECIES, bias, j + 7 * LANES);
        for (int k = 0; k < count; k++) {
            int i = listed[k];
            int q0 = at + i * PANEL;
            int q1 = q0 + next;
            int q2 = q1 + next;
            int q3 = q2 + next;
            FloatVector v = FloatVector.broadcast(SPECIES, values[i]);
            s0 = v.fma(FloatVector.fromArray(SPECIES, w, q0), s0);
            s1 = v.fma(FloatVector.fromArray(SPECIES, w, q0 + LANES), s1);
            s2 = v.fma(FloatVector.fromArray(SPECIES, w, q1), s2);
            s3 = v.fma(FloatVector.fromArray(SPECIES, w, q1 + LANES), s3);
            s4 = v.fma(FloatVector.fromArray(SPECIES, w, q2), s4);
            s5 = v.fma(FloatVector.fromArray(SPECIES, w, q2 + LANES), s5);
            s6 = v.fma(FloatVector.fromArray(SPECIES, w, q3), s6);
            s7 = v.fma(FloatVector.fromArray(SPECIES, w, q3 + LANES), s7);
        }
        s0.intoArray(sums, j);
        s1.intoArray(sums, j + LANES);
        s2.intoArray(sums, j + 2 * LANES);
        s3.intoArray(sums, j + 3 * LANES);
        s4.intoArray(sums, j + 4 * LANES);
        s5.intoArray(sums, j + 5 * LANES);
        s6.intoArray(sums, j + 6 * LANES);
        s7.intoArray(sums, j + 7 * LANES);
    }

    private static void onePanel(
            float[] w, int at, float[] bias, int[] listed, float[] values, int count, float[] sums, int j) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, bias, j);
        FloatVector s1 = FloatVector.fromArray(SPECIES, bias, j + LANES);
        for (int k = 0; k < count; k++) {
            int i = listed[k];
            int q = at + i * PANEL;
            FloatVector v = FloatVector.broadcast(SPECIES, values[i]);
            s0 = v.fma(FloatVector.fromArray(SPECIES, w, q), s0);
            s1 = v.fma(FloatVector.fromArray(SPECIES, w, q + LANES), s1);
        }
        s0.intoArray(sums, j);
        s1.intoArray(sums, j + LANES);
    }

    /**
     * Computes the sums of {@code rows} rows, a multiple of {@link #TILE}.
     *
     * @param in {@code [rows][inStride]}
     * @param out {@code [rows][outStride]}, whole panels of it
     */
    void block(float[] in, int inStride, float[] out, int outStride, int rows) {
        for (int j = 0, panel = 0; j < bias.length; j += PANEL, panel += inputs * PANEL) {
            for (int k = 0; k < inputs; k += RUN) {
                int run = Math.min(RUN, inputs - k);
                for (int r = 0; r < rows; r += TILE) {
                    int to = r * outStride + j;
                    if (k == 0) {
                        start(bias, j, out, to, outStride);
                    }
                    tile(in, r * inStride + k, inStride, weights, panel + k * PANEL, run, out, to, outStride);
                }
            }
        }
    }

    private static void start(float[] bias, int j, float[] out, int to, int stride) {
        FloatVector b0 = FloatVector.fromArray(SPECIES, bias, j);
        FloatVector b1 = FloatVector.fromArray(SPECIES, bias, j + LANES);
        for (int r = 0; r < TILE; r++) {
            b0.intoArray(out, to + r * stride);
            b1.intoArray(out, to + r * stride + LANES);
        }
    }

    private static void tile(
            float[] x, int at, int across, float[] w, int panel, int run, float[] out, int to, int stride) {
        int x1 = at + across;
        int x2 = x1 + across;
        int x3 = x2 + across;
        int x4 = x3 + across;
        int x5 = x4 + across;
        int t1 = to + stride;
        int t2 = t1 + stride;
        int t3 = t2 + stride;
        int t4 = t3 + stride;
        int t5 = t4 + stride;
        FloatVector s00 = FloatVector.fromArray(SPECIES, out, to);
        FloatVector s01 = FloatVector.fromArray(SPECIES, out, to + LANES);
        FloatVector s10 = FloatVector.fromArray(SPECIES, out, t1);
        FloatVector s11 = FloatVector.fromArray(SPECIES, out, t1 + LANES);
        FloatVector s20 = FloatVector.fromArray(SPECIES, out, t2);
        FloatVector s21 = FloatVector.fromArray(SPECIES, out, t2 + LANES);
        FloatVector s30 = FloatVector.fromArray(SPECIES, out, t3);
        FloatVector s31 = FloatVector.fromArray(SPECIES, out, t3 + LANES);
        FloatVector s40 = FloatVector.fromArray(SPECIES, out, t4);
        FloatVector s41 = FloatVector.fromArray(SPECIES, out, t4 + LANES);
        FloatVector s50 = FloatVector.fromArray(SPECIES, out, t5);
        FloatVector s51 = FloatVector.fromArray(SPECIES, out, t5 + LANES);
        int k = 0;
        int q = panel;
        for (long left = run; left > 0; left--) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, q);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, q + LANES);
            FloatVector v = FloatVector.broadcast(SPECIES, x[at + k]);
            s00 = v.fma(w0, s00);
            s01 = v.fma(w1, s01);
            v = FloatVector.broadcast(SPECIES, x[x1 + k]);
            s10 = v.fma(w0, s10);
            s11 = v.fma(w1, s11);
            v = FloatVector.broadcast(SPECIES, x[x2 + k]);
            s20 = v.fma(w0, s20);
            s21 = v.fma(w1, s21);
            v = FloatVector.broadcast(SPECIES, x[x3 + k]);
            s30 = v.fma(w0, s30);
            s31 = v.fma(w1, s31);
            v = FloatVector.broadcast(SPECIES, x[x4 + k]);
            s40 = v.fma(w0, s40);
            s41 = v.fma(w1, s41);
            v = FloatVector.broadcast(SPECIES, x[x5 + k]);
            s50 = v.fma(w0, s50);
            s51 = v.fma(w1, s51);
            k++;
            q += PANEL;
        }
        s00.intoArray(out, to);
        s01.intoArray(out, to + LANES);
        s10.intoArray(out, t1);
        s11.intoArray(out, t1 + LANES);
        s20.intoArray(out, t2);
        s21.intoArray(out, t2 + LANES);
        s30.intoArray(out, t3);
        s31.intoArray(out, t3 + LANES);
        s40.intoArray(out, t4);
        s41.intoArray(out, t4 + LANES);
        s50.intoArray(out, t5);
        s51.intoArray(out, t5 + LANES);
    }
}
