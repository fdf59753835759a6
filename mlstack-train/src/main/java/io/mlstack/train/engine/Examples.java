package io.mlstack.train.engine;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.ShapeException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows to learn from: features, answers, weights; all numbers finite.
 *
 * <p>The arrays are not copied, for they may be large: whoever makes the value must not change them afterwards, and
 * engines only read them.
 *
 * @param rows number of rows, at least 1
 * @param width features of a row
 * @param features {@code [rows, width]}, row by row
 * @param targets per row the position of its class, or the number to predict
 * @param weights per row a weight above 0, or null for 1 everywhere
 */
public record Examples(int rows, int width, double[] features, double[] targets, double @Nullable [] weights) {

    /** @throws ShapeException if the lengths do not fit */
    public Examples {
        if (rows < 1
                || width < 0
                || (long) rows * width != features.length
                || targets.length != rows
                || (weights != null && weights.length != rows)) {
            throw new ShapeException(new Finding(
                    "examples.shape",
                    "examples",
                    "%d rows of %d features with %d numbers, %d targets and %s weights"
                            .formatted(
                                    rows,
                                    width,
                                    features.length,
                                    targets.length,
                                    weights == null ? "no" : Integer.toString(weights.length)),
                    "give rows * width features and one target, and weight if any, a row"));
        }
    }

    /** The weight of a row; 1 without weights. */
    public double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Examples that
                && rows == that.rows
                && width == that.width
                && Arrays.equals(features, that.features)
                && Arrays.equals(targets, that.targets)
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(features) + Arrays.hashCode(targets);
    }

    @Override
    public String toString() {
        return rows + " examples of " + width + " features" + (weights == null ? "" : ", weighted");
    }
}
