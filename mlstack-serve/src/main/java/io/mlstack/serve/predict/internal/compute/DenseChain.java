package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dense layers that end in a value, none of whose activations others read, with the batch norms and activations beside
 * them taken into their weights.
 *
 * <p>A batch norm after a layer scales what the layer sums, one before it the weights of what comes in. The second adds
 * the scaled means to the bias, so it is done only where they are no more than {@value #NEAR} deviations from 0: float32
 * has no digits to lose.
 */
final class DenseChain {

    private static final double NEAR = 8;

    private final Values values;
    private final List<Node.Dense> layers = new ArrayList<>();

    private DenseChain(Values values) {
        this.values = values;
    }

    /** The chain that ends in the output of {@code last}; null where that is no layer. */
    static @Nullable DenseChain endingAt(Node last, Values values) {
        DenseChain chain = new DenseChain(values);
        Node.Dense layer = chain.layer(last);
        while (layer != null) {
            Node.BatchNorm norm = chain.normBefore(layer);
            Node.Dense folded = norm == null ? null : chain.before(norm, layer);
            Node.Dense first = folded == null ? layer : folded;
            chain.layers.add(0, first);
            layer = chain.layer(values.privateMaker(first.input()));
        }
        return chain.layers.isEmpty() ? null : chain;
    }

    /** The value that comes in. */
    String from() {
        return layers.get(0).input();
    }

    List<Node.Dense> layers() {
        return layers;
    }

    /** The layer whose output a node makes, be it the layer's own, its batch norm's or its activation's. */
    private Node.@Nullable Dense layer(@Nullable Node node) {
        if (node instanceof Node.Dense dense) {
            return dense;
        }
        Node.Activate activate = node instanceof Node.Activate found ? found : null;
        Node inner = activate == null ? node : values.privateMaker(activate.input());
        Node.BatchNorm norm = inner instanceof Node.BatchNorm found ? found : null;
        Node sums = norm == null ? inner : values.privateMaker(norm.input());
        if (!(sums instanceof Node.Dense dense) || dense.activation() != Activation.IDENTITY) {
            return null;
        }
        Node.Dense scaled = norm == null ? dense : after(dense, norm);
        return scaled == null || activate == null
                ? scaled
                : layer(scaled, activate.output(), scaled.weights(), scaled.bias(), activate.activation());
    }

    /** The batch norm between a layer and one before it that would not take it. */
    private Node.@Nullable BatchNorm normBefore(Node.Dense layer) {
        Node maker = values.privateMaker(layer.input());
        return maker instanceof Node.BatchNorm norm
                        && layer(norm) == null
                        && layer(values.privateMaker(norm.input())) != null
                ? norm
                : null;
    }

    private static Node.@Nullable Dense after(Node.Dense dense, Node.BatchNorm node) {
        Affine norm = Affine.of(node);
        float[] weights = dense.weights().toFloats();
        float[] bias = dense.bias().toFloats();
        int inputs = weights.length / bias.length;
        for (int j = 0; j < bias.length; j++) {
            bias[j] = (float) norm.apply(bias[j], j);
            for (int k = 0; k < inputs; k++) {
                weights[j * inputs + k] *= norm.factor()[j];
            }
        }
        return finite(dense, dense.input(), node.output(), weights, bias);
    }

    private Node.@Nullable Dense before(Node.BatchNorm node, Node.Dense dense) {
        Affine norm = Affine.of(node);
        float[] weights = dense.weights().toFloats();
        float[] bias = dense.bias().toFloats();
        int inputs = weights.length / bias.length;
        for (int j = 0; j < bias.length; j++) {
            double sum = bias[j];
            for (int k = 0; k < inputs; k++) {
                if (Math.abs(norm.mean()[k] * norm.factor()[k]) > NEAR) {
                    return null;
                }
                sum = Math.fma(weights[j * inputs + k], norm.apply(0, k), sum);
                weights[j * inputs + k] *= norm.factor()[k];
            }
            bias[j] = (float) sum;
        }
        return finite(dense, node.input(), dense.output(), weights, bias);
    }

    /** The layer with other weights, null where they overflow float32. */
    private static Node.@Nullable Dense finite(
            Node.Dense dense, String input, String output, float[] weights, float[] bias) {
        Tensor scaled = Tensor.of(
                weights, dense.weights().shape().stream().mapToInt(n -> n).toArray());
        Tensor shifted = Tensor.of(bias, bias.length);
        return scaled.isFinite() && shifted.isFinite()
                ? new Node.Dense(input, output, scaled, shifted, dense.activation())
                : null;
    }

    private static Node.Dense layer(
            Node.Dense dense, String output, Tensor weights, Tensor bias, Activation activation) {
        return new Node.Dense(dense.input(), output, weights, bias, activation);
    }
}
