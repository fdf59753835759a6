package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.ValueType;
import io.mlstack.api.table.Column;
import io.mlstack.serve.predict.internal.compute.tree.CompiledTrees;
import io.mlstack.serve.predict.internal.compute.tree.TreeSize;
import io.mlstack.serve.predict.internal.text.Murmur3;
import io.mlstack.serve.predict.internal.text.TextColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Turns a graph into a program.
 *
 * <p>Walks from the outputs back, so what nobody needs is never computed; on the way, nodes that only one other reads are
 * taken into it. Then every value gets its registers, those of a concatenation side by side, and the steps are made.
 */
public final class Compiler implements Node.Visitor<Function<Layout, Step>> {

    /** A step to be, and the node whose value it makes. */
    private record Planned(Node node, Function<Layout, Step> step) {

        String value() {
            return node.output();
        }
    }

    private final ModelGraph graph;
    private final Values values;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final List<Planned> planned = new ArrayList<>();
    private final Set<String> needed = new HashSet<>();
    private final List<LinearFold> folds = new ArrayList<>();
    private final TextStage texts = new TextStage();
    private int inputWidth;
    private int numbers;
    private int widest;
    private TreeSize trees = TreeSize.NONE;

    private Compiler(ModelGraph graph) {
        this.graph = graph;
        this.values = new Values(graph);
    }

    /** The program of a graph, and what makes numbers of its texts. */
    public static Compiled compile(ModelGraph graph) {
        Compiler compiler = new Compiler(graph);
        Program program = compiler.program();
        Map<String, TextColumn> texts = new HashMap<>();
        for (Column column : graph.input()) {
            if (compiler.isText(column.name())) {
                texts.put(column.name(), compiler.texts.column(column.name()));
            }
        }
        return new Compiled(Map.copyOf(texts), program);
    }

    private boolean isText(String value) {
        return graph.type(value) instanceof ValueType.Text;
    }

