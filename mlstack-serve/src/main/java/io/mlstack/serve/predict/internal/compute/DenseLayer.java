package io.mlstack.serve.predict.internal.compute;

import static io.mlstack.serve.predict.internal.compute.DenseBlockKernels.IN;
import static io.mlstack.serve.predict.internal.compute.DenseBlockKernels.OUT;
import static io.mlstack.serve.predict.internal.compute.DenseBlockKernels.TILE;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.Node;

/**
 * The weights of a dense layer in the two orders that its kernels read.
 *
 * @param inputs width of what comes in
 * @param outputs width of what goes out
 * @param rows for one row of data: {@code [inputs][outputs]}, an array of its own for each input, because the compiler
 *     vectorises a loop over two arrays only where both are indexed alike
 * @param tiles for a block of rows: tiles of 4 outputs by 3 inputs, 12 numbers each, padded with zeros, output groups
 *     outermost, the number of input groups even
 * @param bias {@code [outputs]}
 */
record DenseLayer(int inputs, int outputs, float[][] rows, float[] tiles, float[] bias, Activation activation) {

    static DenseLayer of(Node.Dense node) {
        int outputs = node.bias().size();
        int inputs = node.weights().size() / outputs;
        float[] weights = node.weights().toFloats();
        return new DenseLayer(
                inputs,
                outputs,
                rows(weights, inputs, outputs),
                tiles(weights, inputs, outputs),
                node.bias().toFloats(),
                node.activation());
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

    private static float[][] rows(float[] weights, int inputs, int outputs) {
        float[][] rows = new float[inputs][outputs];
        for (int j = 0; j < outputs; j++) {
            for (int k = 0; k < inputs; k++) {
                rows[k][j] = weights[j * inputs + k];
            }
        }
        return rows;
    }

    private static float[] tiles(float[] weights, int inputs, int outputs) {
        int across = inputGroups(inputs);
        int down = (outputs + OUT - 1) / OUT;
        float[] tiles = new float[Math.multiplyExact(Math.multiplyExact(down, across), TILE)];
        for (int j = 0; j < outputs; j++) {
            for (int k = 0; k < inputs; k++) {
                int tile = j / OUT * across + k / IN;
                tiles[tile * TILE + j % OUT * IN + k % IN] = weights[j * inputs + k];
            }
        }
        return tiles;
    }
}
