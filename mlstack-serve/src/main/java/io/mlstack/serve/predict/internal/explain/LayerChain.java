package io.mlstack.serve.predict.internal.explain;

import java.util.List;

/**
 * Splits what a net adds to its output at a base row among its inputs, along the straight line from that row to the one that
 * is explained.
 *
 * <p>Integrated gradients (M. Sundararajan et al., Axiomatic attribution for deep networks, ICML 2017, equation 1) with the
 * line in {@value #SEGMENTS} segments. In each, an activation counts with the slope of its secant (the rescale rule of
 * A. Shrikumar et al., Learning important features through propagating activation differences, ICML 2017), so the shares add
 * up to the difference of the outputs however few the segments are. A linear model is its own secant: one segment, and the
 * shares are exact.
 */
final class LayerChain implements Attribution {

    static final int SEGMENTS = 64;

    private final double[] start;
    private final List<Layer> layers;
    private final int segments;

    /** @param start the base row */
    LayerChain(double[] start, List<Layer> layers) {
        this.start = start.clone();
        this.layers = List.copyOf(layers);
        this.segments = layers.stream().allMatch(Layer::isAffine) ? 1 : SEGMENTS;
    }

    @Override
    public int features() {
        return start.length;
    }

    @Override
    public int outputs() {
        return layers.get(layers.size() - 1).outputs();
    }

    @Override
    public double attribute(double[] x, int output, double[] shares) {
        double[][] before = forward(start);
        double base = before[layers.size()][output];
        for (int s = 1; s <= segments; s++) {
            double[][] after = forward(point(x, (double) s / segments));
            double[] slopes = new double[outputs()];
            slopes[output] = 1;
            for (int l = layers.size() - 1; l >= 0; l--) {
                slopes = layers.get(l).backward(slopes, before[l], after[l]);
            }
            for (int i = 0; i < shares.length; i++) {
                double difference = after[0][i] - before[0][i];
                shares[i] += difference == 0 ? 0 : slopes[i] * difference;
            }
            before = after;
        }
        return base;
    }

    private double[] point(double[] x, double part) {
        double[] point = new double[start.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = part == 1 ? x[i] : start[i] + part * (x[i] - start[i]);
        }
        return point;
    }

    /** What goes into each layer, and what comes out of the last. */
    private double[][] forward(double[] in) {
        double[][] values = new double[layers.size() + 1][];
        values[0] = in;
        for (int l = 0; l < layers.size(); l++) {
            values[l + 1] = layers.get(l).forward(values[l]);
        }
        return values;
    }
}
