package io.mlstack.api.model;

import io.mlstack.api.json.CanonicalNumber;
import java.util.List;

/** Whether the learned numbers of a node have the shape and the order it needs; a finding where not. */
final class TensorCheck {

    private final GraphCheck check;

    TensorCheck(GraphCheck check) {
        this.check = check;
    }

    /** Whether no low is above its high; NaN is in no order. */
    boolean ordered(Node node, Tensor low, Tensor high) {
        double[] from = low.toDoubles();
        double[] to = high.toDoubles();
        for (int i = 0; i < from.length; i++) {
            if (!(from[i] <= to[i])) {
                check.parameter(node, "has the bounds " + from[i] + " to " + to[i], "give the lower one first");
                return false;
            }
        }
        return true;
    }

    /** A vector of at least one number, each above the one before it. */
    boolean rising(Node node, String parameter, Tensor tensor) {
        if (!shaped(node, parameter, tensor, Math.max(1, tensor.size()))) {
            return false;
        }
        double[] values = tensor.toDoubles();
        for (int i = 1; i < values.length; i++) {
            if (!(values[i - 1] < values[i])) {
                check.parameter(
                        node,
                        parameter + " go from " + CanonicalNumber.format(values[i - 1]) + " to "
                                + CanonicalNumber.format(values[i]),
                        "sort them and name each once");
                return false;
            }
        }
        return true;
    }

    boolean layer(Node node, Tensor weights, Tensor bias, Tensor.Type type, int width) {
        return shaped(node, "weights", weights, type, List.of(bias.size(), width))
                & shaped(node, "bias", bias, type, List.of(bias.size()));
    }

    boolean shaped(Node node, String parameter, Tensor tensor, int width) {
        return shaped(node, parameter, tensor, Tensor.Type.F64, List.of(width));
    }

    boolean shaped(Node node, String parameter, Tensor tensor, Tensor.Type type, List<Integer> shape) {
        if (!hasShape(node, parameter, tensor, type, shape)) {
            return false;
        }
        if (!tensor.isFinite()) {
            check.parameter(node, parameter + " holds NaN or infinity", "train with finite numbers");
            return false;
        }
        return true;
    }

    boolean hasShape(Node node, String parameter, Tensor tensor, Tensor.Type type, List<Integer> shape) {
        boolean fits = tensor.type() == type && tensor.shape().equals(shape) && tensor.size() > 0;
        if (!fits) {
            check.parameter(
                    node,
                    parameter + " is " + tensor + ", the input needs " + type + shape,
                    "mend the tensor or the input");
        }
        return fits;
    }
}
