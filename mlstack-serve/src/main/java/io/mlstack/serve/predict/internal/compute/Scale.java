package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Node;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What standardisation, min-max scaling and batch norm have in common: {@code (x - mean) / deviation}. */
record Scale(String input, double[] mean, double[] deviation) {

    /** The scaling that a node is, null for a node that is none. */
    static @Nullable Scale of(@Nullable Node node) {
        if (node instanceof Node.Standardise standardise) {
            return new Scale(
                    standardise.input(),
                    standardise.mean().toDoubles(),
                    standardise.deviation().toDoubles());
        }
        if (node instanceof Node.MinMax minMax) {
            return of(minMax);
        }
        return node instanceof Node.BatchNorm norm ? of(norm) : null;
    }

    private static Scale of(Node.MinMax node) {
        double[] low = node.low().toDoubles();
        double[] range = node.high().toDoubles();
        for (int i = 0; i < range.length; i++) {
            double difference = range[i] - low[i];
            range[i] = difference == 0 ? 1 : difference;
        }
        return new Scale(node.input(), low, range);
    }

    /** {@code s (x - mean) + beta} is {@code (x - (mean - beta / s)) s}, unless s is 0 or so small that digits get lost. */
    private static @Nullable Scale of(Node.BatchNorm node) {
        Affine affine = Affine.of(node);
        double[] mean = affine.mean().clone();
        double[] deviation = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] -= affine.shift()[i] / affine.factor()[i];
            deviation[i] = 1 / affine.factor()[i];
        }
        boolean finite = Arrays.stream(mean).allMatch(Double::isFinite)
                && Arrays.stream(deviation).allMatch(Double::isFinite);
        return finite ? new Scale(node.input(), mean, deviation) : null;
    }
}
