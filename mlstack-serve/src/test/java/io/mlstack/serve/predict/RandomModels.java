package io.mlstack.serve.predict;

import io.mlstack.api.model.Activation;
import io.mlstack.api.model.LinkFunction;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.ValueType;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Graphs and rows by seed: any nodes that fit together, or the recipes that trainers follow. */
final class RandomModels {

    private final Random random;
    private final List<Column> columns = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private ModelGraph graph;

    private RandomModels(long seed) {
        this.random = new Random(seed);
    }

    /** Nodes that have nothing to do with each other but their types. */
    static ModelGraph anything(long seed) {
        RandomModels models = new RandomModels(seed);
        models.columns();
        models.refresh();
        int wanted = 2 + models.random.nextInt(12);
        for (int i = 0; i < wanted; i++) {
            models.anyNode("n" + i);
        }
        return models.withOutputs();
    }

    /** Impute, standardise, one-hot, concatenate, then a linear model or a net and its label. */
    static ModelGraph recipe(long seed) {
        RandomModels models = new RandomModels(seed);
        models.columns();
        models.refresh();
        models.recipe();
        return models.graph;
    }

    /** Rows of ordinary numbers with some that are missing, infinite, or no code at all. */
    static double[] rows(ModelGraph graph, long seed, int count) {
        Random random = new Random(~seed);
        List<Double> numbers = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            boolean whole = random.nextInt(4) > 0;
            for (Column column : graph.input()) {
                ValueType type = graph.type(column.name());
                for (int i = 0; i < type.width(); i++) {
                    if (type instanceof ValueType.Category category) {
                        numbers.add((double)
                                (random.nextInt(category.levels().size() + (whole ? 0 : 3)) - (whole ? 0 : 2)));
                    } else {
                        numbers.add(whole ? number(random) : odd(random));
                    }
                }
            }
        }
        return numbers.stream().mapToDouble(x -> x).toArray();
    }

    private static double number(Random random) {
        return random.nextInt(8) == 0 ? 0 : random.nextGaussian() * 3;
    }

    private static double odd(Random random) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> Double.NaN;
            case 2 -> Double.POSITIVE_INFINITY;
            case 3 -> Double.NEGATIVE_INFINITY;
            case 4 -> -0.0;
            case 5 -> 1e9;
            default -> number(random);
        };
    }

    private void columns() {
        int count = 1 + random.nextInt(7);
        ColumnType[] types = {
            ColumnType.FLOAT64,
            ColumnType.FLOAT64,
            ColumnType.FLOAT64,
            ColumnType.FLOAT32,
            ColumnType.INT32,
            ColumnType.BOOLEAN,
            ColumnType.TIMESTAMP
        };
        boolean plain = random.nextInt(3) == 0;
        for (int i = 0; i < count; i++) {
            ColumnType type = plain ? ColumnType.FLOAT64 : types[random.nextInt(types.length)];
            if (!plain && random.nextInt(4) == 0) {
                type = ColumnType.category(levels(1 + random.nextInt(4)));
            } else if (!plain && random.nextInt(6) == 0) {
                type = ColumnType.vector(1 + random.nextInt(20));
            }
            columns.add(Column.of("c" + i, type));
        }
    }

    private void refresh() {
        ModelGraph.Builder builder = ModelGraph.from(Schema.of(columns));
        nodes.forEach(builder::add);
        graph = builder.build();
    }

    private String add(Node node) {
        nodes.add(node);
        refresh();
        return node.output();
    }

    private static List<String> levels(int count) {
        return IntStream.range(0, count).mapToObj(i -> "l" + i).toList();
    }

    private List<String> valuesOf(Class<? extends ValueType> type) {
        return graph.types().entrySet().stream()
                .filter(e -> type.isInstance(e.getValue()))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    private String anyOf(List<String> values) {
        return values.isEmpty() ? "" : values.get(random.nextInt(values.size()));
    }

    private List<String> numbers() {
        List<String> numbers = new ArrayList<>(valuesOf(ValueType.F64.class));
        numbers.addAll(valuesOf(ValueType.F32.class));
        return numbers;
    }

    private int width(String value) {
        return graph.type(value).width();
    }

    private void anyNode(String name) {
        String number = anyOf(numbers());
        String f64 = anyOf(valuesOf(ValueType.F64.class));
        String f32 = anyOf(valuesOf(ValueType.F32.class));
        String category = anyOf(valuesOf(ValueType.Category.class));
        switch (random.nextInt(33)) {
            case 0 -> addIf(number, () -> impute(number, name));
            case 1 -> addIf(number, () -> standardise(number, name));
            case 2 -> addIf(category, () -> new Node.OneHot(category, name));
            case 3 -> addIf(f64, () -> concat(valuesOf(ValueType.F64.class), name));
            case 4 -> addIf(f32, () -> concat(valuesOf(ValueType.F32.class), name));
            case 5 ->
                addIf(
                        number,
                        () -> new Node.Cast(number, name, random.nextBoolean() ? Tensor.Type.F32 : Tensor.Type.F64));
            case 6 -> addIf(f64, () -> linear(f64, name, 1 + random.nextInt(5)));
            case 7, 8 -> addIf(f32, () -> dense(f32, name, 1 + random.nextInt(30)));
            case 9 -> addIf(number, () -> new Node.Sigmoid(number, name));
            case 10 -> addIf(wide(number), () -> new Node.Softmax(number, name));
            case 11 -> addIf(f64.isEmpty() || width(f64) > 1 ? "" : f64, () -> new Node.TwoClass(f64, name, bit()));
            case 12 -> addIf(number, () -> new Node.ArgMax(number, name, levels(width(number))));
            case 13 ->
                addIf(
                        number,
                        () -> new Node.TreeEnsemble(
                                number,
                                name,
                                RandomTrees.any(
                                        random,
                                        graph.type(number) instanceof ValueType.F32 ? Tensor.Type.F32 : Tensor.Type.F64,
                                        width(number))));
            case 14 -> addIf(category, () -> ordinal(category, name));
            case 32 -> {
                // Of columns only: rounding could make a computed number the marker.
                String column =
                        anyOf(numbers().stream().filter(graph.input()::has).toList());
                addIf(column, () -> new Node.MarkMissing(column, name, random.nextBoolean() ? 0 : 1e9));
            }
            case 15 ->
                addIf(
                        number,
                        () -> new Node.Link(
                                number, name, LinkFunction.values()[random.nextInt(LinkFunction.values().length)]));
            case 16 -> addIf(number, () -> minMax(number, name));
            case 17 -> addIf(number, () -> clip(number, name));
            case 18 -> addIf(single(number), () -> new Node.Bucketise(number, name, rising(1 + random.nextInt(6))));
            case 19 -> addIf(category + single(number), () -> hash(category, single(number), name));
            case 20 -> addIf(category, () -> embedding(category, name));
            case 21 -> addIf(f32.isEmpty() ? number : f32, () -> batchNorm(f32.isEmpty() ? number : f32, name));
            case 22 -> addIf(f32, () -> new Node.Activate(f32, name, activation()));
            case 23 -> addIf(f32, () -> new Node.LeakyRelu(f32, name, Tensor.of(floats(width(f32)), width(f32))));
            case 24 -> addIf(number, () -> platt(number, name));
            case 25 -> addIf(number, () -> isotonic(number, name));
            case 26 -> addIf(number, () -> new Node.Temperature(number, name, 0.1 + 3 * random.nextDouble()));
            case 27 -> addIf(wide(number), () -> new Node.Normalise(number, name));
            case 28 ->
                addIf(
                        number,
                        () -> new Node.TopK(number, name, 1 + random.nextInt(width(number)), levels(width(number))));
            case 29 -> addIf(number.isEmpty() ? "" : f64, () -> new Node.Take(number, f64, name));
            default -> {
                if (!f64.isEmpty() && width(f64) == 2) {
                    add(new Node.Threshold(f64, name, bit(), random.nextDouble(), levels(2)));
                } else if (!category.isEmpty()
                        && !number.isEmpty()
                        && ((ValueType.Category) graph.type(category)).levels().size() == width(number)) {
                    add(new Node.Pick(number, category, name));
                }
            }
        }
    }

    private Node ordinal(String category, String name) {
        int levels = ((ValueType.Category) graph.type(category)).levels().size();
        double[] numbers = doubles(levels + 2, 9);
        if (bit() == 0) {
            numbers[levels + bit()] = Double.NaN;
        }
        return new Node.Ordinal(category, name, Tensor.of(numbers, levels + 2));
    }

    private String single(String value) {
        return value.isEmpty() || width(value) > 1 ? "" : value;
    }

    private String wide(String value) {
        return value.isEmpty() || width(value) < 2 ? "" : value;
    }

    private void addIf(String input, java.util.function.Supplier<Node> node) {
        if (!input.isEmpty()) {
            add(node.get());
        }
    }

    private int bit() {
        return random.nextInt(2);
    }

    private Node impute(String input, String name) {
        return new Node.Impute(input, name, Tensor.of(doubles(width(input), 1), width(input)));
    }

    private Node standardise(String input, String name) {
        int width = width(input);
        double far = random.nextInt(6) == 0 ? 1e7 : 1;
        double[] deviation = new double[width];
        for (int i = 0; i < width; i++) {
            deviation[i] = (0.1 + random.nextDouble()) * (bit() == 0 ? 1 : 2);
        }
        return new Node.Standardise(input, name, Tensor.of(doubles(width, far), width), Tensor.of(deviation, width));
    }

    private Node minMax(String input, String name) {
        double[] low = doubles(width(input), 5);
        double[] high = low.clone();
        for (int i = 0; i < high.length; i++) {
            high[i] += random.nextInt(5) == 0 ? 0 : 0.1 + random.nextDouble() * 8;
        }
        return new Node.MinMax(input, name, Tensor.of(low, low.length), Tensor.of(high, low.length));
    }

    private Node clip(String input, String name) {
        double[] low = doubles(width(input), 2);
        double[] high = low.clone();
        for (int i = 0; i < high.length; i++) {
            high[i] = random.nextInt(5) == 0 ? Double.POSITIVE_INFINITY : high[i] + random.nextDouble() * 3;
            low[i] = random.nextInt(5) == 0 ? Double.NEGATIVE_INFINITY : low[i];
        }
        return new Node.Clip(input, name, Tensor.of(low, low.length), Tensor.of(high, low.length));
    }

    private Tensor rising(int count) {
        double[] numbers = new double[count];
        double next = -4;
        for (int i = 0; i < count; i++) {
            next += 0.1 + 2 * random.nextDouble();
            numbers[i] = random.nextInt(4) == 0 ? Math.rint(next + 1) : next;
            next = numbers[i];
        }
        return Tensor.of(numbers, count);
    }

    private Node hash(String category, String number, String name) {
        boolean ofCategory = !category.isEmpty() && (number.isEmpty() || bit() == 0);
        return new Node.Hash(ofCategory ? category : number, name, 1 + random.nextInt(50), random.nextInt());
    }

    private Node embedding(String category, String name) {
        int rows = ((ValueType.Category) graph.type(category)).levels().size() + 2;
        int width = 1 + random.nextInt(6);
        return new Node.Embedding(category, name, Tensor.of(floats(rows * width), rows, width));
    }

    private Node batchNorm(String input, String name) {
        int width = width(input);
        double[] variance = random.doubles(width).map(x -> 0.01 + 4 * x).toArray();
        double far = random.nextInt(6) == 0 ? 1e3 : 2;
        return new Node.BatchNorm(
                input,
                name,
                Tensor.of(doubles(width, far), width),
                Tensor.of(variance, width),
                Tensor.of(doubles(width, 2), width),
                Tensor.of(doubles(width, 1), width),
                random.nextInt(3) == 0 ? 0 : 1e-3);
    }

    private Activation activation() {
        Activation[] activations = Activation.values();
        return activations[random.nextInt(activations.length)];
    }

    private Node platt(String input, String name) {
        int width = width(input);
        return new Node.Platt(input, name, Tensor.of(doubles(width, 3), width), Tensor.of(doubles(width, 2), width));
    }

    private Node isotonic(String input, String name) {
        Tensor thresholds = rising(1 + random.nextInt(5));
        double[] heights = random.doubles(thresholds.size()).sorted().toArray();
        if (bit() == 0) {
            heights = Arrays.stream(heights).map(x -> -x).toArray();
        }
        return new Node.Isotonic(input, name, thresholds, Tensor.of(heights, heights.length));
    }

    private Node concat(List<String> values, String name) {
        List<String> chosen = new ArrayList<>(values);
        if (random.nextInt(3) > 0) {
            Collections.shuffle(chosen, random);
        }
        int count = 1 + random.nextInt(Math.min(4, chosen.size()));
        int width = 0;
        List<String> inputs = new ArrayList<>();
        for (String value : chosen.subList(0, count)) {
            if (width + width(value) <= 80) {
                inputs.add(value);
                width += width(value);
            }
        }
        return new Node.Concat(inputs.isEmpty() ? chosen.subList(0, 1) : inputs, name);
    }

    private Node linear(String input, String name, int outputs) {
        return new Node.Linear(
                input,
                name,
                Tensor.of(doubles(outputs * width(input), 1), outputs, width(input)),
                Tensor.of(doubles(outputs, 1), outputs));
    }

    private Node dense(String input, String name, int outputs) {
        Activation[] activations = Activation.values();
        Activation activation =
                random.nextInt(3) == 0 ? Activation.RELU : activations[random.nextInt(activations.length)];
        return new Node.Dense(
                input,
                name,
                Tensor.of(floats(outputs * width(input)), outputs, width(input)),
                Tensor.of(floats(outputs), outputs),
                activation);
    }

    private double[] doubles(int count, double scale) {
        return random.doubles(count)
                .map(x -> random.nextInt(10) == 0 ? 0 : scale * (2 * x - 1))
                .toArray();
    }

    private float[] floats(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(10) == 0 ? -0f : (float) random.nextGaussian() * 0.5f;
        }
        return values;
    }

    private ModelGraph withOutputs() {
        List<String> values = new ArrayList<>(graph.types().keySet());
        Collections.shuffle(values, random);
        return withOutputs(values.subList(0, 1 + random.nextInt(Math.min(5, values.size()))));
    }

    private ModelGraph withOutputs(List<String> values) {
        ModelGraph.Builder builder = graph.extend();
        values.forEach(value -> builder.output(Column.of(value, natural(graph.type(value)))));
        return builder.build();
    }

    private static ColumnType natural(ValueType type) {
        if (type instanceof ValueType.Category category) {
            return ColumnType.category(category.levels());
        }
        if (type.width() > 1) {
            return ColumnType.vector(type.width());
        }
        return type instanceof ValueType.F32 ? ColumnType.FLOAT32 : ColumnType.FLOAT64;
    }

    private void recipe() {
        List<String> parts = new ArrayList<>();
        for (Column column : columns) {
            ValueType type = graph.type(column.name());
            if (type instanceof ValueType.Category) {
                parts.add(add(new Node.OneHot(column.name(), column.name() + ".hot")));
            } else if (type instanceof ValueType.F32) {
                parts.add(add(new Node.Cast(column.name(), column.name() + ".wide", Tensor.Type.F64)));
            } else {
                parts.add(column.name());
            }
        }
        if (random.nextInt(4) == 0) {
            Collections.shuffle(parts, random);
        }
        String features = add(new Node.Concat(parts, "features"));
        if (bit() == 0) {
            features = add(impute(features, "complete"));
        }
        if (bit() == 0) {
            features = add(standardise(features, "scaled"));
        }
        boolean binary = bit() == 0;
        int classes = binary ? 1 : 2 + random.nextInt(11);
        String score = bit() == 0 ? add(linear(features, "score", classes)) : net(features, classes);
        label(score, binary, classes);
    }

    private String net(String features, int classes) {
        String layer = add(new Node.Cast(features, "narrow", Tensor.Type.F32));
        int hidden = 1 + random.nextInt(3);
        for (int i = 0; i < hidden; i++) {
            layer = hidden(layer, "hidden" + i, 1 + random.nextInt(40));
        }
        layer = add(new Node.Dense(
                layer,
                "last",
                Tensor.of(floats(classes * width(layer)), classes, width(layer)),
                Tensor.of(floats(classes), classes),
                Activation.IDENTITY));
        return add(new Node.Cast(layer, "score", Tensor.Type.F64));
    }

    /** A layer with its activation, or with a batch norm before or after that. */
    private String hidden(String input, String name, int outputs) {
        int form = random.nextInt(5);
        if (form > 1) {
            return add(dense(input, name, outputs));
        }
        String sums = add(new Node.Dense(
                input,
                name + ".sums",
                Tensor.of(floats(outputs * width(input)), outputs, width(input)),
                Tensor.of(floats(outputs), outputs),
                Activation.IDENTITY));
        return form == 0
                ? add(new Node.Activate(add(batchNorm(sums, name + ".norm")), name, activation()))
                : add(batchNorm(add(new Node.Activate(sums, name + ".active", activation())), name));
    }

    private void label(String score, boolean binary, int classes) {
        List<String> outputs = new ArrayList<>();
        if (binary && random.nextInt(4) == 0) {
            graph = withOutputs(List.of(score));
            return;
        }
        if (binary) {
            int positive = bit();
            add(new Node.Sigmoid(score, "p"));
            add(new Node.TwoClass("p", "probabilities", positive));
            add(
                    bit() == 0
                            ? new Node.ArgMax("probabilities", "label", levels(2))
                            : new Node.Threshold("probabilities", "label", positive, random.nextDouble(), levels(2)));
            outputs.add(score);
        } else {
            add(new Node.Softmax(score, "probabilities"));
            add(new Node.ArgMax("probabilities", "label", levels(classes)));
        }
        add(new Node.Pick("probabilities", "label", "probability"));
        outputs.addAll(List.of("label", "probability", "probabilities"));
        Collections.shuffle(outputs, random);
        graph = withOutputs(outputs.subList(0, 1 + random.nextInt(outputs.size())));
    }
}
