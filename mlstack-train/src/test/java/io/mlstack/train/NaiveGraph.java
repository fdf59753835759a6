package io.mlstack.train;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.ValueType;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import java.util.HashMap;
import java.util.Map;

/** Computes a graph for one row, node by node as the definitions say, in double. */
final class NaiveGraph implements Node.Visitor<double[]> {
    private final ModelGraph graph;
    private final Map<String, double[]> values = new HashMap<>();

    NaiveGraph(ModelGraph graph, Columns rows, int row) {
        this.graph = graph;
        for (Column column : graph.input()) {
            if (column.type().kind() == ColumnType.Kind.CATEGORY) {
                values.put(column.name(), new double[] {rows.codes(column.name())[row]});
            } else {
                double[][] numbers = FeatureColumns.numbers(rows, column);
                double[] value = new double[numbers.length];
                for (int e = 0; e < value.length; e++) {
                    value[e] = numbers[e][row];
                }
                values.put(column.name(), value);
            }
        }
        graph.nodes().forEach(node -> values.put(node.output(), node.accept(this)));
    }

    /** The numbers of a value; the code of a category. */
    double[] value(String name) {
        return values.get(name);
    }

    private double[] input(String name) {
        return values.get(name);
    }

    @Override
    public double[] impute(Node.Impute node) {
        double[] out = input(node.input()).clone();
        for (int i = 0; i < out.length; i++) {
            out[i] = Double.isNaN(out[i]) ? node.fill().toDoubles()[i] : out[i];
        }
        return out;
    }

    @Override
    public double[] standardise(Node.Standardise node) {
        double[] out = input(node.input()).clone();
        for (int i = 0; i < out.length; i++) {
            out[i] = (out[i] - node.mean().toDoubles()[i]) / node.deviation().toDoubles()[i];
        }
        return out;
    }

    @Override
    public double[] oneHot(Node.OneHot node) {
        double[] out = new double
                [((ValueType.Category) graph.type(node.input())).levels().size()];
        int code = (int) input(node.input())[0];
        if (code >= 0) {
            out[code] = 1;
        }
        return out;
    }

    @Override
    public double[] concat(Node.Concat node) {
        return node.inputs().stream()
                .map(this::input)
                .flatMapToDouble(java.util.Arrays::stream)
                .toArray();
    }

    @Override
    public double[] cast(Node.Cast node) {
        double[] out = input(node.input()).clone();
        for (int i = 0; i < out.length; i++) {
            out[i] = node.to() == Tensor.Type.F32 ? (float) out[i] : out[i];
        }
        return out;
    }

    @Override
    public double[] linear(Node.Linear node) {
        return map(node.weights(), node.bias(), input(node.input()));
    }

    @Override
    public double[] dense(Node.Dense node) {
        double[] out = map(node.weights(), node.bias(), input(node.input()));
        for (int k = 0; k < out.length; k++) {
            out[k] = switch (node.activation()) {
                case IDENTITY -> out[k];
                case RELU -> Math.max(0, out[k]);
                case TANH -> Math.tanh(out[k]);
                case SIGMOID -> 1 / (1 + Math.exp(-out[k]));
                default -> throw untrained(node);
            };
        }
        return out;
    }

    private static double[] map(Tensor weights, Tensor bias, double[] x) {
        double[] w = weights.toDoubles();
        double[] out = bias.toDoubles();
        for (int k = 0; k < out.length; k++) {
            for (int j = 0; j < x.length; j++) {
                out[k] += w[k * x.length + j] * x[j];
            }
        }
        return out;
    }

    @Override
    public double[] treeEnsemble(Node.TreeEnsemble node) {
        throw new UnsupportedOperationException("training makes no trees");
    }

    @Override
    public double[] markMissing(Node.MarkMissing node) {
        throw new UnsupportedOperationException("training marks nothing as missing");
    }

    @Override
    public double[] ordinal(Node.Ordinal node) {
        throw new UnsupportedOperationException("training makes no ordinal codes");
    }

    @Override
    public double[] link(Node.Link node) {
        throw new UnsupportedOperationException("training makes no links");
    }

    @Override
    public double[] sigmoid(Node.Sigmoid node) {
        return java.util.Arrays.stream(input(node.input()))
                .map(x -> 1 / (1 + Math.exp(-x)))
                .toArray();
    }

    @Override
    public double[] softmax(Node.Softmax node) {
        double[] x = input(node.input());
        double max = java.util.Arrays.stream(x).max().orElseThrow();
        double total = java.util.Arrays.stream(x).map(v -> Math.exp(v - max)).sum();
        return java.util.Arrays.stream(x).map(v -> Math.exp(v - max) / total).toArray();
    }

    @Override
    public double[] twoClass(Node.TwoClass node) {
        double p = input(node.input())[0];
        return node.positive() == 1 ? new double[] {1 - p, p} : new double[] {p, 1 - p};
    }

    @Override
    public double[] argMax(Node.ArgMax node) {
        double[] x = input(node.input());
        int best = 0;
        for (int k = 1; k < x.length; k++) {
            best = x[k] > x[best] ? k : best;
        }
        return new double[] {best};
    }

    @Override
    public double[] threshold(Node.Threshold node) {
        boolean isPositive = input(node.input())[node.positive()] >= node.threshold();
        return new double[] {isPositive ? node.positive() : 1 - node.positive()};
    }

    @Override
    public double[] pick(Node.Pick node) {
        return new double[] {input(node.numbers())[(int) input(node.category())[0]]};
    }

    private static IllegalStateException untrained(Node node) {
        return new IllegalStateException("training makes no " + node);
    }

    @Override
    public double[] minMax(Node.MinMax node) {
        throw untrained(node);
    }

    @Override
    public double[] clip(Node.Clip node) {
        throw untrained(node);
    }

    @Override
    public double[] bucketise(Node.Bucketise node) {
        throw untrained(node);
    }

    @Override
    public double[] hash(Node.Hash node) {
        throw untrained(node);
    }

    @Override
    public double[] embedding(Node.Embedding node) {
        throw untrained(node);
    }

    @Override
    public double[] batchNorm(Node.BatchNorm node) {
        throw untrained(node);
    }

    @Override
    public double[] activate(Node.Activate node) {
        throw untrained(node);
    }

    @Override
    public double[] leakyRelu(Node.LeakyRelu node) {
        throw untrained(node);
    }

    @Override
    public double[] platt(Node.Platt node) {
        throw untrained(node);
    }

    @Override
    public double[] isotonic(Node.Isotonic node) {
        throw untrained(node);
    }

    @Override
    public double[] temperature(Node.Temperature node) {
        throw untrained(node);
    }

    @Override
    public double[] normalise(Node.Normalise node) {
        throw untrained(node);
    }

    @Override
    public double[] topK(Node.TopK node) {
        throw untrained(node);
    }

    @Override
    public double[] take(Node.Take node) {
        throw untrained(node);
    }

    @Override
    public double[] tfIdf(Node.TfIdf node) {
        throw untrained(node);
    }

    @Override
    public double[] hashedText(Node.HashedText node) {
        throw untrained(node);
    }
}
