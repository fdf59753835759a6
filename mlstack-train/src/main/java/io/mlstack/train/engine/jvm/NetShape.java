package io.mlstack.train.engine.jvm;

import io.mlstack.api.model.Activation;

/**
 * A dense net and where its parameters lie in one array: layer by layer, the weights {@code [in, out]} row by row, then
 * the biases {@code [out]}.
 *
 * @param widths inputs, hidden widths, outputs; at least two
 * @param hidden applied after every layer but the last, whose outputs are raw scores
 */
record NetShape(int[] widths, Activation hidden) {
    NetShape {
        if (widths.length < 2) {
            throw new IllegalArgumentException("a net has inputs and outputs, got " + widths.length + " widths");
        }
        for (int width : widths) {
            if (width < 1) {
                throw new IllegalArgumentException("a layer of a net is at least 1 wide");
            }
        }
    }

    int layers() {
        return widths.length - 1;
    }

    int inputs() {
        return widths[0];
    }

    int outputs() {
        return widths[widths.length - 1];
    }

    int in(int layer) {
        return widths[layer];
    }

    int out(int layer) {
        return widths[layer + 1];
    }

    int weightOffset(int layer) {
        int offset = 0;
        for (int l = 0; l < layer; l++) {
            offset += (widths[l] + 1) * widths[l + 1];
        }
        return offset;
    }

    int biasOffset(int layer) {
        return weightOffset(layer) + widths[layer] * widths[layer + 1];
    }

    int parameters() {
        return weightOffset(layers());
    }
}
