package io.mlstack.train.engine.jvm;

/** One dense layer's place in the parameters and its room for a batch of rows. */
final class NetLayer {
    final int in;
    final int out;
    final int weightOffset;
    final int biasOffset;
    final boolean isLast;

    /** {@code [capacity, out]}: scores, outputs after activation and mask, the next layer's input. */
    final float[] output;

    /** {@code [capacity, out]}: the loss's derivative by the scores; in the last layer the same array as the output. */
    final float[] delta;

    /** {@code [capacity, out]}: factors of the outputs, or nothing. */
    final float[] mask;

    /** {@code [out, in]}: the weights the other way round, so that going backward runs along rows too. */
    final float[] turned;

    final MatrixView inputView;
    final MatrixView inputTransposed;
    final MatrixView weightView;
    final MatrixView turnedView;
    final MatrixView gradientView;
    final MatrixView outputView;
    final MatrixView deltaView;

    NetLayer(
            NetShape shape,
            int layer,
            float[] input,
            float[] parameters,
            float[] gradient,
            int capacity,
            boolean masked) {
        this.in = shape.in(layer);
        this.out = shape.out(layer);
        this.weightOffset = shape.weightOffset(layer);
        this.biasOffset = shape.biasOffset(layer);
        this.isLast = layer + 1 == shape.layers();
        this.output = new float[capacity * out];
        this.delta = isLast ? output : new float[capacity * out];
        this.mask = new float[masked && !isLast ? capacity * out : 0];
        this.turned = new float[layer == 0 ? 0 : in * out];
        this.inputView = MatrixView.of(input, 0, in);
        this.inputTransposed = inputView.transposed();
        this.weightView = MatrixView.of(parameters, weightOffset, out);
        this.turnedView = MatrixView.of(turned, 0, in);
        this.gradientView = MatrixView.of(gradient, weightOffset, out);
        this.outputView = MatrixView.of(output, 0, out);
        this.deltaView = MatrixView.of(delta, 0, out);
    }

    void turnWeights(float[] parameters) {
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) {
                turned[j * in + i] = parameters[weightOffset + i * out + j];
            }
        }
    }

    /** Writes the sums over {@code rows} of the derivatives, in row order. */
    void sumBiasGradient(int rows, float[] gradient) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < out; j++) {
                gradient[biasOffset + j] += delta[i * out + j];
            }
        }
    }
}
