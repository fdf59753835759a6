package io.mlstack.serve.importer.internal;

import io.mlstack.api.model.LinkFunction;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;

/**
 * What a model's margins mean.
 *
 * @param task what is predicted
 * @param transform turns the margins into numbers or probabilities
 */
public record Head(Task task, Transform transform) {

    /** What is predicted. */
    public enum Task {
        /** One number or several, each from its own margin. */
        NUMBERS,
        /** One of two classes; the only margin becomes the probability of the second. */
        TWO_CLASSES,
        /** One of several classes; the margins become their probabilities. */
        CLASSES,
        /** An order; only the margin counts. */
        RANK
    }

    /** Adds the nodes between two values. */
    @FunctionalInterface
    public interface Transform {

        /** From margins named {@code from} to as many f64 numbers named {@code to}. */
        void add(Wiring graph, String from, String to);
    }

    /** The margins as they are. */
    public static final Transform IDENTITY = (graph, from, to) -> graph.add(new Node.Cast(from, to, Tensor.Type.F64));

    /** The logistic function of each margin. */
    public static final Transform SIGMOID = (graph, from, to) -> graph.add(new Node.Sigmoid(from, to));

    /** Probabilities that add up to 1. */
    public static final Transform SOFTMAX = (graph, from, to) -> graph.add(new Node.Softmax(from, to));

    /** A link function of each margin. */
    public static Transform link(LinkFunction function) {
        return (graph, from, to) -> graph.add(new Node.Link(from, to, function));
    }
}
