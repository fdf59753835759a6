package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;

/**
 * Logistic regression for classes (one sigmoid for two, a softmax for more), least squares for numbers; always solved to
 * the optimum, so there is nothing to tune but the penalty.
 *
 * @param l2 the penalty: half of it times the sum of squared weights of standardised features is added to the sum (not
 *     the mean) of the rows' losses; the intercept is free. 0 for none
 */
public record LinearSpec(double l2) implements ModelSpec {
    static final String KIND = "linear";

    /** @throws InvalidInputException if {@code l2} is negative or not finite */
    public LinearSpec {
        if (!(l2 >= 0 && l2 < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException(new Finding(
                    "spec.l2", "linear model", "the penalty l2 is " + l2, "give a number from 0, such as 1"));
        }
    }

    /** The penalty 1. */
    public static LinearSpec standard() {
        return new LinearSpec(1);
    }

    /** This model with another penalty. */
    public LinearSpec l2(double penalty) {
        return new LinearSpec(penalty);
    }

    @Override
    public Json.Obj toJson() {
        return Json.object().put(ModelSpec.KIND, KIND).put("l2", l2).build();
    }

    static LinearSpec read(JsonPlace json) {
        return new LinearSpec(json.field("l2").number());
    }

    @Override
    public String label() {
        return "linear model, l2 " + Json.of(l2).canonical();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.linear(this);
    }
}
