package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Activation;
import java.util.Arrays;

/**
 * A dense layer of a block of {@value Workspace#BLOCK} rows, in tiles of 4 outputs by 3 inputs.
 *
 * <p>Each feature is a run of {@code BLOCK} numbers. What comes in lies in groups of three runs, what is summed in groups
 * of four: offsets that are constants let C2 keep a tile in registers with only two arrays in the loop, and twelve weights
 * are what the sixteen registers of AVX2 have room for. Inputs are taken in chunks that stay in the second cache over all
 * outputs. Rows past the last are computed and never read. The order of the additions is that of {@link DenseRowKernels}.
 *
 * <p>Of the shapes that were tried on an AVX2 machine, 4 by 3 is the fastest on JDK 17 and 25 (30 multiply-adds a
 * nanosecond, 6 by 3 had 23). Two things make C2 of JDK 17 leave the loop scalar, five times slower: four inputs that are
 * read once for all outputs, and a kernel that it inlines into the loop over the tiles. A kernel is not inlined while it
 * has more than 325 bytes of byte code ({@code FreqInlineSize}), as {@link #tile} has.
 */
final class DenseBlockKernels {

    private static final int BLOCK = Workspace.BLOCK;
    private static final int SECOND = BLOCK;
    private static final int THIRD = 2 * BLOCK;
    private static final int FOURTH = 3 * BLOCK;

    /** Inputs of a group, outputs of a group, weights of a tile. */
    static final int IN = 3;

    static final int OUT = 4;
    static final int TILE = IN * OUT;

    /** Input groups of a chunk, an even number: 96 features of a block are 96 KB. */
    private static final int CHUNK = 32;

    private DenseBlockKernels() {}

    /** Replaces {@code front} by the layer's outputs, activation included; {@code back} is overwritten. */
    static void layer(DenseLayer layer, float[][] front, float[][] back) {
        int across = layer.inputGroups();
        float[] weights = layer.tiles();
        for (int first = 0; first < across; first += CHUNK) {
            int end = Math.min(across, first + CHUNK);
            for (int j = 0; j < layer.outputGroups(); j++) {
                if (first == 0) {
                    fill(back[j], layer.bias(), j * OUT);
                }
                tiles(front, first, end, weights, (j * across + first) * TILE, back[j]);
            }
        }
        for (int j = 0; j < layer.outputGroups(); j++) {
            activate(layer.activation(), back[j]);
            for (int i = j * OUT; i < Math.min(layer.outputs(), (j + 1) * OUT); i++) {
                System.arraycopy(back[j], i % OUT * BLOCK, front[i / IN], i % IN * BLOCK, BLOCK);
            }
        }
        pad(front, layer.outputs());
    }

    private static void tiles(float[][] front, int first, int end, float[] w, int from, float[] sums) {
        int at = from;
        for (int k = first; k < end; k++) {
            tile(front, k, w, at, sums);
            at += TILE;
        }
    }

    /** Prepares the registers of a block into groups. */
    static void load(
            Preparation preparation,
            double[] registers,
            int from,
            int stride,
            int rows,
            int features,
            float[][] front) {
        for (int k = 0; k < features; k++) {
            preparation.column(registers, from, stride, rows, k, front[k / IN], k % IN * BLOCK);
        }
        pad(front, features);
    }

    /** What pads the last pair of groups must be finite, and 0 * infinity is not. */
    private static void pad(float[][] front, int features) {
        for (int k = features; k % (2 * IN) != 0; k++) {
            Arrays.fill(front[k / IN], k % IN * BLOCK, (k % IN + 1) * BLOCK, 0f);
        }
    }

    /** Takes the features of a block back into the registers of its rows. */
    static void store(float[][] front, int features, double[] registers, int to, int stride, int rows) {
        for (int k = 0; k < features; k++) {
            float[] group = front[k / IN];
            int at = k % IN * BLOCK;
            for (int r = 0; r < rows; r++) {
                registers[r * stride + to + k] = group[at + r];
            }
        }
    }

    private static void fill(float[] sums, float[] bias, int first) {
        for (int i = 0; i < OUT; i++) {
            Arrays.fill(sums, i * BLOCK, (i + 1) * BLOCK, first + i < bias.length ? bias[first + i] : 0f);
        }
    }

    private static void activate(Activation activation, float[] sums) {
        if (activation == Activation.RELU) {
            relu(sums);
        } else {
            DenseActivation.apply(activation, sums, sums.length);
        }
    }

    private static void relu(float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Math.max(sums[i], 0f);
        }
    }

    /** Adds the inputs of a group to four outputs; in small steps, see the byte code above. */
    private static void tile(float[][] front, int k, float[] w, int at, float[] sums) {
        float[] q = front[k];
        float w00 = w[at];
        float w01 = w[at + 1];
        float w02 = w[at + 2];
        float w10 = w[at + 3];
        float w11 = w[at + 4];
        float w12 = w[at + 5];
        float w20 = w[at + 6];
        float w21 = w[at + 7];
        float w22 = w[at + 8];
        float w30 = w[at + 9];
        float w31 = w[at + 10];
        float w32 = w[at + 11];
        for (int r = 0; r < BLOCK; r++) {
            float x0 = q[r];
            float x1 = q[r + SECOND];
            float x2 = q[r + THIRD];
            float s0 = sums[r];
            s0 = Math.fma(w00, x0, s0);
            s0 = Math.fma(w01, x1, s0);
            sums[r] = Math.fma(w02, x2, s0);
            float s1 = sums[r + SECOND];
            s1 = Math.fma(w10, x0, s1);
            s1 = Math.fma(w11, x1, s1);
            sums[r + SECOND] = Math.fma(w12, x2, s1);
            float s2 = sums[r + THIRD];
            s2 = Math.fma(w20, x0, s2);
            s2 = Math.fma(w21, x1, s2);
            sums[r + THIRD] = Math.fma(w22, x2, s2);
            float s3 = sums[r + FOURTH];
            s3 = Math.fma(w30, x0, s3);
            s3 = Math.fma(w31, x1, s3);
            sums[r + FOURTH] = Math.fma(w32, x2, s3);
        }
    }
}
