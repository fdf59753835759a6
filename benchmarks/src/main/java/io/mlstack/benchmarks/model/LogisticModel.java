package io.mlstack.benchmarks.model;

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
 * Logistic regression over standardised inputs of very different sizes, like the measurements of a biopsy.
 *
 * <p>The ONNX model has the standardisation folded into its weights, as anybody who cares for speed would export it.
 */
public record LogisticModel(double[] means, double[] deviations, double[] weights, double bias)
        implements BenchmarkModel {

    private static final int INPUTS = 30;
    private static final long WEIGHT_SEED = 17;
    private static final long ROW_SEED = 18;

    static LogisticModel create() {
        Random random = new Random(WEIGHT_SEED);
        double[] means = new double[INPUTS];
        double[] deviations = new double[INPUTS];
        double[] weights = new double[INPUTS];
        for (int i = 0; i < INPUTS; i++) {
            double size = StrictMath.pow(10, 5 * random.nextDouble() - 2);
            deviations[i] = size * (0.5 + random.nextDouble());
            means[i] = 3 * size;
            weights[i] = 0.5 * random.nextGaussian();
        }
        return new LogisticModel(means, deviations, weights, random.nextGaussian());
    }

    @Override
    public int inputs() {
        return INPUTS;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public float[] rows(int count) {
        Random random = new Random(ROW_SEED);
        float[] rows = new float[count * INPUTS];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) (means[i % INPUTS] + deviations[i % INPUTS] * random.nextGaussian());
        }
        return rows;
    }

    @Override
    public double[] reference(float[] rows, int offset) {
        double margin = bias;
        for (int i = 0; i < INPUTS; i++) {
            margin += weights[i] * ((rows[offset + i] - means[i]) / deviations[i]);
        }
        return new double[] {1 / (1 + StrictMath.exp(-margin))};
    }

    @Override
    public ModelGraph graph() {
        List<Column> columns = IntStream.range(0, INPUTS)
                .mapToObj(i -> Column.of("x" + i, ColumnType.FLOAT64))
                .toList();
        return ModelGraph.from(Schema.of(columns))
                .add(new Node.Concat(columns.stream().map(Column::name).toList(), "features"))
                .add(new Node.Standardise("features", "z", Tensor.of(means, INPUTS), Tensor.of(deviations, INPUTS)))
                .add(new Node.Linear("z", "margin", Tensor.of(weights, 1, INPUTS), Tensor.of(new double[] {bias}, 1)))
                .add(new Node.Sigmoid("margin", "y"))
                .output(Column.of("y", ColumnType.FLOAT64))
                .build();
    }

    /** Weights of the inputs as they come, with the standardisation folded in. */
    public double[] foldedWeights() {
        double[] folded = new double[INPUTS];
        for (int i = 0; i < INPUTS; i++) {
            folded[i] = weights[i] / deviations[i];
        }
        return folded;
    }

    /** The bias that belongs to {@link #foldedWeights}. */
    public double foldedBias() {
        double shift = bias;
        for (int i = 0; i < INPUTS; i++) {
            shift -= weights[i] * means[i] / deviations[i];
        }
        return shift;
    }

    @Override
    public byte[] onnx(int rows) {
        double[] folded = foldedWeights();
        float[] narrow = new float[INPUTS];
        for (int i = 0; i < INPUTS; i++) {
            narrow[i] = (float) folded[i];
        }
        return new OnnxGraph("logistic")
                .input("x", rows, INPUTS)
                .tensor("weights", narrow, 1, INPUTS)
                .tensor("bias", new float[] {(float) foldedBias()}, 1)
                .gemm("x", "weights", "bias", "margin")
                .sigmoid("margin", "y")
                .output("y", rows, 1)
                .toBytes();
    }
}
