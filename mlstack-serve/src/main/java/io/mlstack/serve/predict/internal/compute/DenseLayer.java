package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.Node;

/**
 * The weights of a dense layer in the two orders that its kernels read.
 *
 * @param inputs width of what comes in
 * @param outputs width of what goes out
 * @param rows for one row of data: {@code [inputs][outputs]}, an array of its own for each input, because the compiler
 *     vectorises a loop over two arrays only where both are indexed alike
 * @param tiles for a block of rows: tiles of 6 outputs by 6 inputs, 36 numbers each, padded with zeros, output groups
 *     outermost
 * @param bias {@code [outputs]}
 */
record DenseLayer(int inputs, int outputs, float[][] rows, float[] tiles, float[] bias, Activation activation) {

    private static final int GROUP = Workspace.GROUP;

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
        return groups(inputs);
    }

    int outputGroups() {
        return groups(outputs);
    }

    private static int groups(int features) {
        return (features + GROUP - 1) / GROUP;
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
        int across = groups(inputs);
        float[] tiles = new float[Math.multiplyExact(groups(outputs) * across, GROUP * GROUP)];
        for (int j = 0; j < outputs; j++) {
            for (int k = 0; k < inputs; k++) {
                int tile = j / GROUP * across + k / GROUP;
                tiles[tile * GROUP * GROUP + j % GROUP * GROUP + k % GROUP] = weights[j * inputs + k];
            }
        }
        return tiles;
    }
}
