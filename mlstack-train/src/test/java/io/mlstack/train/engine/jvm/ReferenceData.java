package io.mlstack.train.engine.jvm;

import io.mlstack.train.engine.Examples;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A numeric file with the target in its last column, cut into folds by row number modulo 5. */
record ReferenceData(int columns, double[][] features, double[] target) {
    static final int FOLDS = 5;

    static ReferenceData resource(String name) {
        try (InputStream in = ReferenceData.class.getResourceAsStream("/data/" + name + ".csv")) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static ReferenceData file(Path path) {
        try {
            return parse(Files.readAllLines(path));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static ReferenceData parse(List<String> lines) {
        int columns = lines.get(0).split(",").length - 1;
        double[][] features = new double[lines.size() - 1][columns];
        double[] target = new double[features.length];
        for (int i = 0; i < features.length; i++) {
            String[] cells = lines.get(i + 1).split(",");
            for (int j = 0; j < columns; j++) {
                features[i][j] = Double.parseDouble(cells[j]);
            }
            target[i] = Double.parseDouble(cells[columns]);
        }
        return new ReferenceData(columns, features, target);
    }

    int classes() {
        int max = 0;
        for (double t : target) {
            max = Math.max(max, (int) t);
        }
        return max + 1;
    }

    /** The rows of fold {@code k}, or all others. */
    ReferenceData fold(int k, boolean inside) {
        int[] rows = java.util.stream.IntStream.range(0, target.length)
                .filter(i -> (i % FOLDS == k) == inside)
                .toArray();
        double[][] x = new double[rows.length][];
        double[] y = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            x[i] = features[rows[i]];
            y[i] = target[rows[i]];
        }
        return new ReferenceData(columns, x, y);
    }

    /** Standardised by the mean and population deviation of {@code fittedOn}; a deviation of 0 divides by 1. */
    ReferenceData standardisedBy(ReferenceData fittedOn) {
        double[][] x = new double[features.length][columns];
        for (int j = 0; j < columns; j++) {
            double mean = 0;
            for (double[] row : fittedOn.features) {
                mean += row[j];
            }
            mean /= fittedOn.features.length;
            double variance = 0;
            for (double[] row : fittedOn.features) {
                variance += (row[j] - mean) * (row[j] - mean);
            }
            double deviation = Math.sqrt(variance / fittedOn.features.length);
            for (int i = 0; i < x.length; i++) {
                x[i][j] = (features[i][j] - mean) / (deviation == 0 ? 1 : deviation);
            }
        }
        return new ReferenceData(columns, x, target);
    }

    Design design() {
        int n = features.length;
        double[] values = new double[n * columns];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < columns; j++) {
                values[j * n + i] = features[i][j];
            }
        }
        return new Design(n, columns, values, null);
    }

    int[] labels() {
        int[] labels = new int[target.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (int) target[i];
        }
        return labels;
    }

    Examples examples() {
        double[] values = new double[features.length * columns];
        for (int i = 0; i < features.length; i++) {
            System.arraycopy(features[i], 0, values, i * columns, columns);
        }
        return new Examples(features.length, columns, values, target, null);
    }

    /** The same rows with {@code offset + scale * column} as the number to predict, and without that column. */
    ReferenceData predictingColumn(int column, double offset, double scale) {
        double[][] x = new double[features.length][columns - 1];
        double[] y = new double[features.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0, at = 0; j < columns; j++) {
                if (j != column) {
                    x[i][at++] = features[i][j];
                }
            }
            y[i] = offset + scale * features[i][column];
        }
        return new ReferenceData(columns - 1, x, y);
    }
}
