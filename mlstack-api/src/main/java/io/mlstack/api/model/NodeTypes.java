package io.mlstack.api.model;

import io.mlstack.api.json.CanonicalNumber;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What each node takes and makes. All values it reads are there and sound; null, and a finding, where they do not fit. */
final class NodeTypes implements Node.Visitor<@Nullable ValueType> {

    private final GraphCheck check;
    private final TensorCheck tensors;

    NodeTypes(GraphCheck check) {
        this.check = check;
        this.tensors = new TensorCheck(check);
    }

    @Override
    public @Nullable ValueType impute(Node.Impute node) {
        ValueType type = numbers(node, node.input());
        return type != null && tensors.shaped(node, "fill", node.fill(), Tensor.Type.F64, List.of(type.width()))
                ? type
                : null;
    }

    @Override
    public @Nullable ValueType markMissing(Node.MarkMissing node) {
        return numbers(node, node.input());
    }

    @Override
    public @Nullable ValueType standardise(Node.Standardise node) {
        ValueType type = numbers(node, node.input());
        if (type == null) {
            return null;
        }
        boolean fits = tensors.shaped(node, "mean", node.mean(), Tensor.Type.F64, List.of(type.width()))
                & tensors.shaped(node, "deviation", node.deviation(), Tensor.Type.F64, List.of(type.width()));
        if (!fits) {
            return null;
        }
        for (double deviation : node.deviation().toDoubles()) {
            if (deviation <= 0) {
                check.add(
                        "graph.parameter",
                        node,
                        "has a deviation of " + CanonicalNumber.format(deviation),
                        "divide by positive numbers, constant columns by 1");
                return null;
            }
        }
        return type;
    }

    @Override
    public @Nullable ValueType oneHot(Node.OneHot node) {
        ValueType type = check.type(node.input());
        if (type instanceof ValueType.Category category && !category.levels().isEmpty()) {
            return new ValueType.F64(category.levels().size());
        }
        return check.mismatch(node, node.input(), "a category with levels");
    }

    @Override
    public @Nullable ValueType concat(Node.Concat node) {
        if (node.inputs().isEmpty()) {
            check.add("graph.parameter", node, "has no inputs", "give at least one");
            return null;
        }
        boolean f32 = check.type(node.inputs().get(0)) instanceof ValueType.F32;
        long total = 0;
        for (String input : node.inputs()) {
            ValueType type = check.type(input);
            boolean same = f32 ? type instanceof ValueType.F32 : type instanceof ValueType.F64;
            if (type == null || !same) {
                return check.mismatch(node, input, f32 ? "f32 like its first input" : "f64");
            }
            total += type.width();
        }
        // More than an int holds is more than admit() lets pass.
        int joined = (int) Math.min(Integer.MAX_VALUE, total);
        return f32 ? new ValueType.F32(joined) : new ValueType.F64(joined);
    }

    @Override
    public @Nullable ValueType cast(Node.Cast node) {
        ValueType type = numbers(node, node.input());
        if (type == null) {
            return null;
        }
        return node.to() == Tensor.Type.F32 ? new ValueType.F32(type.width()) : new ValueType.F64(type.width());
    }

    @Override
    public @Nullable ValueType linear(Node.Linear node) {
        if (!(check.type(node.input()) instanceof ValueType.F64 type)) {
            return check.mismatch(node, node.input(), "f64");
        }
        return tensors.layer(node, node.weights(), node.bias(), Tensor.Type.F64, type.width())
                ? new ValueType.F64(node.bias().size())
                : null;
    }

    @Override
    public @Nullable ValueType dense(Node.Dense node) {
        if (!(check.type(node.input()) instanceof ValueType.F32 type)) {
            return check.mismatch(node, node.input(), "f32");
        }
        return tensors.layer(node, node.weights(), node.bias(), Tensor.Type.F32, type.width())
                ? new ValueType.F32(node.bias().size())
                : null;
    }

