package io.mlstack.train.engine;

import io.mlstack.api.error.Finding;
import io.mlstack.api.model.Activation;
import io.mlstack.api.model.Tensor;
import java.util.List;

/**
 * The learned part of a model: layers from the features to raw scores.
 *
 * <p>There is one score for a regression (the number itself); for classes one each, or for two classes a single one,
 * the margin of class 1. A layer of float64 tensors is linear, one of float32 tensors a layer of a net; a net for a regression
 * ends with a float64 layer that brings its output to the unit of the target.
 *
 * @param layers in order, at least one; the last without activation
 * @param epochs passes or iterations done
 * @param bestEpoch the one these numbers are from
 * @param stoppedEarly whether training ended before its last epoch because the validation loss no longer fell
 * @param notes what a user should know about the result, such as features that repeat others
 */
public record Fitted(List<Layer> layers, int epochs, int bestEpoch, boolean stoppedEarly, List<Finding> notes) {
    public Fitted {
        layers = List.copyOf(layers);
        notes = List.copyOf(notes);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a fitted model has at least one layer");
        }
    }

    /**
     * {@code activation(weights x + bias)}.
     *
     * @param weights {@code [outputs, inputs]}
     * @param bias {@code [outputs]}, of the same type
     */
    public record Layer(Tensor weights, Tensor bias, Activation activation) {}
}
