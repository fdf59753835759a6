package io.mlstack.api.model;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.json.CanonicalNumber;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Types the values of a graph and collects everything that does not fit. */
final class GraphCheck implements Node.Visitor<@Nullable ValueType> {

    /** Numbers a row in all values together, 32 MiB as float64; no graph of ours comes near it. */
    private static final int MAX_WIDTH = 1 << 22;

    private static final int SHOWN_NAME = 200;

    private final Findings findings = Findings.collect();
    private final Map<String, ValueType> types = new LinkedHashMap<>();
    private final Map<String, String> makers = new LinkedHashMap<>();

    /** Values that have a finding already: whoever reads them is not to blame and gives no other. */
    private final Set<String> failed = new HashSet<>();

    private long width;

    GraphCheck(Schema input) {
        for (Column column : input) {
            String place = "column " + column.name();
            makers.put(column.name(), place);
            ValueType.of(column)
                    .ifPresentOrElse(
                            type -> {
                                if (!admit(column.name(), type, place)) {
                                    failed.add(column.name());
                                }
                            },
                            () -> {
                                failed.add(column.name());
                                findings.add(
                                        "graph.input",
                                        place,
                                        "no node takes a value of type "
                                                + column.type().kind().name().toLowerCase(Locale.ROOT),
                                        "leave the column out of the input");
                            });
        }
    }

    Map<String, ValueType> types() {
        return types;
    }

    Findings findings() {
        return findings;
    }

    void throwIfAny() {
        findings.throwIfAny(InvalidInputException::new);
    }

    void node(Node node) {
        String output = node.output();
        boolean readable = readable(node);
        if (!Column.isName(output)) {
            add("graph.name", node, "has no name for its output", "use 1 to 200 printable characters, not only spaces");
            failed.add(output);
            return;
        }
        String maker = makers.putIfAbsent(output, describe(node));
        if (maker != null) {
            add(
                    "graph.name-taken",
                    node,
                    "makes \"" + output + "\", which " + maker + " makes already",
                    "give the output a name of its own");
            return;
        }
        ValueType type = readable ? node.accept(this) : null;
        if (type == null || !admit(output, type, describe(node))) {
            failed.add(output);
        }
    }

    /** Whether all values the node reads are there and sound; a finding for each that no node makes. */
    private boolean readable(Node node) {
        boolean readable = true;
        for (String input : node.inputs()) {
            if (!types.containsKey(input)) {
                readable = false;
                if (!failed.contains(input)) {
                    add(
                            "graph.no-such-value",
                            node,
                            "reads \"" + shown(input) + "\", which no node before it makes",
                            NearestName.cure(input, types.keySet()));
                }
            }
        }
        return readable;
    }

    private boolean admit(String name, ValueType type, String place) {
        if (width + type.width() > MAX_WIDTH) {
            findings.add(
                    "graph.width",
                    place,
                    type + " makes the values of the graph wider than " + MAX_WIDTH + " numbers a row",
                    "make fewer or narrower values");
            return false;
        }
        width += type.width();
        types.put(name, type);
        return true;
    }

    void output(Column column) {
        ValueType type = types.get(column.name());
        String place = "output " + column.name();
        if (type == null && failed.contains(column.name())) {
            return;
        }
        if (type == null) {
            findings.add(
                    "graph.output",
                    place,
                    "no node makes a value of that name",
                    NearestName.cure(column.name(), types.keySet()));
        } else if (!leaves(type, column.type())) {
            findings.add(
                    "graph.output",
                    place,
                    makers.get(column.name()) + " makes " + type + ", which cannot leave as "
                            + column.type().spelling(),
                    "declare the column as " + natural(type).spelling());
        }
    }

    private static boolean leaves(ValueType type, ColumnType column) {
        return natural(type).equals(column)
                || (column.kind() == ColumnType.Kind.VECTOR
                        && type.width() == ((ColumnType.Vector) column).width()
                        && !(type instanceof ValueType.Category || type instanceof ValueType.Text));
    }

    private static ColumnType natural(ValueType type) {
        if (type instanceof ValueType.Category category) {
            return ColumnType.category(category.levels());
        }
        if (type instanceof ValueType.Text) {
            return ColumnType.TEXT;
        }
        if (type.width() > 1) {
            return ColumnType.vector(type.width());
        }
        return type instanceof ValueType.F32 ? ColumnType.FLOAT32 : ColumnType.FLOAT64;
    }

