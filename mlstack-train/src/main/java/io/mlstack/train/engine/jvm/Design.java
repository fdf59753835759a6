package io.mlstack.train.engine.jvm;

import org.jspecify.annotations.Nullable;

/**
 * What a linear model is fitted to: {@code columns} features over {@code rows} rows, feature by feature
 * ({@code values[j * rows + i]} is feature j of row i), and one weight per row.
 *
 * <p>The arrays are not copied and must not change while a fit uses them.
 *
 * @param weights one weight above 0 per row, or null for 1 everywhere
 */
record Design(int rows, int columns, double[] values, double @Nullable [] weights) {
    Design {
        if (rows < 1 || columns < 0 || (long) rows * columns != values.length) {
            throw new IllegalArgumentException("a design of %d rows and %d columns has %d values, got %d"
                    .formatted(rows, columns, (long) rows * columns, values.length));
        }
        if (weights != null && weights.length != rows) {
            throw new IllegalArgumentException("%d weights for %d rows".formatted(weights.length, rows));
        }
    }

    double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    double totalWeight() {
        return weights == null ? rows : Reductions.sum(weights, 0, rows);
    }
}