    @Override
    public @Nullable ValueType treeEnsemble(Node.TreeEnsemble node) {
        Trees trees = node.trees();
        boolean f32 = trees.type() == Tensor.Type.F32;
        ValueType wanted = f32 ? new ValueType.F32(trees.features()) : new ValueType.F64(trees.features());
        if (!wanted.equals(check.type(node.input()))) {
            return check.mismatch(node, node.input(), wanted.toString());
        }
        return f32 ? new ValueType.F32(trees.outputs()) : new ValueType.F64(trees.outputs());
    }

    @Override
    public @Nullable ValueType ordinal(Node.Ordinal node) {
        if (!(check.type(node.input()) instanceof ValueType.Category category)) {
            return check.mismatch(node, node.input(), "a category");
        }
        int levels = category.levels().size();
        Tensor numbers = node.numbers();
        if (numbers.type() != Tensor.Type.F64 || !numbers.shape().equals(List.of(levels + 2))) {
            check.add(
                    "graph.parameter",
                    node,
                    "numbers is " + numbers + ", the input needs F64[" + (levels + 2) + "]",
                    "give one for each level, one for missing and one for unseen");
            return null;
        }
        double[] all = numbers.toDoubles();
        for (int i = 0; i < all.length; i++) {
            if (Double.isInfinite(all[i]) || (i < levels && Double.isNaN(all[i]))) {
                check.add("graph.parameter", node, "number " + i + " is " + all[i], "use finite numbers");
                return null;
            }
        }
        return new ValueType.F64(1);
    }

    @Override
    public @Nullable ValueType link(Node.Link node) {
        ValueType type = numbers(node, node.input());
        return type == null ? null : new ValueType.F64(type.width());
    }

    @Override
    public @Nullable ValueType sigmoid(Node.Sigmoid node) {
        ValueType type = numbers(node, node.input());
        return type == null ? null : new ValueType.F64(type.width());
    }

    @Override
    public @Nullable ValueType softmax(Node.Softmax node) {
        return several(node, node.input());
    }

    @Override
    public @Nullable ValueType twoClass(Node.TwoClass node) {
        return new ValueType.F64(1).equals(check.type(node.input()))
                ? new ValueType.F64(2)
                : check.mismatch(node, node.input(), "f64[1]");
    }

    @Override
    public @Nullable ValueType argMax(Node.ArgMax node) {
        ValueType type = numbers(node, node.input());
        return type == null ? null : classes(node, node.input(), type, node.classes());
    }

    @Override
    public @Nullable ValueType threshold(Node.Threshold node) {
        return new ValueType.F64(2).equals(check.type(node.input()))
                ? classes(node, node.input(), new ValueType.F64(2), node.classes())
                : check.mismatch(node, node.input(), "f64[2]");
    }

    @Override
    public @Nullable ValueType pick(Node.Pick node) {
        ValueType numbers = numbers(node, node.numbers());
        if (!(check.type(node.category()) instanceof ValueType.Category category)) {
            return check.mismatch(node, node.category(), "a category");
        }
        if (numbers != null && category.levels().size() != numbers.width()) {
            return check.mismatch(node, node.category(), "a category of " + numbers.width() + " levels");
        }
        return numbers == null ? null : numbers instanceof ValueType.F32 ? new ValueType.F32(1) : new ValueType.F64(1);
    }

    @Override
    public @Nullable ValueType minMax(Node.MinMax node) {
        ValueType type = numbers(node, node.input());
        boolean fits = type != null
                && tensors.shaped(node, "low", node.low(), type.width())
                        & tensors.shaped(node, "high", node.high(), type.width())
                && tensors.ordered(node, node.low(), node.high());
        if (fits && !differencesAreFinite(node)) {
            check.parameter(node, "has a range wider than float64 reaches", "scale the numbers first");
            return null;
        }
        return fits ? type : null;
    }

    private static boolean differencesAreFinite(Node.MinMax node) {
        double[] low = node.low().toDoubles();
        double[] high = node.high().toDoubles();
        return IntStream.range(0, low.length).allMatch(i -> Double.isFinite(high[i] - low[i]));
    }

    @Override
    public @Nullable ValueType clip(Node.Clip node) {
        ValueType type = numbers(node, node.input());
        if (type == null) {
            return null;
        }
        List<Integer> shape = List.of(type.width());
        boolean fits = tensors.hasShape(node, "low", node.low(), Tensor.Type.F64, shape)
                & tensors.hasShape(node, "high", node.high(), Tensor.Type.F64, shape);
        return fits && tensors.ordered(node, node.low(), node.high()) ? type : null;
    }

