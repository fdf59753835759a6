package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.ValueType;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Features as the model will see them: the first part of its graph, computed number by number over all rows. */
final class FeatureMatrix {
    private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;

    private final ModelGraph prefix;
    private final String features;

    /**
     * @param prefix a graph that ends in the features
     * @param features name of the value that holds them
     */
    FeatureMatrix(ModelGraph.Builder prefix, String features, int width) {
        this.prefix = prefix.build();
        this.features = features;
        if (this.prefix.type(features).width() != width) {
            throw new IllegalArgumentException(
                    features + " is " + this.prefix.type(features) + ", not " + width + " wide");
        }
    }

    /**
     * The features of rows, {@code [rows, width]} row by row, in float64.
     *
     * @throws InvalidInputException if they do not fit into one array
     */
    double[] of(Columns rows, String part) {
        int width = prefix.type(features).width();
        if ((long) rows.rows() * width > MOST_NUMBERS) {
            throw new InvalidInputException(new Finding(
                    "train.too-many-numbers",
                    part,
                    String.format(Locale.ROOT, "%,d rows of %,d features exceed one array", rows.rows(), width),
                    "train on a sample of the rows, or on fewer columns or categories"));
        }
        double[][] columns = new Pass(prefix, rows).value(features);
        double[] out = new double[rows.rows() * width];
        for (int j = 0; j < width; j++) {
            for (int i = 0; i < rows.rows(); i++) {
                out[i * width + j] = columns[j][i];
            }
        }
        return out;
    }

    /** The values of the nodes that prepare features, each {@code [width, rows]}; codes for categories. */
    private static final class Pass {
        private final Map<String, double[][]> values = new HashMap<>();
        private final ModelGraph graph;
        private final int rows;

        Pass(ModelGraph graph, Columns rows) {
            this.graph = graph;
            this.rows = rows.rows();
            for (Column column : graph.input()) {
                boolean isCategory = column.type().kind() == ColumnType.Kind.CATEGORY;
                values.put(
                        column.name(),
                        isCategory
                                ? new double[][] {
                                    Arrays.stream(rows.codes(column.name()))
                                            .asDoubleStream()
                                            .toArray()
                                }
                                : FeatureColumns.numbers(rows, column));
            }
            graph.nodes().forEach(node -> values.put(node.output(), compute(node)));
        }

        private double[][] value(String name) {
            return Objects.requireNonNull(values.get(name), name);
        }

        private double[][] compute(Node node) {
            double[][] in = value(node.inputs().get(0));
            if (node instanceof Node.Impute impute) {
                double[] fill = impute.fill().toDoubles();
                return each(in, (x, j) -> Double.isNaN(x) ? fill[j] : x);
            }
            if (node instanceof Node.Standardise standardise) {
                double[] mean = standardise.mean().toDoubles();
                double[] deviation = standardise.deviation().toDoubles();
                return each(in, (x, j) -> (x - mean[j]) / deviation[j]);
            }
            if (node instanceof Node.Cast) {
                return in;
            }
            if (node instanceof Node.Concat) {
                return node.inputs().stream()
                        .map(this::value)
                        .flatMap(Arrays::stream)
                        .toArray(double[][]::new);
            }
            if (node instanceof Node.OneHot) {
                int levels = ((ValueType.Category) graph.type(node.inputs().get(0)))
                        .levels()
                        .size();
                double[][] codes = new double[levels][];
                Arrays.fill(codes, in[0]);
                return each(codes, (x, j) -> x == j ? 1 : 0);
            }
            throw new IllegalArgumentException(node + " prepares no feature");
        }

        private interface Formula {
            double at(double x, int j);
        }

        private double[][] each(double[][] in, Formula formula) {
            double[][] out = new double[in.length][rows];
            for (int j = 0; j < in.length; j++) {
                for (int i = 0; i < rows; i++) {
                    out[j][i] = formula.at(in[j][i], j);
                }
            }
            return out;
        }
    }
}
