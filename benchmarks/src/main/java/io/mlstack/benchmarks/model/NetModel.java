package io.mlstack.benchmarks.model;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import io.mlstack.benchmarks.onnx.OnnxGraph;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A dense net with ReLU between its layers and softmax at its end.
 *
 * <p>Weights are drawn as for the start of a training (He et al., 2015), so that about half of the activations are zero
 * and none dies out.
 */
public record NetModel(List<Layer> layers) implements BenchmarkModel {

    private static final long WEIGHT_SEED = 19;
    private static final long ROW_SEED = 20;

    /**
     * {@code weights x + bias}.
     *
     * @param weights [outputs, inputs], row-major
     */
    public record Layer(int inputs, int outputs, float[] weights, float[] bias) {

        static Layer create(int inputs, int outputs, Random random) {
            float[] weights = new float[inputs * outputs];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (Math.sqrt(2.0 / inputs) * random.nextGaussian());
            }
            float[] bias = new float[outputs];
            for (int i = 0; i < bias.length; i++) {
                bias[i] = (float) (0.1 * random.nextGaussian());
            }
            return new Layer(inputs, outputs, weights, bias);
        }

        double[] score(double[] x) {
            double[] y = new double[outputs];
            for (int j = 0; j < outputs; j++) {
                y[j] = bias[j];
                for (int i = 0; i < inputs; i++) {
                    y[j] += weights[j * inputs + i] * x[i];
                }
            }
            return y;
        }
    }

    /** A net of these widths, inputs first; the same one each time. */
    static NetModel create(int... widths) {
        Random random = new Random(WEIGHT_SEED);
        return new NetModel(IntStream.range(1, widths.length)
                .mapToObj(i -> Layer.create(widths[i - 1], widths[i], random))
                .toList());
    }

    @Override
    public int inputs() {
        return layers.get(0).inputs();
    }

    @Override
    public int outputs() {
        return last().outputs();
    }

    @Override
    public float[] rows(int count) {
        Random random = new Random(ROW_SEED);
        float[] rows = new float[count * inputs()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
        return rows;
    }

    @Override
    public double[] reference(float[] rows, int offset) {
        double[] values = new double[inputs()];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows[offset + i];
        }
        for (Layer layer : layers) {
            values = layer.score(values);
            for (int i = 0; layer != last() && i < values.length; i++) {
                values[i] = Math.max(values[i], 0);
            }
        }
        return softmax(values);
    }

    @Override
    public ModelGraph graph() {
        ModelGraph.Builder graph = ModelGraph.from(Schema.of(Column.of("x", ColumnType.vector(inputs()))));
        String value = "x";
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            graph.add(new Node.Dense(
                    value,
                    "layer" + i,
                    Tensor.of(layer.weights(), layer.outputs(), layer.inputs()),
                    Tensor.of(layer.bias(), layer.outputs()),
                    layer == last() ? Activation.IDENTITY : Activation.RELU));
            value = "layer" + i;
        }
        return graph.add(new Node.Softmax(value, "y"))
                .output(Column.of("y", ColumnType.vector(outputs())))
                .build();
    }

    @Override
    public byte[] onnx(int rows) {
        OnnxGraph graph = new OnnxGraph("net").input("x", rows, inputs());
        String value = "x";
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            graph.tensor("weights" + i, layer.weights(), layer.outputs(), layer.inputs())
                    .tensor("bias" + i, layer.bias(), layer.outputs())
                    .gemm(value, "weights" + i, "bias" + i, "sum" + i);
            value = "sum" + i;
            if (layer != last()) {
                graph.relu(value, "hidden" + i);
                value = "hidden" + i;
            }
        }
        return graph.softmax(value, "y").output("y", rows, outputs()).toBytes();
    }

    private Layer last() {
        return layers.get(layers.size() - 1);
    }

    private static double[] softmax(double[] scores) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            highest = Math.max(highest, score);
        }
        double total = 0;
        double[] p = new double[scores.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = StrictMath.exp(scores[i] - highest);
            total += p[i];
        }
        for (int i = 0; i < p.length; i++) {
            p[i] /= total;
        }
        return p;
    }
}