    private Program program() {
        for (Column column : graph.output()) {
            need(column.name());
        }
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (needed.contains(node.output()) && values.source(node.output()).equals(node.output())) {
                plan(node);
            }
        }
        placeColumns();
        Layout layout = layout();
        Size size = new Size(layout.registers(), numbers, widest, trees);
        Collections.reverse(planned);
        LinearTerms terms = folds.size() == 1 ? folds.get(0).terms(layout) : null;
        Program linear =
                new LinearShape(graph, values).program(nodes(), terms, layout, inputWidth, floatColumns(), size);
        if (linear != null) {
            return linear;
        }
        return new StepProgram(inputWidth, steps(layout), floatColumns(), outputs(layout), size);
    }

    private List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        for (Planned plan : planned) {
            nodes.add(plan.node());
        }
        return nodes;
    }

    private Step[] steps(Layout layout) {
        List<Step> steps = new ArrayList<>();
        for (Planned plan : planned) {
            Step step = plan.step().apply(layout);
            if (!step.isIdle()) {
                steps.add(step);
            }
        }
        return steps.toArray(new Step[0]);
    }

    private void plan(Node node) {
        if (readsText(node)) {
            texts.add(node.output(), node.inputs().get(0), TextStage.encoder(node));
        } else {
            planned.add(new Planned(node, node.accept(this)));
        }
    }

    private boolean readsText(Node node) {
        for (String input : node.inputs()) {
            if (isText(input)) {
                return true;
            }
        }
        return false;
    }

    private void need(String value) {
        needed.add(values.source(value));
    }

    private void need(List<String> read) {
        for (String value : read) {
            need(value);
        }
    }

    // ---- where values lie

    /** Where each column lies in a row; in the place of a text, what is made of it. */
    private void placeColumns() {
        for (Column column : graph.input()) {
            if (isText(column.name())) {
                texts.values(column.name()).forEach(this::placeColumn);
            } else {
                placeColumn(column.name(), values.width(column.name()));
            }
        }
    }

    private void placeColumn(String value, int width) {
        columns.put(value, inputWidth);
        inputWidth = Math.addExact(inputWidth, width);
    }

    private Layout layout() {
        Layout layout = new Layout(inputWidth);
        for (Map.Entry<String, Integer> column : columns.entrySet()) {
            layout.put(column.getKey(), column.getValue());
        }
        // Later concats first: what lies in one of them then draws its own members with it.
        for (Planned plan : planned) {
            if (plan.node() instanceof Node.Concat concat) {
                place(concat, layout);
            }
        }
        for (int i = planned.size() - 1; i >= 0; i--) {
            String value = planned.get(i).value();
            layout.allocate(value, values.width(value));
        }
        return layout;
    }

    private void place(Node.Concat concat, Layout layout) {
        int adjacent = adjacentColumns(concat);
        if (adjacent >= 0 && !layout.has(concat.output())) {
            layout.put(concat.output(), adjacent);
            return;
        }
        layout.allocate(concat.output(), values.width(concat.output()));
        int at = layout.at(concat.output());
        for (String input : concat.inputs()) {
            String source = values.source(input);
            if (!layout.has(source)) {
                layout.put(source, at);
            }
            at += values.width(input);
        }
    }

    /** Where the inputs of a concat begin if they are input columns that lie side by side, else -1. */
    private int adjacentColumns(Node.Concat concat) {
        int first = -1;
        int next = -1;
        for (String input : concat.inputs()) {
            String source = values.source(input);
            Integer column = columns.get(source);
            if (column == null || (next >= 0 && column != next)) {
                return -1;
            }
            first = first < 0 ? column : first;
            next = column + values.width(source);
        }
        return first;
    }

    private int[] floatColumns() {
        List<Integer> positions = new ArrayList<>();
        for (Column column : graph.input()) {
            int at = columns.getOrDefault(column.name(), 0);
            for (int i = 0; values.isF32(column.name()) && i < values.width(column.name()); i++) {
                positions.add(at + i);
            }
        }
        return Layout.array(positions);
    }

    private int[] outputs(Layout layout) {
        List<Integer> registers = new ArrayList<>();
        for (Column column : graph.output()) {
            int at = layout.at(values.source(column.name()));
            for (int i = 0; i < values.width(column.name()); i++) {
                registers.add(at + i);
            }
        }
        return Layout.array(registers);
    }

    private int at(Layout layout, String value) {
        return layout.at(values.source(value));
    }

    // ---- steps

    @Override
    public Function<Layout, Step> impute(Node.Impute node) {
        return prepare(node);
    }

    @Override
    public Function<Layout, Step> markMissing(Node.MarkMissing node) {
        need(node.input());
        int width = values.width(node.output());
        double marker = values.isF32(node.output()) ? (float) node.marker() : node.marker();
        return layout ->
                new FeatureSteps.MarkMissing(at(layout, node.input()), at(layout, node.output()), width, marker);
    }

    @Override
    public Function<Layout, Step> standardise(Node.Standardise node) {
        return prepare(node);
    }

    @Override
    public Function<Layout, Step> cast(Node.Cast node) {
        return prepare(node);
    }

    private Function<Layout, Step> prepare(Node node) {
        Prepared prepared = new Prepared(node, values);
        need(prepared.from());
        int width = values.width(node.output());
        boolean rounds = values.isF32(node.output());
        return layout -> new FeatureSteps.Prepare(
                at(layout, prepared.from()), at(layout, node.output()), width, prepared.preparation(), rounds);
    }

    @Override
    public Function<Layout, Step> oneHot(Node.OneHot node) {
        need(node.input());
        int levels = values.width(node.output());
        return layout -> new FeatureSteps.OneHot(at(layout, node.input()), at(layout, node.output()), levels);
    }

    @Override
    public Function<Layout, Step> concat(Node.Concat node) {
        need(node.inputs());
        return layout -> {
            List<Integer> from = new ArrayList<>();
            List<Integer> to = new ArrayList<>();
            int next = at(layout, node.output());
            for (String input : node.inputs()) {
                int at = at(layout, input);
                for (int i = 0; i < values.width(input); i++, next++) {
                    if (at + i != next) {
                        from.add(at + i);
                        to.add(next);
                    }
                }
            }
            return new FeatureSteps.Gather(Layout.array(from), Layout.array(to));
        };
    }

    @Override
    public Function<Layout, Step> linear(Node.Linear node) {
        LinearFold fold = new LinearFold(node, values);
        need(fold.reads());
        for (LinearFold.TextScores part : fold.texts()) {
            texts.add(part.value(), part.column(), part.encoder());
        }
        folds.add(fold);
        numbers = Math.max(numbers, fold.count());
        return layout -> new LinearStep(fold.terms(layout), at(layout, node.output()));
    }

    @Override
    public Function<Layout, Step> dense(Node.Dense node) {
        return layers(Objects.requireNonNull(DenseChain.endingAt(node, values)), node);
    }

    private Function<Layout, Step> layers(DenseChain chain, Node node) {
        List<Node.Dense> layers = chain.layers();
        String from = chain.from();
        widest = Math.max(widest, DensePlan.widest(layers));
        Node maker = values.privateMaker(from);
        Prepared prepared = maker != null && Prepared.isOne(maker) ? new Prepared(maker, values) : null;
        String first = prepared == null ? from : prepared.from();
        Preparation preparation =
                prepared == null ? new Preparation(values.width(from), null, null, null) : prepared.preparation();
        need(first);
        return layout -> LazyDenseStep.of(
                DenseKernels.CHOICE.kernels(),
                new DensePlan(at(layout, first), at(layout, node.output()), preparation, layers));
    }

    @Override
    public Function<Layout, Step> treeEnsemble(Node.TreeEnsemble node) {
        need(node.input());
        CompiledTrees compiled = CompiledTrees.of(node.trees());
        trees = trees.max(compiled.size());
        return layout -> new TreeStep(at(layout, node.input()), at(layout, node.output()), compiled);
    }

    @Override
    public Function<Layout, Step> ordinal(Node.Ordinal node) {
        need(node.input());
        double[] numbers = node.numbers().toDoubles();
        return layout -> new FeatureSteps.Ordinal(at(layout, node.input()), at(layout, node.output()), numbers);
    }

    @Override
    public Function<Layout, Step> link(Node.Link node) {
        need(node.input());
        int width = values.width(node.output());
        return layout ->
                new ScoreSteps.Link(at(layout, node.input()), at(layout, node.output()), width, node.function());
    }

    @Override
    public Function<Layout, Step> sigmoid(Node.Sigmoid node) {
        need(node.input());
        int width = values.width(node.output());
        return layout -> new ScoreSteps.Sigmoid(at(layout, node.input()), at(layout, node.output()), width);
    }

    @Override
    public Function<Layout, Step> softmax(Node.Softmax node) {
        need(node.input());
        int width = values.width(node.output());
        return layout -> new ScoreSteps.Softmax(at(layout, node.input()), at(layout, node.output()), width);
    }

    @Override
    public Function<Layout, Step> twoClass(Node.TwoClass node) {
        need(node.input());
        return layout -> new ScoreSteps.TwoClass(at(layout, node.input()), at(layout, node.output()), node.positive());
    }

    @Override
    public Function<Layout, Step> argMax(Node.ArgMax node) {
        need(node.input());
        int width = values.width(node.input());
        return layout -> new LabelSteps.ArgMax(at(layout, node.input()), at(layout, node.output()), width);
    }

    @Override
    public Function<Layout, Step> threshold(Node.Threshold node) {
        need(node.input());
        return layout -> new LabelSteps.Threshold(
                at(layout, node.input()), at(layout, node.output()), node.positive(), node.threshold());
    }

    @Override
    public Function<Layout, Step> pick(Node.Pick node) {
        need(node.numbers());
        need(node.category());
        int width = values.width(node.numbers());
        return layout -> new LabelSteps.Pick(
                at(layout, node.numbers()), at(layout, node.category()), at(layout, node.output()), width);
    }

    @Override
    public Function<Layout, Step> minMax(Node.MinMax node) {
        return prepare(node);
    }

    @Override
    public Function<Layout, Step> clip(Node.Clip node) {
        need(node.input());
        double[] low = values.rounded(node.output(), node.low());
        double[] high = values.rounded(node.output(), node.high());
        return layout -> new FeatureSteps.Clip(at(layout, node.input()), at(layout, node.output()), low, high);
    }

    @Override
    public Function<Layout, Step> bucketise(Node.Bucketise node) {
        need(node.input());
        double[] boundaries = node.boundaries().toDoubles();
        return layout -> new CategorySteps.Bucketise(at(layout, node.input()), at(layout, node.output()), boundaries);
    }

    @Override
    public Function<Layout, Step> hash(Node.Hash node) {
        need(node.input());
        if (graph.type(node.input()) instanceof ValueType.Category category) {
            int[] codes = category.levels().stream()
                    .mapToInt(level -> Murmur3.bucket(Murmur3.hash(level, node.seed()), node.buckets()))
                    .toArray();
            return layout -> new CategorySteps.Recode(at(layout, node.input()), at(layout, node.output()), codes);
        }
        return layout -> new CategorySteps.HashNumber(
                at(layout, node.input()), at(layout, node.output()), node.buckets(), node.seed());
    }

    @Override
    public Function<Layout, Step> embedding(Node.Embedding node) {
        need(node.input());
        int rows = node.table().shape().get(0);
        float[] table = node.table().toFloats();
        return layout ->
                new CategorySteps.Embedding(at(layout, node.input()), at(layout, node.output()), rows - 2, table);
    }

    @Override
    public Function<Layout, Step> batchNorm(Node.BatchNorm node) {
        DenseChain chain = DenseChain.endingAt(node, values);
        if (chain != null) {
            return layers(chain, node);
        }
        if (Scale.of(node) != null) {
            return prepare(node);
        }
        need(node.input());
        Affine affine = Affine.of(node);
        boolean rounds = values.isF32(node.output());
        return layout -> new NetSteps.Norm(at(layout, node.input()), at(layout, node.output()), affine, rounds);
    }

    @Override
    public Function<Layout, Step> activate(Node.Activate node) {
        DenseChain chain = DenseChain.endingAt(node, values);
        if (chain != null) {
            return layers(chain, node);
        }
        need(node.input());
        int width = values.width(node.output());
        return layout ->
                new NetSteps.Activate(at(layout, node.input()), at(layout, node.output()), width, node.activation());
    }

    @Override
    public Function<Layout, Step> leakyRelu(Node.LeakyRelu node) {
        need(node.input());
        float[] slope = node.slope().toFloats();
        return layout -> new NetSteps.LeakyRelu(at(layout, node.input()), at(layout, node.output()), slope);
    }

    @Override
    public Function<Layout, Step> platt(Node.Platt node) {
        need(node.input());
        double[] slope = node.slope().toDoubles();
        double[] intercept = node.intercept().toDoubles();
        return layout ->
                new CalibrationSteps.Platt(at(layout, node.input()), at(layout, node.output()), slope, intercept);
    }

    @Override
    public Function<Layout, Step> isotonic(Node.Isotonic node) {
        need(node.input());
        int width = values.width(node.output());
        double[] thresholds = node.thresholds().toDoubles();
        double[] heights = node.values().toDoubles();
        return layout -> new CalibrationSteps.Isotonic(
                at(layout, node.input()), at(layout, node.output()), width, thresholds, heights);
    }

    @Override
    public Function<Layout, Step> temperature(Node.Temperature node) {
        need(node.input());
        int width = values.width(node.output());
        return layout -> new CalibrationSteps.Temperature(
                at(layout, node.input()), at(layout, node.output()), width, node.temperature());
    }

    @Override
    public Function<Layout, Step> normalise(Node.Normalise node) {
        need(node.input());
        int width = values.width(node.output());
        return layout -> new CalibrationSteps.Normalise(at(layout, node.input()), at(layout, node.output()), width);
    }

    @Override
    public Function<Layout, Step> topK(Node.TopK node) {
        need(node.input());
        int width = values.width(node.input());
        return layout -> new RankSteps.TopK(at(layout, node.input()), at(layout, node.output()), width, node.count());
    }

    @Override
    public Function<Layout, Step> take(Node.Take node) {
        need(node.numbers());
        need(node.positions());
        int width = values.width(node.numbers());
        int count = values.width(node.positions());
        return layout -> new RankSteps.Take(
                at(layout, node.numbers()), width, at(layout, node.positions()), at(layout, node.output()), count);
    }

    @Override
    public Function<Layout, Step> tfIdf(Node.TfIdf node) {
        throw textInProgram(node);
    }

    @Override
    public Function<Layout, Step> hashedText(Node.HashedText node) {
        throw textInProgram(node);
    }

    private static IllegalStateException textInProgram(Node node) {
        return new IllegalStateException("\"" + node.output() + "\" is made before the program runs");
    }
}
