package io.mlstack.serve.predict;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.LinkFunction;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.ValueType;
import io.mlstack.api.table.Column;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The definitions of the nodes, one at a time, in doubles, with a bound on how far rounding can move each number.
 *
 * <p>A bound of infinity marks what rounding can flip: a label at a tie and what hangs on it.
 */
final class ReferenceInterpreter implements Node.Visitor<ReferenceInterpreter.Value> {

    /** Numbers and how far from them a result may be. */
    record Value(double[] numbers, double[] bounds) {
        static Value of(int width) {
            return new Value(new double[width], new double[width]);
        }
    }

    private static final double F64 = 0x1p-52;
    private static final double F32 = 0x1p-23;

    private final ModelGraph graph;
    private final Map<String, Value> values = new HashMap<>();

    private ReferenceInterpreter(ModelGraph graph) {
        this.graph = graph;
    }

    /** The outputs of one flattened row, one after the other. */
    static Value score(ModelGraph graph, double[] row) {
        return new ReferenceInterpreter(graph).run(row);
    }

    private Value run(double[] row) {
        int at = 0;
        for (Column column : graph.input()) {
            int width = graph.type(column.name()).width();
            Value value = Value.of(width);
            System.arraycopy(row, at, value.numbers, 0, width);
            values.put(column.name(), isF32(column.name()) ? rounded(value, false) : value);
            at += width;
        }
        for (Node node : graph.nodes()) {
            values.put(node.output(), node.accept(this));
        }
        double[] numbers = {};
        double[] bounds = {};
        for (Column column : graph.output()) {
            Value value = values.get(column.name());
            int length = numbers.length;
            numbers = Arrays.copyOf(numbers, length + value.numbers.length);
            bounds = Arrays.copyOf(bounds, numbers.length);
            System.arraycopy(value.numbers, 0, numbers, length, value.numbers.length);
            System.arraycopy(value.bounds, 0, bounds, length, value.numbers.length);
        }
        return new Value(numbers, bounds);
    }

    private boolean isF32(String value) {
        return graph.type(value) instanceof ValueType.F32;
    }

    /** Rounded to float32; what was computed before may fall to either neighbour. */
    private static Value rounded(Value value, boolean computed) {
        Value result = Value.of(value.numbers.length);
        for (int i = 0; i < value.numbers.length; i++) {
            result.numbers[i] = (float) value.numbers[i];
            result.bounds[i] = value.bounds[i] + (computed ? F32 * Math.abs(value.numbers[i]) : 0);
        }
        return result;
    }

    @Override
    public Value impute(Node.Impute node) {
        Value input = values.get(node.input());
        Value result = Value.of(input.numbers.length);
        double[] fill = node.fill().toDoubles();
        for (int i = 0; i < fill.length; i++) {
            boolean missing = Double.isNaN(input.numbers[i]);
            result.numbers[i] = missing ? fill[i] : input.numbers[i];
            result.bounds[i] = missing ? 0 : input.bounds[i];
        }
        return isF32(node.output()) ? rounded(result, true) : result;
    }

    @Override
    public Value standardise(Node.Standardise node) {
        Value input = values.get(node.input());
        Value result = Value.of(input.numbers.length);
        double[] mean = node.mean().toDoubles();
        double[] deviation = node.deviation().toDoubles();
        for (int i = 0; i < mean.length; i++) {
            result.numbers[i] = (input.numbers[i] - mean[i]) / deviation[i];
            result.bounds[i] =
                    (input.bounds[i] + F64 * (Math.abs(input.numbers[i]) + Math.abs(mean[i]))) / Math.abs(deviation[i]);
        }
        return isF32(node.output()) ? rounded(result, true) : result;
    }

    @Override
    public Value oneHot(Node.OneHot node) {
        double code = values.get(node.input()).numbers[0];
        Value result = Value.of(graph.type(node.output()).width());
        if (code >= 0 && code < result.numbers.length && code == Math.rint(code)) {
            result.numbers[(int) code] = 1;
        }
        Arrays.fill(result.bounds, values.get(node.input()).bounds[0]);
        return result;
    }

    @Override
    public Value concat(Node.Concat node) {
        Value result = Value.of(graph.type(node.output()).width());
        int at = 0;
        for (String name : node.inputs()) {
            Value input = values.get(name);
            System.arraycopy(input.numbers, 0, result.numbers, at, input.numbers.length);
            System.arraycopy(input.bounds, 0, result.bounds, at, input.numbers.length);
            at += input.numbers.length;
        }
        return result;
    }

    @Override
    public Value cast(Node.Cast node) {
        Value input = values.get(node.input());
        return node.to() == Tensor.Type.F32 ? rounded(input, true) : input;
    }

    @Override
    public Value linear(Node.Linear node) {
        return layer(
                values.get(node.input()),
                node.weights().toDoubles(),
                node.bias().toDoubles(),
                F64);
    }

    @Override
    public Value dense(Node.Dense node) {
        Value sums = layer(
                values.get(node.input()),
                node.weights().toDoubles(),
                node.bias().toDoubles(),
                F32);
        for (int j = 0; j < sums.numbers.length; j++) {
            sums.numbers[j] = activate(node.activation(), sums.numbers[j]);
            sums.bounds[j] += F32 * Math.abs(sums.numbers[j]);
        }
        return sums;
    }

    private static double activate(Activation activation, double x) {
        return switch (activation) {
            case IDENTITY -> x;
            case RELU -> Math.max(x, 0);
            case TANH -> StrictMath.tanh(x);
            case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
        };
    }

