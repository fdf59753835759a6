package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Activation;
import java.util.Arrays;

/**
 * A dense layer of a block of {@value Workspace#BLOCK} rows, in tiles of 6 outputs by 3 inputs.
 *
 * <p>Features lie in groups of six, each feature a run of {@code BLOCK} numbers: offsets that are constants let C2 keep a
 * tile in registers with only two arrays in the loop. Rows past the last are computed and never read. The order of the
 * additions is that of {@link DenseRowKernels}.
 *
 * <p>Of the shapes that were tried, 6 by 3 is as fast as any on JDK 17 and 25 (61 multiply-adds a nanosecond). Two things
 * make C2 of JDK 17 leave the loop scalar, six times slower: four inputs that are read once for all outputs, and a kernel
 * that it inlines into the loop over the tiles. A kernel is not inlined while it has more than 325 bytes of byte code
 * ({@code FreqInlineSize}), as these two have.
 */
final class DenseBlockKernels {

    private static final int BLOCK = Workspace.BLOCK;
    private static final int SECOND = BLOCK;
    private static final int THIRD = 2 * BLOCK;
    private static final int FOURTH = 3 * BLOCK;
    private static final int FIFTH = 4 * BLOCK;
    private static final int SIXTH = 5 * BLOCK;
    private static final int GROUP = Workspace.GROUP;
    private static final int TILE = GROUP * GROUP;

    private DenseBlockKernels() {}

    /** Computes {@code back} from {@code front}, activation included. */
    static void layer(DenseLayer layer, float[][] front, float[][] back) {
        int across = layer.inputGroups();
        float[] w = layer.tiles();
        int at = 0;
        for (int j = 0; j < layer.outputGroups(); j++) {
            float[] sums = back[j];
            fill(sums, layer.bias(), j * GROUP);
            for (int k = 0; k < across; k++) {
                lowerHalf(front[k], w, at, sums);
                upperHalf(front[k], w, at, sums);
                at += TILE;
            }
            activate(layer.activation(), sums);
        }
        // What pads the last group must be finite for the next layer, and 0 * infinity is not.
        int present = layer.outputs() % GROUP;
        if (present != 0) {
            Arrays.fill(back[layer.outputGroups() - 1], present * BLOCK, GROUP * BLOCK, 0f);
        }
    }

    /** Prepares the registers of a block into groups; the features that pad the last group are zero. */
    static void load(
            Preparation preparation,
            double[] registers,
            int from,
            int stride,
            int rows,
            int features,
            float[][] front) {
        for (int k = 0; k < features; k++) {
            preparation.column(registers, from, stride, rows, k, front[k / GROUP], k % GROUP * BLOCK);
        }
        if (features % GROUP != 0) {
            Arrays.fill(front[features / GROUP], features % GROUP * BLOCK, GROUP * BLOCK, 0f);
        }
    }

    /** Takes the features of a block back into the registers of its rows. */
    static void store(float[][] front, int features, double[] registers, int to, int stride, int rows) {
        for (int k = 0; k < features; k++) {
            float[] group = front[k / GROUP];
            int at = k % GROUP * BLOCK;
            for (int r = 0; r < rows; r++) {
                registers[r * stride + to + k] = group[at + r];
            }
        }
    }

    private static void fill(float[] sums, float[] bias, int first) {
        for (int i = 0; i < GROUP; i++) {
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

    /** Adds the first three inputs of a group to its six outputs. */
    private static void lowerHalf(float[] q, float[] w, int at, float[] sums) {
        float w00 = w[at];
        float w01 = w[at + 1];
        float w02 = w[at + 2];
        float w10 = w[at + 6];
        float w11 = w[at + 7];
        float w12 = w[at + 8];
        float w20 = w[at + 12];
        float w21 = w[at + 13];
        float w22 = w[at + 14];
        float w30 = w[at + 18];
        float w31 = w[at + 19];
        float w32 = w[at + 20];
        float w40 = w[at + 24];
        float w41 = w[at + 25];
        float w42 = w[at + 26];
        float w50 = w[at + 30];
        float w51 = w[at + 31];
        float w52 = w[at + 32];
        for (int r = 0; r < BLOCK; r++) {
            float x0 = q[r];
            float x1 = q[r + SECOND];
            float x2 = q[r + THIRD];
            sums[r] = Math.fma(w02, x2, Math.fma(w01, x1, Math.fma(w00, x0, sums[r])));
            sums[r + SECOND] = Math.fma(w12, x2, Math.fma(w11, x1, Math.fma(w10, x0, sums[r + SECOND])));
            sums[r + THIRD] = Math.fma(w22, x2, Math.fma(w21, x1, Math.fma(w20, x0, sums[r + THIRD])));
            sums[r + FOURTH] = Math.fma(w32, x2, Math.fma(w31, x1, Math.fma(w30, x0, sums[r + FOURTH])));
            sums[r + FIFTH] = Math.fma(w42, x2, Math.fma(w41, x1, Math.fma(w40, x0, sums[r + FIFTH])));
            sums[r + SIXTH] = Math.fma(w52, x2, Math.fma(w51, x1, Math.fma(w50, x0, sums[r + SIXTH])));
        }
    }

    /** Adds the last three inputs of a group to its six outputs. */
    private static void upperHalf(float[] q, float[] w, int at, float[] sums) {
        float w00 = w[at + 3];
        float w01 = w[at + 4];
        float w02 = w[at + 5];
        float w10 = w[at + 9];
        float w11 = w[at + 10];
        float w12 = w[at + 11];
        float w20 = w[at + 15];
        float w21 = w[at + 16];
        float w22 = w[at + 17];
        float w30 = w[at + 21];
        float w31 = w[at + 22];
        float w32 = w[at + 23];
        float w40 = w[at + 27];
        float w41 = w[at + 28];
        float w42 = w[at + 29];
        float w50 = w[at + 33];
        float w51 = w[at + 34];
        float w52 = w[at + 35];
        for (int r = 0; r < BLOCK; r++) {
            float x0 = q[r + FOURTH];
            float x1 = q[r + FIFTH];
            float x2 = q[r + SIXTH];
            sums[r] = Math.fma(w02, x2, Math.fma(w01, x1, Math.fma(w00, x0, sums[r])));
            sums[r + SECOND] = Math.fma(w12, x2, Math.fma(w11, x1, Math.fma(w10, x0, sums[r + SECOND])));
            sums[r + THIRD] = Math.fma(w22, x2, Math.fma(w21, x1, Math.fma(w20, x0, sums[r + THIRD])));
            sums[r + FOURTH] = Math.fma(w32, x2, Math.fma(w31, x1, Math.fma(w30, x0, sums[r + FOURTH])));
            sums[r + FIFTH] = Math.fma(w42, x2, Math.fma(w41, x1, Math.fma(w40, x0, sums[r + FIFTH])));
            sums[r + SIXTH] = Math.fma(w52, x2, Math.fma(w51, x1, Math.fma(w50, x0, sums[r + SIXTH])));
        }
    }
}