    @Override
    public @Nullable ValueType bucketise(Node.Bucketise node) {
        return number(node, node.input()) && tensors.rising(node, "boundaries", node.boundaries())
                ? new ValueType.Category(node.levels())
                : null;
    }

    @Override
    public @Nullable ValueType hash(Node.Hash node) {
        ValueType type = check.type(node.input());
        boolean hashable = type instanceof ValueType.Category category
                ? !category.levels().isEmpty()
                : type instanceof ValueType.Text || (type != null && type.width() == 1);
        return hashable
                ? new ValueType.Category(IntStream.range(0, node.buckets())
                        .mapToObj(Integer::toString)
                        .toList())
                : check.mismatch(node, node.input(), "a text, a category with levels or one number");
    }

    @Override
    public @Nullable ValueType embedding(Node.Embedding node) {
        if (!(check.type(node.input()) instanceof ValueType.Category category)
                || category.levels().isEmpty()) {
            return check.mismatch(node, node.input(), "a category with levels");
        }
        int rows = category.levels().size() + 2;
        int width = Math.max(1, node.table().size() / rows);
        return tensors.shaped(node, "table", node.table(), Tensor.Type.F32, List.of(rows, width))
                ? new ValueType.F32(width)
                : null;
    }

    @Override
    public @Nullable ValueType batchNorm(Node.BatchNorm node) {
        ValueType type = numbers(node, node.input());
        if (type == null) {
            return null;
        }
        int width = type.width();
        boolean fits = tensors.shaped(node, "mean", node.mean(), width)
                & tensors.shaped(node, "variance", node.variance(), width)
                & tensors.shaped(node, "gamma", node.gamma(), width)
                & tensors.shaped(node, "beta", node.beta(), width);
        if (!fits) {
            return null;
        }
        for (double variance : node.variance().toDoubles()) {
            if (variance < 0 || !(variance + node.epsilon() > 0)) {
                check.parameter(
                        node,
                        "has a variance of " + CanonicalNumber.format(variance) + " and an epsilon of "
                                + CanonicalNumber.format(node.epsilon()),
                        "give variances of 0 or more and an epsilon above 0");
                return null;
            }
        }
        return type;
    }

    @Override
    public @Nullable ValueType activate(Node.Activate node) {
        return check.type(node.input()) instanceof ValueType.F32 type
                ? type
                : check.mismatch(node, node.input(), "f32");
    }

    @Override
    public @Nullable ValueType leakyRelu(Node.LeakyRelu node) {
        if (!(check.type(node.input()) instanceof ValueType.F32 type)) {
            return check.mismatch(node, node.input(), "f32");
        }
        return tensors.shaped(node, "slope", node.slope(), Tensor.Type.F32, List.of(type.width())) ? type : null;
    }

    @Override
    public @Nullable ValueType platt(Node.Platt node) {
        ValueType type = numbers(node, node.input());
        if (type == null) {
            return null;
        }
        boolean fits = tensors.shaped(node, "slope", node.slope(), type.width())
                & tensors.shaped(node, "intercept", node.intercept(), type.width());
        return fits ? new ValueType.F64(type.width()) : null;
    }

    @Override
    public @Nullable ValueType isotonic(Node.Isotonic node) {
        ValueType type = numbers(node, node.input());
        boolean fits = tensors.rising(node, "thresholds", node.thresholds())
                && tensors.shaped(
                        node, "values", node.values(), node.thresholds().size())
                && monotone(node);
        return type != null && fits ? new ValueType.F64(type.width()) : null;
    }

    private boolean monotone(Node.Isotonic node) {
        double[] values = node.values().toDoubles();
        boolean rises = IntStream.range(1, values.length).allMatch(i -> values[i - 1] <= values[i]);
        boolean falls = IntStream.range(1, values.length).allMatch(i -> values[i - 1] >= values[i]);
        if (!rises && !falls) {
            check.parameter(node, "has values that rise and fall", "give values that never fall or never rise");
            return false;
        }
        double[] at = node.thresholds().toDoubles();
        boolean drawable = IntStream.range(1, values.length)
                .allMatch(i -> Double.isFinite((values[i] - values[i - 1]) / (at[i] - at[i - 1])));
        if (!drawable) {
            check.parameter(node, "is steeper than float64 can tell", "move its thresholds apart");
        }
        return drawable;
    }