    private static Value layer(Value input, double[] weights, double[] bias, double unit) {
        int width = input.numbers.length;
        Value result = Value.of(bias.length);
        for (int j = 0; j < bias.length; j++) {
            double sum = bias[j];
            double size = Math.abs(bias[j]);
            double bound = 0;
            for (int k = 0; k < width; k++) {
                double w = weights[j * width + k];
                sum += w * input.numbers[k];
                size += Math.abs(w * input.numbers[k]);
                bound += Math.abs(w) * input.bounds[k];
            }
            result.numbers[j] = sum;
            result.bounds[j] = bound + unit * (width + 1) * size;
        }
        return result;
    }

    @Override
    public Value treeEnsemble(Node.TreeEnsemble node) {
        Value input = values.get(node.input());
        ReferenceTrees.Sums sums = ReferenceTrees.sums(node.trees(), input.numbers, input.bounds);
        Value result = new Value(sums.numbers(), sums.bounds());
        return isF32(node.output()) ? rounded(result, false) : result;
    }

    @Override
    public Value ordinal(Node.Ordinal node) {
        double code = values.get(node.input()).numbers[0];
        double[] numbers = node.numbers().toDoubles();
        int levels = numbers.length - 2;
        boolean level = code >= 0 && code < levels && code == Math.rint(code);
        Value result = Value.of(1);
        result.numbers[0] = numbers[level ? (int) code : code == -1 ? levels : levels + 1];
        result.bounds[0] = values.get(node.input()).bounds[0];
        return result;
    }

    @Override
    public Value link(Node.Link node) {
        Value input = values.get(node.input());
        Value result = Value.of(input.numbers.length);
        for (int i = 0; i < result.numbers.length; i++) {
            double x = input.numbers[i];
            double bound = input.bounds[i];
            result.numbers[i] = link(node.function(), x);
            double above = link(node.function(), x + bound);
            double below = link(node.function(), x - bound);
            result.bounds[i] = Math.abs(above - below) + 8 * F64 * Math.max(Math.abs(above), Math.abs(below));
            if (bound > 0 && Math.abs(x) <= 4 * bound || Double.isInfinite(bound)) {
                result.bounds[i] = Double.POSITIVE_INFINITY;
            }
        }
        return result;
    }

    private static double link(LinkFunction function, double x) {
        return switch (function) {
            case EXP -> StrictMath.exp(x);
            case SOFTPLUS -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
            case SIGNED_SQUARE -> Math.signum(x) * x * x;
            case STEP -> Double.isNaN(x) ? Double.NaN : x > 0 ? 1 : 0;
        };
    }

    @Override
    public Value sigmoid(Node.Sigmoid node) {
        Value input = values.get(node.input());
        Value result = Value.of(input.numbers.length);
        for (int i = 0; i < result.numbers.length; i++) {
            result.numbers[i] = 1 / (1 + StrictMath.exp(-input.numbers[i]));
            result.bounds[i] = Math.min(1, input.bounds[i] / 4) + 4 * F64;
        }
        return result;
    }

    @Override
    public Value softmax(Node.Softmax node) {
        Value input = values.get(node.input());
        Value result = Value.of(input.numbers.length);
        double highest = Arrays.stream(input.numbers).max().getAsDouble();
        double sum = 0;
        for (double x : input.numbers) {
            sum += StrictMath.exp(x - highest);
        }
        double bound = Arrays.stream(input.bounds).max().getAsDouble();
        for (int i = 0; i < result.numbers.length; i++) {
            result.numbers[i] = StrictMath.exp(input.numbers[i] - highest) / sum;
            result.bounds[i] = Math.min(1, 2 * bound) + 8 * F64;
        }
        return result;
    }

    @Override
    public Value twoClass(Node.TwoClass node) {
        Value input = values.get(node.input());
        Value result = Value.of(2);
        result.numbers[node.positive()] = input.numbers[0];
        result.numbers[1 - node.positive()] = 1 - input.numbers[0];
        Arrays.fill(result.bounds, input.bounds[0] + F64 * (1 + Math.abs(input.numbers[0])));
        return result;
    }

    @Override
    public Value argMax(Node.ArgMax node) {
        Value input = values.get(node.input());
        Value result = Value.of(1);
        int best = 0;
        for (int i = 0; i < input.numbers.length; i++) {
            if (Double.isNaN(input.numbers[i])) {
                result.numbers[0] = -1;
                return result;
            }
            best = input.numbers[i] > input.numbers[best] ? i : best;
        }
        result.numbers[0] = best;
        for (int i = 0; i < input.numbers.length; i++) {
            double gap = input.numbers[best] - input.numbers[i];
            if (i != best && !(gap > 4 * (input.bounds[best] + input.bounds[i]))) {
                result.bounds[0] = Double.POSITIVE_INFINITY;
            }
        }
        return result;
    }

    @Override
    public Value threshold(Node.Threshold node) {
        double p = values.get(node.input()).numbers[node.positive()];
        Value result = Value.of(1);
        if (Double.isNaN(p)) {
            result.numbers[0] = -1;
            return result;
        }
        result.numbers[0] = p >= node.threshold() ? node.positive() : 1 - node.positive();
        if (!(Math.abs(p - node.threshold()) > 4 * values.get(node.input()).bounds[node.positive()])) {
            result.bounds[0] = Double.POSITIVE_INFINITY;
        }
        return result;
    }

    @Override
    public Value pick(Node.Pick node) {
        Value numbers = values.get(node.numbers());
        Value category = values.get(node.category());
        Value result = Value.of(1);
        double code = category.numbers[0];
        boolean level = code >= 0 && code < numbers.numbers.length && code == Math.rint(code);
        result.numbers[0] = level ? numbers.numbers[(int) code] : Double.NaN;
        result.bounds[0] = level ? numbers.bounds[(int) code] + category.bounds[0] : category.bounds[0];
        return result;
    }
}
