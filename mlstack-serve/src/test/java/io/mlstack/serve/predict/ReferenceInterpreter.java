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
    private final Map<String, String> texts;
    private final Map<String, Value> values = new HashMap<>();

    private ReferenceInterpreter(ModelGraph graph, Map<String, String> texts) {
        this.graph = graph;
        this.texts = texts;
    }

    /** The outputs of one flattened row, one after the other. */
    static Value score(ModelGraph graph, double[] row) {
        return new ReferenceInterpreter(graph, Map.of()).run(row);
    }

    /** As {@link #score(ModelGraph, double[])}, with the texts of the columns that are texts; none where one is missing. */
    static Value score(ModelGraph graph, double[] row, Map<String, String> texts) {
        return new ReferenceInterpreter(graph, texts).run(row);
    }

    private Value run(double[] row) {
        int at = 0;
        for (Column column : graph.input()) {
            if (graph.type(column.name()) instanceof ValueType.Text) {
                continue;
            }
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
    public Value markMissing(Node.MarkMissing node) {
        Value input = values.get(node.input());
        double marker = isF32(node.output()) ? (float) node.marker() : node.marker();
        Value result = new Value(input.numbers.clone(), input.bounds.clone());
        for (int i = 0; i < result.numbers.length; i++) {
            if (result.numbers[i] == marker) {
                result.numbers[i] = Double.NaN;
            }
        }
        return result;
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
            sums.bounds[j] = steepness(node.activation()) * sums.bounds[j] + F32 * Math.abs(sums.numbers[j]);
        }
        return sums;
    }

    /** The formulas as {@link Activation} has them; where one is undefined at infinity, its limit. */
    private static double activate(Activation activation, double x) {
        return switch (activation) {
            case IDENTITY -> x;
            case RELU -> Math.max(x, 0);
            case TANH -> StrictMath.tanh(x);
            case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
            case RELU6 -> Math.min(Math.max(x, 0), 6);
            case ELU -> x > 0 ? x : StrictMath.expm1(x);
            case SELU -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * StrictMath.expm1(x));
            case GELU -> gated(x, NaiveErf.erfc(-x / Math.sqrt(2)) / 2);
            case GELU_TANH -> // (1 + tanh(u)) / 2 is 1 / (1 + exp(-2 u)), which keeps its digits where tanh is near -1.
                gated(x, 1 / (1 + StrictMath.exp(-2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))));
            case SILU -> gated(x, 1 / (1 + StrictMath.exp(-x)));
            case MISH -> gated(x, StrictMath.tanh(StrictMath.log1p(StrictMath.exp(x))));
            case SOFTPLUS -> x > 30 ? x : StrictMath.log1p(StrictMath.exp(x));
            case SOFTSIGN -> Double.isInfinite(x) ? Math.signum(x) : x / (1 + Math.abs(x));
            case HARD_SIGMOID -> Math.min(Math.max(x + 3, 0), 6) / 6;
            case HARD_SILU -> gated(x, Math.min(Math.max(x + 3, 0), 6) / 6);
        };
    }

    private static double gated(double x, double gate) {
        return x == Double.NEGATIVE_INFINITY ? 0 : x * gate;
    }

    /** How much an activation can stretch a difference, at most. */
    private static double steepness(Activation activation) {
        return activation == Activation.SELU ? 1.76 : 1.2;
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

    @Override
    public Value minMax(Node.MinMax node) {
        Value input = values.get(node.input());
        Value result = Value.of(input.numbers.length);
        double[] low = node.low().toDoubles();
        double[] high = node.high().toDoubles();
        for (int i = 0; i < low.length; i++) {
            double range = high[i] == low[i] ? 1 : high[i] - low[i];
            result.numbers[i] = (input.numbers[i] - low[i]) / range;
            result.bounds[i] = (input.bounds[i] + F64 * (Math.abs(input.numbers[i]) + Math.abs(low[i]))) / range;
        }
        return isF32(node.output()) ? rounded(result, true) : result;
    }

    @Override
    public Value clip(Node.Clip node) {
        Value input = values.get(node.input());
        Value result = Value.of(input.numbers.length);
        for (int i = 0; i < result.numbers.length; i++) {
            double x = input.numbers[i];
            double low = node.low().toDoubles()[i];
            double high = node.high().toDoubles()[i];
            result.numbers[i] = x < low ? low : x > high ? high : x;
            result.bounds[i] = input.bounds[i];
        }
        return isF32(node.output()) ? rounded(result, true) : result;
    }

    @Override
    public Value bucketise(Node.Bucketise node) {
        Value input = values.get(node.input());
        Value result = Value.of(1);
        double x = input.numbers[0];
        if (Double.isNaN(x)) {
            result.numbers[0] = -1;
            return result;
        }
        for (double boundary : node.boundaries().toDoubles()) {
            result.numbers[0] += boundary <= x ? 1 : 0;
            if (!(Math.abs(x - boundary) > 4 * input.bounds[0]) && input.bounds[0] > 0) {
                result.bounds[0] = Double.POSITIVE_INFINITY;
            }
        }
        return result;
    }

    @Override
    public Value tfIdf(Node.TfIdf node) {
        return terms(NaiveTerms.weights(node, texts.get(node.input())));
    }

    @Override
    public Value hashedText(Node.HashedText node) {
        return terms(NaiveTerms.weights(node, texts.get(node.input())));
    }

    private static Value terms(double[] weights) {
        Value result = Value.of(weights.length);
        for (int i = 0; i < weights.length; i++) {
            result.numbers[i] = weights[i];
            result.bounds[i] = 64 * F64 * Math.abs(weights[i]);
        }
        return result;
    }

    @Override
    public Value hash(Node.Hash node) {
        if (graph.type(node.input()) instanceof ValueType.Text) {
            String text = texts.get(node.input());
            Value result = Value.of(1);
            result.numbers[0] = text == null ? -1 : NaiveMurmur3.bucket(text, node.seed(), node.buckets());
            return result;
        }
        Value input = values.get(node.input());
        Value result = Value.of(1);
        double x = input.numbers[0];
        if (graph.type(node.input()) instanceof ValueType.Category category) {
            boolean level = x >= 0 && x < category.levels().size() && x == Math.rint(x);
            result.bounds[0] = input.bounds[0];
            result.numbers[0] = level
                    ? NaiveMurmur3.bucket(category.levels().get((int) x), node.seed(), node.buckets())
                    : x == -1 ? -1 : -2;
        } else {
            result.bounds[0] = input.bounds[0] > 0 ? Double.POSITIVE_INFINITY : 0;
            result.numbers[0] = Double.isNaN(x) ? -1 : NaiveMurmur3.bucket(x, node.seed(), node.buckets());
        }
        return result;
    }

    @Override
    public Value embedding(Node.Embedding node) {
        Value input = values.get(node.input());
        int levels = node.table().shape().get(0) - 2;
        int width = node.table().shape().get(1);
        double code = input.numbers[0];
        boolean level = code >= 0 && code < levels && code == Math.rint(code);
        int row = level ? (int) code : code == -1 ? levels : levels + 1;
        Value result = Value.of(width);
        for (int i = 0; i < width; i++) {
            result.numbers[i] = node.table().toFloats()[row * width + i];
            result.bounds[i] = input.bounds[0];
        }
        return result;
    }

    @Override
    public Value batchNorm(Node.BatchNorm node) {
        Value input = values.get(node.input());
        Value result = Value.of(input.numbers.length);
        // In float32 a layer beside it may have its weights: four times the rounding of each term.
        double unit = isF32(node.output()) ? 4 * F32 : 4 * F64;
        for (int i = 0; i < result.numbers.length; i++) {
            double x = input.numbers[i];
            double mean = node.mean().toDoubles()[i];
            double scale =
                    node.gamma().toDoubles()[i] / Math.sqrt(node.variance().toDoubles()[i] + node.epsilon());
            double shift = node.beta().toDoubles()[i];
            result.numbers[i] = scale * (x - mean) + shift;
            result.bounds[i] = Math.abs(scale) * (input.bounds[i] + unit * (Math.abs(x) + Math.abs(mean)))
                    + unit * Math.abs(shift);
        }
        return isF32(node.output()) ? rounded(result, true) : result;
    }

    @Override
    public Value activate(Node.Activate node) {
        Value input = values.get(node.input());
        Value result = Value.of(input.numbers.length);
        for (int i = 0; i < result.numbers.length; i++) {
            result.numbers[i] = activate(node.activation(), input.numbers[i]);
            result.bounds[i] = steepness(node.activation()) * input.bounds[i];
        }
        return rounded(result, true);
    }

    @Override
    public Value leakyRelu(Node.LeakyRelu node) {
        Value input = values.get(node.input());
        Value result = Value.of(input.numbers.length);
        for (int i = 0; i < result.numbers.length; i++) {
            double slope = node.slope().toFloats()[i];
            result.numbers[i] = input.numbers[i] > 0 ? input.numbers[i] : slope * input.numbers[i];
            result.bounds[i] = Math.max(1, Math.abs(slope)) * input.bounds[i];
        }
        return rounded(result, true);
    }

    @Override
    public Value platt(Node.Platt node) {
        Value input = values.get(node.input());
        Value result = Value.of(input.numbers.length);
        for (int i = 0; i < result.numbers.length; i++) {
            double slope = node.slope().toDoubles()[i];
            double intercept = node.intercept().toDoubles()[i];
            double margin = slope * input.numbers[i] + intercept;
            double bound = Math.abs(slope) * input.bounds[i]
                    + F64 * (Math.abs(slope * input.numbers[i]) + Math.abs(intercept));
            result.numbers[i] = 1 / (1 + StrictMath.exp(-margin));
            result.bounds[i] = Math.min(1, bound / 4) + 4 * F64;
        }
        return result;
    }

    @Override
    public Value isotonic(Node.Isotonic node) {
        Value input = values.get(node.input());
        Value result = Value.of(input.numbers.length);
        double[] x = node.thresholds().toDoubles();
        double[] y = node.values().toDoubles();
        double steepest = 0;
        for (int k = 1; k < x.length; k++) {
            steepest = Math.max(steepest, Math.abs((y[k] - y[k - 1]) / (x[k] - x[k - 1])));
        }
        for (int i = 0; i < result.numbers.length; i++) {
            result.numbers[i] = curve(x, y, input.numbers[i]);
            result.bounds[i] = steepest * (input.bounds[i] + F64 * Math.abs(x[0]) + F64 * Math.abs(x[x.length - 1]))
                    + F64 * (Math.abs(y[0]) + Math.abs(y[y.length - 1]));
        }
        return result;
    }

    private static double curve(double[] x, double[] y, double at) {
        if (Double.isNaN(at)) {
            return at;
        }
        for (int k = 0; k < x.length; k++) {
            if (at <= x[k]) {
                double share = k == 0 ? 0 : (at - x[k - 1]) / (x[k] - x[k - 1]);
                return k == 0 ? y[0] : (1 - share) * y[k - 1] + share * y[k];
            }
        }
        return y[y.length - 1];
    }

    @Override
    public Value temperature(Node.Temperature node) {
        Value input = values.get(node.input());
        Value result = Value.of(input.numbers.length);
        for (int i = 0; i < result.numbers.length; i++) {
            result.numbers[i] = input.numbers[i] / node.temperature();
            result.bounds[i] = input.bounds[i] / node.temperature();
        }
        return result;
    }

    @Override
    public Value normalise(Node.Normalise node) {
        Value input = values.get(node.input());
        Value result = Value.of(input.numbers.length);
        double sum = Arrays.stream(input.numbers).sum();
        double size = Arrays.stream(input.numbers).map(Math::abs).sum();
        double bound = Arrays.stream(input.bounds).sum() + input.numbers.length * F64 * size;
        for (int i = 0; i < result.numbers.length; i++) {
            double x = input.numbers[i];
            result.numbers[i] = sum == 0 ? 1.0 / result.numbers.length : x / sum;
            // Where the sum may as well be 0, nothing can be said.
            result.bounds[i] = bound > 0 && !(Math.abs(sum) > 8 * bound)
                    ? Double.POSITIVE_INFINITY
                    : bound == 0 ? 0 : 2 * (input.bounds[i] + Math.abs(x / sum) * bound) / Math.abs(sum);
        }
        return result;
    }

    @Override
    public Value topK(Node.TopK node) {
        Value input = values.get(node.input());
        Value result = Value.of(node.count());
        double[] x = input.numbers;
        if (Arrays.stream(x).anyMatch(Double::isNaN)) {
            Arrays.fill(result.numbers, Double.NaN);
            return result;
        }
        Integer[] order = new Integer[x.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> x[a] == x[b] ? a - b : x[a] > x[b] ? -1 : 1);
        for (int k = 0; k < node.count(); k++) {
            result.numbers[k] = order[k];
            for (int i = 0; i < x.length; i++) {
                boolean near = !(Math.abs(x[order[k]] - x[i]) > 4 * (input.bounds[order[k]] + input.bounds[i]));
                if (i != order[k] && near && input.bounds[order[k]] + input.bounds[i] != 0) {
                    result.bounds[k] = Double.POSITIVE_INFINITY;
                }
            }
        }
        return result;
    }

    @Override
    public Value take(Node.Take node) {
        Value numbers = values.get(node.numbers());
        Value positions = values.get(node.positions());
        Value result = Value.of(positions.numbers.length);
        for (int i = 0; i < result.numbers.length; i++) {
            double at = positions.numbers[i];
            boolean fits = at >= 0 && at < numbers.numbers.length && at == Math.rint(at);
            result.numbers[i] = fits ? numbers.numbers[(int) at] : Double.NaN;
            result.bounds[i] =
                    (fits ? numbers.bounds[(int) at] : 0) + (positions.bounds[i] > 0 ? Double.POSITIVE_INFINITY : 0);
        }
        return result;
    }
}
