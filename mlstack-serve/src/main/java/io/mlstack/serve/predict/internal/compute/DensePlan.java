package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.Node;
import java.util.List;

/**
 * Dense layers one after the other, whose activations nobody else reads.
 *
 * @param from first register of what comes in
 * @param to first register of what goes out
 * @param preparation of what comes in, before it is rounded to float32
 */
record DensePlan(int from, int to, Preparation preparation, List<Node.Dense> layers) {

    int size() {
        return layers.size();
    }

    int inputs(int layer) {
        Node.Dense node = layers.get(layer);
        return node.weights().size() / node.bias().size();
    }

    int outputs(int layer) {
        return layers.get(layer).bias().size();
    }

    Activation activation(int layer) {
        return layers.get(layer).activation();
    }

    /** Weights of all layers together. */
    long weights() {
        long weights = 0;
        for (Node.Dense node : layers) {
            weights += node.weights().size();
        }
        return weights;
    }

    /** Features of the widest layer, what comes in included. */
    static int widest(List<Node.Dense> layers) {
        int widest = 0;
        for (Node.Dense node : layers) {
            int outputs = node.bias().size();
            widest = Math.max(widest, Math.max(outputs, node.weights().size() / outputs));
        }
        return widest;
    }
}