    @Override
    public @Nullable ValueType impute(Node.Impute node) {
        ValueType type = numbers(node, node.input());
        return type != null && shaped(node, "fill", node.fill(), Tensor.Type.F64, List.of(type.width())) ? type : null;
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
        boolean fits = shaped(node, "mean", node.mean(), Tensor.Type.F64, List.of(type.width()))
                & shaped(node, "deviation", node.deviation(), Tensor.Type.F64, List.of(type.width()));
        if (!fits) {
            return null;
        }
        for (double deviation : node.deviation().toDoubles()) {
            if (deviation <= 0) {
                add(
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
        ValueType type = types.get(node.input());
        if (type instanceof ValueType.Category category && !category.levels().isEmpty()) {
            return new ValueType.F64(category.levels().size());
        }
        return mismatch(node, node.input(), "a category with levels");
    }

    @Override
    public @Nullable ValueType concat(Node.Concat node) {
        if (node.inputs().isEmpty()) {
            add("graph.parameter", node, "has no inputs", "give at least one");
            return null;
        }
        boolean f32 = types.get(node.inputs().get(0)) instanceof ValueType.F32;
        long total = 0;
        for (String input : node.inputs()) {
            ValueType type = types.get(input);
            boolean same = f32 ? type instanceof ValueType.F32 : type instanceof ValueType.F64;
            if (type == null || !same) {
                return mismatch(node, input, f32 ? "f32 like its first input" : "f64");
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
        if (!(types.get(node.input()) instanceof ValueType.F64 type)) {
            return mismatch(node, node.input(), "f64");
        }
        return layer(node, node.weights(), node.bias(), Tensor.Type.F64, type.width())
                ? new ValueType.F64(node.bias().size())
                : null;
    }

    @Override
    public @Nullable ValueType dense(Node.Dense node) {
        if (!(types.get(node.input()) instanceof ValueType.F32 type)) {
            return mismatch(node, node.input(), "f32");
        }
        return layer(node, node.weights(), node.bias(), Tensor.Type.F32, type.width())
                ? new ValueType.F32(node.bias().size())
                : null;
    }

    @Override
    public @Nullable ValueType treeEnsemble(Node.TreeEnsemble node) {
        Trees trees = node.trees();
        boolean f32 = trees.type() == Tensor.Type.F32;
        ValueType wanted = f32 ? new ValueType.F32(trees.features()) : new ValueType.F64(trees.features());
        if (!wanted.equals(types.get(node.input()))) {
            return mismatch(node, node.input(), wanted.toString());
        }
        return f32 ? new ValueType.F32(trees.outputs()) : new ValueType.F64(trees.outputs());
    }

    @Override
    public @Nullable ValueType ordinal(Node.Ordinal node) {
        if (!(types.get(node.input()) instanceof ValueType.Category category)) {
            return mismatch(node, node.input(), "a category");
        }
        int levels = category.levels().size();
        Tensor numbers = node.numbers();
        if (numbers.type() != Tensor.Type.F64 || !numbers.shape().equals(List.of(levels + 2))) {
            add(
                    "graph.parameter",
                    node,
                    "numbers is " + numbers + ", the input needs F64[" + (levels + 2) + "]",
                    "give one for each level, one for missing and one for unseen");
            return null;
        }
        double[] all = numbers.toDoubles();
        for (int i = 0; i < all.length; i++) {
            if (Double.isInfinite(all[i]) || (i < levels && Double.isNaN(all[i]))) {
                add("graph.parameter", node, "number " + i + " is " + all[i], "use finite numbers");
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
        return new ValueType.F64(1).equals(types.get(node.input()))
                ? new ValueType.F64(2)
                : mismatch(node, node.input(), "f64[1]");
    }

    @Override
    public @Nullable ValueType argMax(Node.ArgMax node) {
        ValueType type = numbers(node, node.input());
        return type == null ? null : classes(node, node.input(), type, node.classes());
    }

    @Override
    public @Nullable ValueType threshold(Node.Threshold node) {
        return new ValueType.F64(2).equals(types.get(node.input()))
                ? classes(node, node.input(), new ValueType.F64(2), node.classes())
                : mismatch(node, node.input(), "f64[2]");
    }

    @Override
    public @Nullable ValueType pick(Node.Pick node) {
        ValueType numbers = numbers(node, node.numbers());
        if (!(types.get(node.category()) instanceof ValueType.Category category)) {
            return mismatch(node, node.category(), "a category");
        }
        if (numbers != null && category.levels().size() != numbers.width()) {
            return mismatch(node, node.category(), "a category of " + numbers.width() + " levels");
        }
        return numbers == null ? null : numbers instanceof ValueType.F32 ? new ValueType.F32(1) : new ValueType.F64(1);
    }

    @Override
    public @Nullable ValueType minMax(Node.MinMax node) {
        ValueType type = numbers(node, node.input());
        boolean fits = type != null
                && shaped(node, "low", node.low(), type.width()) & shaped(node, "high", node.high(), type.width())
                && ordered(node, node.low(), node.high());
        if (fits && !differencesAreFinite(node)) {
            parameter(node, "has a range wider than float64 reaches", "scale the numbers first");
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
        boolean fits = hasShape(node, "low", node.low(), Tensor.Type.F64, shape)
                & hasShape(node, "high", node.high(), Tensor.Type.F64, shape);
        return fits && ordered(node, node.low(), node.high()) ? type : null;
    }

    /** Whether no low is above its high; NaN is in no order. */
    private boolean ordered(Node node, Tensor low, Tensor high) {
        double[] from = low.toDoubles();
        double[] to = high.toDoubles();
        for (int i = 0; i < from.length; i++) {
            if (!(from[i] <= to[i])) {
                parameter(node, "has the bounds " + from[i] + " to " + to[i], "give the lower one first");
                return false;
            }
        }
        return true;
    }

    @Override
    public @Nullable ValueType bucketise(Node.Bucketise node) {
        return number(node, node.input()) && rising(node, "boundaries", node.boundaries())
                ? new ValueType.Category(node.levels())
                : null;
    }

    /** A vector of at least one number, each above the one before it. */
    private boolean rising(Node node, String parameter, Tensor tensor) {
        if (!shaped(node, parameter, tensor, Math.max(1, tensor.size()))) {
            return false;
        }
        double[] values = tensor.toDoubles();
        for (int i = 1; i < values.length; i++) {
            if (!(values[i - 1] < values[i])) {
                parameter(
                        node,
                        parameter + " go from " + CanonicalNumber.format(values[i - 1]) + " to "
                                + CanonicalNumber.format(values[i]),
                        "sort them and name each once");
                return false;
            }
        }
        return true;
    }

    @Override
    public @Nullable ValueType hash(Node.Hash node) {
        ValueType type = types.get(node.input());
        boolean hashable = type instanceof ValueType.Category category
                ? !category.levels().isEmpty()
                : type instanceof ValueType.Text || (type != null && type.width() == 1);
        return hashable
                ? new ValueType.Category(IntStream.range(0, node.buckets())
                        .mapToObj(Integer::toString)
                        .toList())
                : mismatch(node, node.input(), "a text, a category with levels or one number");
    }

    @Override
    public @Nullable ValueType embedding(Node.Embedding node) {
        if (!(types.get(node.input()) instanceof ValueType.Category category)
                || category.levels().isEmpty()) {
            return mismatch(node, node.input(), "a category with levels");
        }
        int rows = category.levels().size() + 2;
        int width = Math.max(1, node.table().size() / rows);
        return shaped(node, "table", node.table(), Tensor.Type.F32, List.of(rows, width))
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
        boolean fits = shaped(node, "mean", node.mean(), width)
                & shaped(node, "variance", node.variance(), width)
                & shaped(node, "gamma", node.gamma(), width)
                & shaped(node, "beta", node.beta(), width);
        if (!fits) {
            return null;
        }
        for (double variance : node.variance().toDoubles()) {
            if (variance < 0 || !(variance + node.epsilon() > 0)) {
                parameter(
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
        return types.get(node.input()) instanceof ValueType.F32 type ? type : mismatch(node, node.input(), "f32");
    }

    @Override
    public @Nullable ValueType leakyRelu(Node.LeakyRelu node) {
        if (!(types.get(node.input()) instanceof ValueType.F32 type)) {
            return mismatch(node, node.input(), "f32");
        }
        return shaped(node, "slope", node.slope(), Tensor.Type.F32, List.of(type.width())) ? type : null;
    }

    @Override
    public @Nullable ValueType platt(Node.Platt node) {
        ValueType type = numbers(node, node.input());
        if (type == null) {
            return null;
        }
        boolean fits = shaped(node, "slope", node.slope(), type.width())
                & shaped(node, "intercept", node.intercept(), type.width());
        return fits ? new ValueType.F64(type.width()) : null;
    }

    @Override
    public @Nullable ValueType isotonic(Node.Isotonic node) {
        ValueType type = numbers(node, node.input());
        boolean fits = rising(node, "thresholds", node.thresholds())
                && shaped(node, "values", node.values(), node.thresholds().size())
                && monotone(node);
        return type != null && fits ? new ValueType.F64(type.width()) : null;
    }

    private boolean monotone(Node.Isotonic node) {
        double[] values = node.values().toDoubles();
        boolean rises = IntStream.range(1, values.length).allMatch(i -> values[i - 1] <= values[i]);
        boolean falls = IntStream.range(1, values.length).allMatch(i -> values[i - 1] >= values[i]);
        if (!rises && !falls) {
            parameter(node, "has values that rise and fall", "give values that never fall or never rise");
            return false;
        }
        double[] at = node.thresholds().toDoubles();
        boolean drawable = IntStream.range(1, values.length)
                .allMatch(i -> Double.isFinite((values[i] - values[i - 1]) / (at[i] - at[i - 1])));
        if (!drawable) {
            parameter(node, "is steeper than float64 can tell", "move its thresholds apart");
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
            return mismatch(node, input, "at least 2 numbers");
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
            parameter(node, "wants " + node.count() + " of " + type.width() + " numbers", "ask for 1 to all of them");
            return null;
        }
        return new ValueType.F64(node.count());
    }

    @Override
    public @Nullable ValueType take(Node.Take node) {
        ValueType numbers = numbers(node, node.numbers());
        if (!(types.get(node.positions()) instanceof ValueType.F64 positions)) {
            return mismatch(node, node.positions(), "f64");
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
        boolean fits = shaped(node, "idf", node.idf(), node.terms().size());
        Set<String> seen = new HashSet<>();
        for (String term : node.terms()) {
            if (term.isEmpty() || !StandardCharsets.UTF_8.newEncoder().canEncode(term)) {
                parameter(node, "has a term that is empty or no whole text", "leave it out");
                return null;
            }
            if (!seen.add(term)) {
                parameter(node, "names the term \"" + shown(term) + "\" twice", "name each once");
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
        boolean text = types.get(input) instanceof ValueType.Text;
        if (!text) {
            mismatch(node, input, "a text");
        }
        return text;
    }

    private @Nullable ValueType classes(Node node, String input, ValueType type, List<String> classes) {
        if (classes.size() != type.width()) {
            return mismatch(node, input, classes.size() + " numbers, one a class");
        }
        Set<String> seen = new HashSet<>();
        List<String> repeated = classes.stream().filter(name -> !seen.add(name)).toList();
        if (!repeated.isEmpty()) {
            add("graph.parameter", node, "names the class \"" + shown(repeated.get(0)) + "\" twice", "name each once");
            return null;
        }
        return new ValueType.Category(classes);
    }

    private boolean layer(Node node, Tensor weights, Tensor bias, Tensor.Type type, int width) {
        return shaped(node, "weights", weights, type, List.of(bias.size(), width))
                & shaped(node, "bias", bias, type, List.of(bias.size()));
    }

    private boolean shaped(Node node, String parameter, Tensor tensor, int width) {
        return shaped(node, parameter, tensor, Tensor.Type.F64, List.of(width));
    }

    private boolean shaped(Node node, String parameter, Tensor tensor, Tensor.Type type, List<Integer> shape) {
        if (!hasShape(node, parameter, tensor, type, shape)) {
            return false;
        }
        if (!tensor.isFinite()) {
            parameter(node, parameter + " holds NaN or infinity", "train with finite numbers");
            return false;
        }
        return true;
    }

    private boolean hasShape(Node node, String parameter, Tensor tensor, Tensor.Type type, List<Integer> shape) {
        boolean fits = tensor.type() == type && tensor.shape().equals(shape) && tensor.size() > 0;
        if (!fits) {
            parameter(
                    node,
                    parameter + " is " + tensor + ", the input needs " + type + shape,
                    "mend the tensor or the input");
        }
        return fits;
    }

    private @Nullable ValueType numbers(Node node, String input) {
        ValueType type = types.get(input);
        return type instanceof ValueType.F32 || type instanceof ValueType.F64 ? type : mismatch(node, input, "numbers");
    }

    /** Whether a value is one number; a finding where not. */
    private boolean number(Node node, String input) {
        ValueType type = numbers(node, input);
        if (type != null && type.width() > 1) {
            mismatch(node, input, "one number");
        }
        return type != null && type.width() == 1;
    }

    private @Nullable ValueType mismatch(Node node, String input, String wanted) {
        add(
                "graph.type",
                node,
                "takes " + wanted + ", but " + makers.get(input) + " makes " + types.get(input),
                "put a node between the two that converts");
        return null;
    }

    private void parameter(Node node, String message, String cure) {
        add("graph.parameter", node, message, cure);
    }

    private void add(String code, Node node, String message, String cure) {
        findings.add(code, describe(node), message, cure);
    }

    private static String describe(Node node) {
        return node.getClass().getSimpleName() + " node \"" + shown(node.output()) + "\"";
    }

    private static String shown(String name) {
        return name.length() <= SHOWN_NAME ? name : name.substring(0, SHOWN_NAME) + "...";
    }
}
