package io.mlstack.serve.predict.internal.explain;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.serve.predict.internal.compute.ActivationMath;
import java.util.List;

/** The layers that a node is. */
final class Layers {

    private Layers() {}

    /** The layers, first to last; none where a node is no layer of a net. */
    static List<Layer> of(Node node, ModelGraph graph) {
        if (node instanceof Node.Linear linear) {
            return List.of(affine(linear.weights(), linear.bias()));
        }
        if (node instanceof Node.Dense dense) {
            Layer sums = affine(dense.weights(), dense.bias());
            return dense.activation() == Activation.IDENTITY
                    ? List.of(sums)
                    : List.of(sums, activation(dense.activation(), sums.outputs()));
        }
        Layer each = EachNode.layer(node, graph);
        return each == null ? List.of() : List.of(each);
    }

    private static Layer affine(Tensor weights, Tensor bias) {
        return new Layer.Affine(weights.toDoubles(), bias.toDoubles());
    }

    private static Layer activation(Activation activation, int width) {
        return new Layer.Each(width, false, (i, x) -> ActivationMath.apply(activation, x));
    }

    /** Numbers as they are. */
    static Layer identity(int width) {
        return new Layer.Each(width, true, (i, x) -> x);
    }
}
