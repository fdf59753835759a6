package io.mlstack.train.engine.jvm;

import org.jspecify.annotations.Nullable;

/**
 * Rows a net learns from or is judged by.
 *
 * <p>The arrays are not copied and must not change while a fit uses them.
 *
 * @param features {@code [rows, columns]}, row by row
 * @param targets per row the class as a number, 0 or 1, or the value
 * @param weights one weight above 0 per row, or null for 1 everywhere
 */
record NetData(int rows, int columns, float[] features, float[] targets, float @Nullable [] weights) {
    NetData {
        if ((long) rows * columns != features.length || targets.length != rows) {
            throw new IllegalArgumentException("%d rows of %d columns need %d features, got %d, and %d targets"
                    .formatted(rows, columns, (long) rows * columns, features.length, targets.length));
        }
        if (weights != null && weights.length != rows) {
            throw new IllegalArgumentException("%d weights for %d rows".formatted(weights.length, rows));
        }
    }

    float weight(int row) {
        return weights == null ? 1f : weights[row];
    }

    double totalWeight() {
        double total = 0;
        for (int i = 0; i < rows; i++) {
            total += weight(i);
        }
        return total;
    }
}