    @Override
    public @Nullable ValueType temperature(Node.Temperature node) {
        ValueType type = numbers(node, node.input());
        return type == null ? null : new ValueType.F64(type.width());
    }

    @Override
    public @Nullable ValueType normalise(Node.Normalise node) {
        return several(node, node.input());
    }

    /** At least two numbers, as f64. */
    private @Nullable ValueType several(Node node, String input) {
        ValueType type = numbers(node, input);
        if (type != null && type.width() < 2) {
            return check.mismatch(node, input, "at least 2 numbers");
        }
        return type == null ? null : new ValueType.F64(type.width());
    }

    @Override
    public @Nullable ValueType topK(Node.TopK node) {
        ValueType type = numbers(node, node.input());
        if (type == null || classes(node, node.input(), type, node.classes()) == null) {
            return null;
        }
        if (node.count() < 1 || node.count() > type.width()) {
            check.parameter(
                    node, "wants " + node.count() + " of " + type.width() + " numbers", "ask for 1 to all of them");
            return null;
        }
        return new ValueType.F64(node.count());
    }

    @Override
    public @Nullable ValueType take(Node.Take node) {
        ValueType numbers = numbers(node, node.numbers());
        if (!(check.type(node.positions()) instanceof ValueType.F64 positions)) {
            return check.mismatch(node, node.positions(), "f64");
        }
        if (numbers == null) {
            return null;
        }
        int width = positions.width();
        return numbers instanceof ValueType.F32 ? new ValueType.F32(width) : new ValueType.F64(width);
    }

    @Override
    public @Nullable ValueType tfIdf(Node.TfIdf node) {
        boolean text = isText(node, node.input());
        boolean fits = tensors.shaped(node, "idf", node.idf(), node.terms().size());
        Set<String> seen = new HashSet<>();
        for (String term : node.terms()) {
            if (term.isEmpty() || !StandardCharsets.UTF_8.newEncoder().canEncode(term)) {
                check.parameter(node, "has a term that is empty or no whole text", "leave it out");
                return null;
            }
            if (!seen.add(term)) {
                check.parameter(node, "names the term \"" + GraphCheck.shown(term) + "\" twice", "name each once");
                return null;
            }
        }
        return text && fits ? new ValueType.F64(node.terms().size()) : null;
    }

    @Override
    public @Nullable ValueType hashedText(Node.HashedText node) {
        return isText(node, node.input()) ? new ValueType.F64(node.width()) : null;
    }

    private boolean isText(Node node, String input) {
        boolean text = check.type(input) instanceof ValueType.Text;
        if (!text) {
            check.mismatch(node, input, "a text");
        }
        return text;
    }

    private @Nullable ValueType classes(Node node, String input, ValueType type, List<String> classes) {
        if (classes.size() != type.width()) {
            return check.mismatch(node, input, classes.size() + " numbers, one a class");
        }
        Set<String> seen = new HashSet<>();
        List<String> repeated = classes.stream().filter(name -> !seen.add(name)).toList();
        if (!repeated.isEmpty()) {
            check.add(
                    "graph.parameter",
                    node,
                    "names the class \"" + GraphCheck.shown(repeated.get(0)) + "\" twice",
                    "name each once");
            return null;
        }
        return new ValueType.Category(classes);
    }

    private @Nullable ValueType numbers(Node node, String input) {
        ValueType type = check.type(input);
        return type instanceof ValueType.F32 || type instanceof ValueType.F64
                ? type
                : check.mismatch(node, input, "numbers");
    }

    /** Whether a value is one number; a finding where not. */
    private boolean number(Node node, String input) {
        ValueType type = numbers(node, input);
        if (type != null && type.width() > 1) {
            check.mismatch(node, input, "one number");
        }
        return type != null && type.width() == 1;
    }
}
