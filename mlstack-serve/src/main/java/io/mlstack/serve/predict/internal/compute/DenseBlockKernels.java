package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Activation;
import java.util.Arrays;

/**
 * A dense layer of a block of {@value Workspace#BLOCK} rows, in tiles of 4 outputs by 4 inputs.
 *
 * <p>Features lie in groups of four, each feature a run of {@code BLOCK} numbers: offsets that are constants let C2 keep
 * a tile in registers with only two arrays in the loop. Rows past the last are computed and never read. The order of the
 * additions is that of {@link DenseRowKernels}.
 */
final class DenseBlockKernels {

    private static final int BLOCK = Workspace.BLOCK;
    private static final int SECOND = BLOCK;
    private static final int THIRD = 2 * BLOCK;
    private static final int FOURTH = 3 * BLOCK;
    private static final int GROUP = Workspace.GROUP;
    private static final int TILE = GROUP * GROUP;

    /**
     * C2 of JDK 17 vectorises the tile only where each output reads the inputs again; that of JDK 25 is a third faster
     * where they are read once. The bits are equal.
     */
    private static final boolean READ_ONCE = Runtime.version().feature() >= 21;

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
                if (READ_ONCE) {
                    tileOnce(front[k], w, at, sums);
                } else {
                    tileAgain(front[k], w, at, sums);
                }
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

    private static void tileAgain(float[] q, float[] w, int at, float[] sums) {
        float w00 = w[at];
        float w01 = w[at + 1];
        float w02 = w[at + 2];
        float w03 = w[at + 3];
        float w10 = w[at + 4];
        float w11 = w[at + 5];
        float w12 = w[at + 6];
        float w13 = w[at + 7];
        float w20 = w[at + 8];
        float w21 = w[at + 9];
        float w22 = w[at + 10];
        float w23 = w[at + 11];
        float w30 = w[at + 12];
        float w31 = w[at + 13];
        float w32 = w[at + 14];
        float w33 = w[at + 15];
        for (int r = 0; r < BLOCK; r++) {
            sums[r] = Math.fma(
                    w03,
                    q[r + FOURTH],
                    Math.fma(w02, q[r + THIRD], Math.fma(w01, q[r + SECOND], Math.fma(w00, q[r], sums[r]))));
            sums[r + SECOND] = Math.fma(
                    w13,
                    q[r + FOURTH],
                    Math.fma(w12, q[r + THIRD], Math.fma(w11, q[r + SECOND], Math.fma(w10, q[r], sums[r + SECOND]))));
            sums[r + THIRD] = Math.fma(
                    w23,
                    q[r + FOURTH],
                    Math.fma(w22, q[r + THIRD], Math.fma(w21, q[r + SECOND], Math.fma(w20, q[r], sums[r + THIRD]))));
            sums[r + FOURTH] = Math.fma(
                    w33,
                    q[r + FOURTH],
                    Math.fma(w32, q[r + THIRD], Math.fma(w31, q[r + SECOND], Math.fma(w30, q[r], sums[r + FOURTH]))));
        }
    }

    private static void tileOnce(float[] q, float[] w, int at, float[] sums) {
        float w00 = w[at];
        float w01 = w[at + 1];
        float w02 = w[at + 2];
        float w03 = w[at + 3];
        float w10 = w[at + 4];
        float w11 = w[at + 5];
        float w12 = w[at + 6];
        float w13 = w[at + 7];
        float w20 = w[at + 8];
        float w21 = w[at + 9];
        float w22 = w[at + 10];
        float w23 = w[at + 11];
        float w30 = w[at + 12];
        float w31 = w[at + 13];
        float w32 = w[at + 14];
        float w33 = w[at + 15];
        for (int r = 0; r < BLOCK; r++) {
            float x0 = q[r];
            float x1 = q[r + SECOND];
            float x2 = q[r + THIRD];
            float x3 = q[r + FOURTH];
            sums[r] = Math.fma(w03, x3, Math.fma(w02, x2, Math.fma(w01, x1, Math.fma(w00, x0, sums[r]))));
            sums[r + SECOND] =
                    Math.fma(w13, x3, Math.fma(w12, x2, Math.fma(w11, x1, Math.fma(w10, x0, sums[r + SECOND]))));
            sums[r + THIRD] =
                    Math.fma(w23, x3, Math.fma(w22, x2, Math.fma(w21, x1, Math.fma(w20, x0, sums[r + THIRD]))));
            sums[r + FOURTH] =
                    Math.fma(w33, x3, Math.fma(w32, x2, Math.fma(w31, x1, Math.fma(w30, x0, sums[r + FOURTH]))));
        }
    }
}
