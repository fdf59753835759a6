package io.mlstack.serve.predict.internal.compute;

import static io.mlstack.serve.predict.internal.compute.DenseBlockKernels.IN;
import static io.mlstack.serve.predict.internal.compute.DenseBlockKernels.OUT;
import static io.mlstack.serve.predict.internal.compute.DenseBlockKernels.TILE;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a dense layer in the two orders that its kernels read; that for blocks of rows is made when the first block
 * comes. Safe for use by several threads.
 */
final class DenseLayer {

    /** Inputs and outputs whose weights are turned together, by way of a copy that lies in the first cache. */
    private static final int SQUARE = 16;

    /** One more, so that a column of the copy does not fall into one set of the cache, as powers of two do. */
    private static final int ACROSS = SQUARE + 1;

    private final int inputs;
    private final int outputs;
    private final float[][] rows;
    private final float[] bias;
    private final Activation activation;

    /** Two threads may both make them, of equal numbers. */
    private volatile float @Nullable [] tiles;

    private DenseLayer(int inputs, int outputs, float[][] rows, float[] bias, Activation activation) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.rows = rows;
        this.bias = bias;
        this.activation = activation;
    }

    static DenseLayer of(Node.Dense node) {
        int outputs = node.bias().size();
        int inputs = node.weights().size() / outputs;
        float[][] rows = rows(node.weights(), inputs, outputs);
        return new DenseLayer(inputs, outputs, rows, node.bias().toFloats(), node.activation());
    }

    /** Width of what comes in. */
    int inputs() {
        return inputs;
    }

    /** Width of what goes out. */
    int outputs() {
        return outputs;
    }

    /** {@code [outputs]}. */
    float[] bias() {
        return bias;
    }

    Activation activation() {
        return activation;
    }

    /**
     * For one row of data: {@code [inputs][outputs]}, an array of its own for each input, because the compiler vectorises a
     * loop over two arrays only where both are indexed alike.
     */
    float[][] rows() {
        return rows;
    }

    /**
     * For a block of rows: tiles of 4 outputs by 3 inputs, 12 numbers each, padded with zeros, output groups outermost, the
     * number of input groups even.
     */
    float[] tiles() {
        float[] made = tiles;
        if (made == null) {
            made = tiles(rows, inputs, outputs);
            tiles = made;
        }
        return made;
    }

    int inputGroups() {
        return inputGroups(inputs);
    }

    int outputGroups() {
        return (outputs + OUT - 1) / OUT;
    }

    private static int inputGroups(int inputs) {
        return 2 * ((inputs + 2 * IN - 1) / (2 * IN));
    }

    private static float[][] rows(Tensor weights, int inputs, int outputs) {
        float[][] rows = new float[inputs][];
        float[] square = new float[SQUARE * ACROSS];
        for (int k = 0; k < inputs; k += SQUARE) {
            int end = Math.min(inputs, k + SQUARE);
            for (int i = k; i < end; i++) {
                rows[i] = new float[outputs];
            }
            for (int j = 0; j < outputs; j += SQUARE) {
                int count = Math.min(outputs - j, SQUARE);
                for (int i = 0; i < count; i++) {
                    weights.copyFloats((j + i) * inputs + k, square, i * ACROSS, end - k);
                }
                for (int i = k; i < end; i++) {
                    column(square, i - k, rows[i], j, count);
                }
            }
        }
        return rows;
    }

    private static void column(float[] square, int column, float[] row, int to, int count) {
        for (int i = 0; i < count; i++) {
            row[to + i] = square[i * ACROSS + column];
        }
    }

    private static float[] tiles(float[][] rows, int inputs, int outputs) {
        int across = inputGroups(inputs);
        int down = (outputs + OUT - 1) / OUT;
        float[] tiles = new float[Math.multiplyExact(Math.multiplyExact(down, across), TILE)];
        for (int j = 0; j < outputs; j++) {
            for (int k = 0; k < inputs; k++) {
                int tile = j / OUT * across + k / IN;
                tiles[tile * TILE + j % OUT * IN + k % IN] = rows[k][j];
            }
        }
        return tiles;
    }
}
