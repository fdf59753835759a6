package io.mlstack.serve.predict.internal.explain;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.serve.predict.internal.compute.ActivationMath;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Nodes that treat each number on its own: number {@code i} comes from number {@code i}, through a curve. */
final class EachNode {

    private EachNode() {}

    /** Whether a node is one. */
    static boolean isOne(Node node) {
        return node instanceof Node.Impute
                || node instanceof Node.Standardise
                || node instanceof Node.MinMax
                || node instanceof Node.Clip
                || node instanceof Node.Cast
                || node instanceof Node.BatchNorm
                || node instanceof Node.Activate
                || node instanceof Node.LeakyRelu
                || node instanceof Node.Temperature;
    }

    /** The node as a layer; null where it is none of them. */
    static @Nullable Layer layer(Node node, ModelGraph graph) {
        int width = graph.type(node.output()).width();
        if (node instanceof Node.Cast) {
            return new Layer.Each(width, true, (i, x) -> x);
        }
        if (node instanceof Node.Temperature temperature) {
            return new Layer.Each(width, true, (i, x) -> x / temperature.temperature());
        }
        if (node instanceof Node.Activate activate) {
            return new Layer.Each(width, false, (i, x) -> ActivationMath.apply(activate.activation(), x));
        }
        if (node instanceof Node.LeakyRelu leaky) {
            double[] slope = leaky.slope().toDoubles();
            return new Layer.Each(width, false, (i, x) -> x > 0 ? x : slope[i] * x);
        }
        return prepared(node, width);
    }

    private static @Nullable Layer prepared(Node node, int width) {
        if (node instanceof Node.Standardise standardise) {
            return scale(standardise.mean().toDoubles(), standardise.deviation().toDoubles());
        }
        if (node instanceof Node.BatchNorm norm) {
            double[] mean = norm.mean().toDoubles();
            double[] slope = norm.variance().toDoubles();
            double[] gamma = norm.gamma().toDoubles();
            double[] beta = norm.beta().toDoubles();
            Arrays.setAll(slope, i -> gamma[i] / Math.sqrt(slope[i] + norm.epsilon()));
            return new Layer.Each(width, true, (i, x) -> slope[i] * (x - mean[i]) + beta[i]);
        }
        if (node instanceof Node.MinMax minMax) {
            double[] low = minMax.low().toDoubles();
            double[] range = minMax.high().toDoubles();
            Arrays.setAll(range, i -> range[i] == low[i] ? 1 : range[i] - low[i]);
            return scale(low, range);
        }
        if (node instanceof Node.Clip clip) {
            double[] low = clip.low().toDoubles();
            double[] high = clip.high().toDoubles();
            return new Layer.Each(width, false, (i, x) -> Math.min(Math.max(x, low[i]), high[i]));
        }
        return null;
    }

    private static Layer scale(double[] centre, double[] unit) {
        return new Layer.Each(centre.length, true, (i, x) -> (x - centre[i]) / unit[i]);
    }
}
