package io.mlstack.benchmarks.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the nodes of a float32 model and writes it in the ONNX format. Not thread-safe.
 *
 * <p>Nothing is checked here: a graph that reads a value nobody makes, or whose shapes do not fit, is refused by whoever
 * loads it.
 *
 * <p>Source of the field numbers: <a href="https://github.com/onnx/onnx/blob/v1.13.0/onnx/onnx.proto">onnx.proto of ONNX
 * 1.13</a>, the last release of the pair IR version 8 and operator set 17.
 *
 * <pre>{@code
 * byte[] model = new OnnxGraph("logistic")
 *         .input("x", 1, 30)
 *         .tensor("weights", weights, 1, 30)
 *         .tensor("bias", bias, 1)
 *         .gemm("x", "weights", "bias", "margin")
 *         .sigmoid("margin", "p")
 *         .output("p", 1, 1)
 *         .toBytes();
 * }</pre>
 */
public final class OnnxGraph {

    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 17;
    private static final int FLOAT32 = 1;

    static final String ML_DOMAIN = "ai.onnx.ml";
    private static final int ML_OPERATOR_SET = 3;

    private static final int ATTRIBUTE_FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;

    private final String name;
    private final List<ProtobufWriter> nodes = new ArrayList<>();
    private final List<ProtobufWriter> tensors = new ArrayList<>();
    private final List<ProtobufWriter> inputs = new ArrayList<>();
    private final List<ProtobufWriter> outputs = new ArrayList<>();

    public OnnxGraph(String name) {
        this.name = name;
    }

    /** A value that each call brings; a negative size of an axis is free and may differ from call to call. */
    public OnnxGraph input(String value, long... shape) {
        inputs.add(valueInfo(value, shape));
        return this;
    }

    /** A value that each call gives back. */
    public OnnxGraph output(String value, long... shape) {
        outputs.add(valueInfo(value, shape));
        return this;
    }

    /** Learned numbers, row-major. */
    public OnnxGraph tensor(String value, float[] numbers, long... shape) {
        ProtobufWriter tensor = new ProtobufWriter();
        for (long axis : shape) {
            tensor.integer(1, axis);
        }
        ByteBuffer raw = ByteBuffer.allocate(Math.multiplyExact(numbers.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(numbers);
        tensors.add(tensor.integer(2, FLOAT32).text(8, value).raw(9, raw.array()));
        return this;
    }

    /** {@code x transpose(weights) + bias} for x [rows, inputs], weights [outputs, inputs], bias [outputs]. */
    public OnnxGraph gemm(String x, String weights, String bias, String output) {
        nodes.add(node("Gemm", output, x, weights, bias)
                .message(5, floatAttribute("alpha", 1))
                .message(5, floatAttribute("beta", 1))
                .message(5, intAttribute("transB", 1)));
        return this;
    }

    /** {@code x weights} for x [rows, inputs] and weights [inputs, outputs]. */
    public OnnxGraph matMul(String x, String weights, String output) {
        nodes.add(node("MatMul", output, x, weights));
        return this;
    }

    /** {@code a + b}, where the smaller is repeated along the axes it lacks. */
    public OnnxGraph add(String a, String b, String output) {
        nodes.add(node("Add", output, a, b));
        return this;
    }

    /** {@code max(x, 0)}. */
    public OnnxGraph relu(String x, String output) {
        nodes.add(node("Relu", output, x));
        return this;
    }

    /** {@code 1 / (1 + exp(-x))}. */
    public OnnxGraph sigmoid(String x, String output) {
        nodes.add(node("Sigmoid", output, x));
        return this;
    }

    /** {@code exp(x_i) / sum exp(x_j)} along the last axis. */
    public OnnxGraph softmax(String x, String output) {
        nodes.add(node("Softmax", output, x).message(5, intAttribute("axis", -1)));
        return this;
    }

    /** The sum of an ensemble's leaves, [rows, 1]; what is summed in which order is the reader's business. */
    public OnnxGraph trees(String x, Ensemble ensemble, String output) {
        nodes.add(ensemble.node(node("TreeEnsembleRegressor", output, x)));
        return this;
    }

    /** The model as the content of an {@code .onnx} file. */
    public byte[] toBytes() {
        ProtobufWriter graph = new ProtobufWriter();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, name);
        tensors.forEach(tensor -> graph.message(5, tensor));
        inputs.forEach(input -> graph.message(11, input));
        outputs.forEach(output -> graph.message(12, output));
        return new ProtobufWriter()
                .integer(1, IR_VERSION)
                .text(2, "mlstack-benchmarks")
                .message(7, graph)
                .message(8, new ProtobufWriter().text(1, "").integer(2, OPERATOR_SET))
                .message(8, new ProtobufWriter().text(1, ML_DOMAIN).integer(2, ML_OPERATOR_SET))
                .toBytes();
    }

    private static ProtobufWriter node(String operator, String output, String... inputs) {
        ProtobufWriter node = new ProtobufWriter();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(3, output).text(4, operator);
    }

    private static ProtobufWriter floatAttribute(String name, float value) {
        return new ProtobufWriter().text(1, name).float32(2, value).integer(20, ATTRIBUTE_FLOAT);
    }

    private static ProtobufWriter intAttribute(String name, long value) {
        return new ProtobufWriter().text(1, name).integer(3, value).integer(20, ATTRIBUTE_INT);
    }

    private static ProtobufWriter valueInfo(String name, long[] shape) {
        ProtobufWriter axes = new ProtobufWriter();
        for (int i = 0; i < shape.length; i++) {
            ProtobufWriter axis = new ProtobufWriter();
            axes.message(1, shape[i] < 0 ? axis.text(2, "free" + i) : axis.integer(1, shape[i]));
        }
        ProtobufWriter tensor = new ProtobufWriter().integer(1, FLOAT32).message(2, axes);
        return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
    }
}
