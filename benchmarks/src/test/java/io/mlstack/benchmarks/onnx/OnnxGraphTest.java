package io.mlstack.benchmarks.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ONNX Runtime is the reader: what it loads and computes is compared with plain loops in double precision. */
class OnnxGraphTest {

    private static final int INPUTS = 7;
    private static final int OUTPUTS = 5;

    private final Random random = new Random(3);
    private final float[] weights = draw(OUTPUTS * INPUTS);
    private final float[] bias = draw(OUTPUTS);

    @Test
    void gemmMultipliesByTheTransposedWeightsAndAddsTheBias() throws OrtException {
        check(4, OUTPUTS, graph -> gemm(graph, "y"), this::affine);
    }

    @Test
    void matMulThenAddIsGemmWithTransposedWeights() throws OrtException {
        check(
                4,
                OUTPUTS,
                graph -> graph.tensor("turned", turned(), INPUTS, OUTPUTS)
                        .tensor("bias", bias, OUTPUTS)
                        .matMul("x", "turned", "product")
                        .add("product", "bias", "y"),
                this::affine);
    }

    @Test
    void reluKeepsWhatIsPositive() throws OrtException {
        check(4, INPUTS, graph -> graph.relu("x", "y"), (row, j) -> Math.max(row[j], 0));
    }

    @Test
    void sigmoidIsTheLogisticFunction() throws OrtException {
        check(4, INPUTS, graph -> graph.sigmoid("x", "y"), (row, j) -> 1 / (1 + Math.exp(-row[j])));
    }

    @Test
    void softmaxAddsUpToOneAlongARow() throws OrtException {
        check(4, INPUTS, graph -> graph.softmax("x", "y"), (row, j) -> {
            double total = 0;
            for (double value : row) {
                total += Math.exp(value);
            }
            return Math.exp(row[j]) / total;
        });
    }

    @Test
    void layersFollowEachOther() throws OrtException {
        check(
                4,
                OUTPUTS,
                graph -> gemm(graph, "sum").relu("sum", "hidden").sigmoid("hidden", "y"),
                (row, j) -> 1 / (1 + Math.exp(-Math.max(affine(row, j), 0))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 256})
    void aFreeAxisTakesAnyNumberOfRows(int rows) throws OrtException {
        byte[] model = model(-1, OUTPUTS, graph -> gemm(graph, "y"));
        compare(model, draw(rows * INPUTS), OUTPUTS, this::affine);
    }

    @Test
    void aFixedAxisIsWrittenAsItsSize() throws OrtException {
        byte[] model = model(4, INPUTS, graph -> graph.relu("x", "y"));
        try (OrtSession session = open(model)) {
            TensorInfo info = (TensorInfo) session.getInputInfo().get("x").getInfo();
            assertThat(info.getShape()).containsExactly(4, INPUTS);
        }
    }

    @Test
    void theVersionsArePairedAsOnnxPairsThem() throws OrtException {
        try (OrtSession session = open(model(1, INPUTS, graph -> graph.relu("x", "y")))) {
            assertThat(session.getMetadata().getProducerName()).isEqualTo("mlstack-benchmarks");
            assertThat(session.getMetadata().getGraphName()).isEqualTo("test");
        }
    }

    @Test
    void aValueThatNobodyMakesIsRefusedByItsReader() {
        byte[] model = model(4, INPUTS, graph -> graph.relu("nobody", "y"));
        assertThatThrownBy(() -> open(model)).isInstanceOf(OrtException.class).hasMessageContaining("nobody");
    }

    private OnnxGraph gemm(OnnxGraph graph, String output) {
        return graph.tensor("weights", weights, OUTPUTS, INPUTS)
                .tensor("bias", bias, OUTPUTS)
                .gemm("x", "weights", "bias", output);
    }

    private double affine(double[] row, int output) {
        double sum = bias[output];
        for (int i = 0; i < INPUTS; i++) {
            sum += weights[output * INPUTS + i] * row[i];
        }
        return sum;
    }

    private void check(
            int rows, int outputs, Consumer<OnnxGraph> nodes, ToDoubleBiFunction<double[], Integer> reference)
            throws OrtException {
        compare(model(rows, outputs, nodes), draw(rows * INPUTS), outputs, reference);
    }

    private byte[] model(int rows, int outputs, Consumer<OnnxGraph> nodes) {
        OnnxGraph graph = new OnnxGraph("test").input("x", rows, INPUTS);
        nodes.accept(graph);
        return graph.output("y", rows, outputs).toBytes();
    }

    private static void compare(byte[] model, float[] x, int outputs, ToDoubleBiFunction<double[], Integer> reference)
            throws OrtException {
        int rows = x.length / INPUTS;
        try (OrtSession session = open(model);
                OnnxTensor tensor = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), FloatBuffer.wrap(x), new long[] {rows, INPUTS});
                OrtSession.Result result = session.run(Map.of("x", tensor))) {
            float[][] y = (float[][]) result.get(0).getValue();
            assertThat(y).hasDimensions(rows, outputs);
            for (int row = 0; row < rows; row++) {
                double[] values = new double[INPUTS];
                for (int i = 0; i < INPUTS; i++) {
                    values[i] = x[row * INPUTS + i];
                }
                for (int j = 0; j < outputs; j++) {
                    assertThat((double) y[row][j])
                            .as("row %d, output %d", row, j)
                            .isCloseTo(reference.applyAsDouble(values, j), within(2e-6));
                }
            }
        }
    }

    private static OrtSession open(byte[] model) throws OrtException {
        return OrtEnvironment.getEnvironment().createSession(model);
    }

    private float[] turned() {
        float[] turned = new float[weights.length];
        for (int j = 0; j < OUTPUTS; j++) {
            for (int i = 0; i < INPUTS; i++) {
                turned[i * OUTPUTS + j] = weights[j * INPUTS + i];
            }
        }
        return turned;
    }

    private float[] draw(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
