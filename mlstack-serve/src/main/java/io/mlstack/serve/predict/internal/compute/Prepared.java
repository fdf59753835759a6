package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Node;
import org.jspecify.annotations.Nullable;

/** An imputation, a scaling and a cast to float32 in a row, of which only the last is read by others. */
final class Prepared {

    private final String from;
    private final Preparation preparation;

    Prepared(Node last, Values values) {
        Node node = last instanceof Node.Cast cast ? values.privateMaker(cast.input()) : last;
        Scale scale = Scale.of(node);
        Node before = scale == null ? node : values.privateMaker(scale.input());
        Node.Impute impute = before instanceof Node.Impute found ? found : null;
        if (impute != null) {
            this.from = impute.input();
        } else {
            this.from = scale != null ? scale.input() : last.inputs().get(0);
        }
        this.preparation = new Preparation(
                values.width(last.output()),
                impute == null ? null : fill(impute, values),
                scale == null ? null : scale.mean(),
                scale == null ? null : scale.deviation());
    }

    /** Whether a node is one of the three. */
    static boolean isOne(Node node) {
        return node instanceof Node.Cast || node instanceof Node.Impute || Scale.of(node) != null;
    }

    /** The value that comes in. */
    String from() {
        return from;
    }

    Preparation preparation() {
        return preparation;
    }

    private static double @Nullable [] fill(Node.Impute impute, Values values) {
        double[] fill = impute.fill().toDoubles();
        for (int i = 0; values.isF32(impute.output()) && i < fill.length; i++) {
            fill[i] = (float) fill[i];
        }
        return fill;
    }
}
