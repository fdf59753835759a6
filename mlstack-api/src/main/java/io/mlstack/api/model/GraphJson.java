package io.mlstack.api.model;

import io.mlstack.api.error.NearestName;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Schema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** JSON form of a {@link ModelGraph}'s structure. */
final class GraphJson {

    static final List<String> OPS = List.of(
            "impute",
            "standardise",
            "one-hot",
            "concat",
            "cast",
            "linear",
            "dense",
            "tree-ensemble",
            "mark-missing",
            "ordinal",
            "link",
            "sigmoid",
            "softmax",
            "two-class",
            "arg-max",
            "threshold",
            "pick",
            "min-max",
            "clip",
            "bucketise",
            "hash",
            "embedding",
            "batch-norm",
            "activate",
            "leaky-relu",
            "platt",
            "isotonic",
            "temperature",
            "normalise",
            "top-k",
            "take");

    private GraphJson() {}

    static Json write(ModelGraph graph) {
        NodeWriter writer = new NodeWriter();
        Json.ObjBuilder json = Json.object()
                .put("input", graph.input().toJson())
                .put("output", graph.output().toJson())
                .put(
                        "nodes",
                        Json.array(graph.nodes().stream()
                                .map(node -> node.accept(writer).build())
                                .toList()));
        if (!graph.policies().isEmpty()) {
            json.put("policies", PolicyJson.write(graph.policies()));
        }
        return json.build();
    }

    static SortedSet<String> operations(ModelGraph graph) {
        NodeWriter writer = new NodeWriter();
        SortedSet<String> operations = new TreeSet<>();
        for (Node node : graph.nodes()) {
            if (node.accept(writer).build().get("op") instanceof Json.Str operation) {
                operations.add(operation.value());
            }
        }
        return operations;
    }

    static ModelGraph read(JsonPlace json, Map<String, Tensor> tensors) {
        Set<String> unused = new HashSet<>(tensors.keySet());
        ModelGraph.Builder builder = ModelGraph.from(Schema.fromJson(json.field("input")));
        for (JsonPlace node : json.field("nodes").items()) {
            builder.add(new NodeReader(node, tensors, unused).read());
        }
        for (Column column : Schema.fromJson(json.field("output"))) {
            builder.output(column);
        }
        json.optional("policies").ifPresent(policies -> PolicyJson.read(policies, builder));
        if (!unused.isEmpty()) {
            throw json.wrong(
                    "graph.tensor-unused",
                    "no node uses the tensors " + unused.stream().sorted().toList(),
                    "remove them or upgrade mlstack");
        }
        return builder.build();
    }

    private static final class NodeWriter implements Node.Visitor<Json.ObjBuilder> {

        private static Json.ObjBuilder start(String op, Node node) {
            return Json.object()
                    .put("op", op)
                    .put("inputs", Json.strings(node.inputs()))
                    .put("output", node.output());
        }

        @Override
        public Json.ObjBuilder impute(Node.Impute node) {
            return start("impute", node);
        }

        @Override
        public Json.ObjBuilder markMissing(Node.MarkMissing node) {
            return start("mark-missing", node).put("marker", node.marker());
        }

        @Override
        public Json.ObjBuilder standardise(Node.Standardise node) {
            return start("standardise", node);
        }

        @Override
        public Json.ObjBuilder oneHot(Node.OneHot node) {
            return start("one-hot", node);
        }

        @Override
        public Json.ObjBuilder concat(Node.Concat node) {
            return start("concat", node);
        }

        @Override
        public Json.ObjBuilder cast(Node.Cast node) {
            return start("cast", node).put("to", node.to().name());
        }

        @Override
        public Json.ObjBuilder linear(Node.Linear node) {
            return start("linear", node);
        }

        @Override
        public Json.ObjBuilder dense(Node.Dense node) {
            return start("dense", node).put("activation", constant(node.activation()));
        }

        @Override
        public Json.ObjBuilder treeEnsemble(Node.TreeEnsemble node) {
            return start("tree-ensemble", node)
                    .put("features", node.trees().features())
                    .put("average", node.trees().isAverage());
        }

        @Override
        public Json.ObjBuilder ordinal(Node.Ordinal node) {
            return start("ordinal", node);
        }

        @Override
        public Json.ObjBuilder link(Node.Link node) {
            return start("link", node).put("function", node.function().name().toLowerCase(Locale.ROOT));
        }

        @Override
        public Json.ObjBuilder sigmoid(Node.Sigmoid node) {
            return start("sigmoid", node);
        }

        @Override
        public Json.ObjBuilder softmax(Node.Softmax node) {
            return start("softmax", node);
        }

        @Override
        public Json.ObjBuilder twoClass(Node.TwoClass node) {
            return start("two-class", node).put("positive", node.positive());
        }

        @Override
        public Json.ObjBuilder argMax(Node.ArgMax node) {
            return start("arg-max", node).put("classes", Json.strings(node.classes()));
        }

        @Override
        public Json.ObjBuilder threshold(Node.Threshold node) {
            return start("threshold", node)
                    .put("positive", node.positive())
                    .put("threshold", node.threshold())
                    .put("classes", Json.strings(node.classes()));
        }

        @Override
        public Json.ObjBuilder pick(Node.Pick node) {
            return start("pick", node);
        }

        @Override
        public Json.ObjBuilder minMax(Node.MinMax node) {
            return start("min-max", node);
        }

        @Override
        public Json.ObjBuilder clip(Node.Clip node) {
            return start("clip", node);
        }

        @Override
        public Json.ObjBuilder bucketise(Node.Bucketise node) {
            return start("bucketise", node);
        }

        @Override
        public Json.ObjBuilder hash(Node.Hash node) {
            return start("hash", node).put("buckets", node.buckets()).put("seed", node.seed());
        }

        @Override
        public Json.ObjBuilder embedding(Node.Embedding node) {
            return start("embedding", node);
        }

        @Override
        public Json.ObjBuilder batchNorm(Node.BatchNorm node) {
            return start("batch-norm", node).put("epsilon", node.epsilon());
        }

        @Override
        public Json.ObjBuilder activate(Node.Activate node) {
            return start("activate", node).put("activation", constant(node.activation()));
        }

        @Override
        public Json.ObjBuilder leakyRelu(Node.LeakyRelu node) {
            return start("leaky-relu", node);
        }

        @Override
        public Json.ObjBuilder platt(Node.Platt node) {
            return start("platt", node);
        }

        @Override
        public Json.ObjBuilder isotonic(Node.Isotonic node) {
            return start("isotonic", node);
        }

        @Override
        public Json.ObjBuilder temperature(Node.Temperature node) {
            return start("temperature", node).put("temperature", node.temperature());
        }

        @Override
        public Json.ObjBuilder normalise(Node.Normalise node) {
            return start("normalise", node);
        }

        @Override
        public Json.ObjBuilder topK(Node.TopK node) {
            return start("top-k", node).put("count", node.count()).put("classes", Json.strings(node.classes()));
        }

        @Override
        public Json.ObjBuilder take(Node.Take node) {
            return start("take", node);
        }

        private static String constant(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
    }

    private static final class NodeReader {
        private final JsonPlace json;
        private final Map<String, Tensor> tensors;
        private final Set<String> unused;
        private final List<String> inputs;
        private final String output;

        NodeReader(JsonPlace json, Map<String, Tensor> tensors, Set<String> unused) {
            this.json = json;
            this.tensors = tensors;
            this.unused = unused;
            this.inputs = json.field("inputs").texts();
            this.output = json.field("output").text();
        }

        Node read() {
            JsonPlace op = json.field("op");
            try {
                return switch (op.text()) {
                    case "impute" -> new Node.Impute(input(0), output, tensor("fill"));
                    case "mark-missing" ->
                        new Node.MarkMissing(
                                input(0), output, json.field("marker").number());
                    case "standardise" -> new Node.Standardise(input(0), output, tensor("mean"), tensor("deviation"));
                    case "one-hot" -> new Node.OneHot(input(0), output);
                    case "concat" -> new Node.Concat(inputs, output);
                    case "cast" -> new Node.Cast(input(0), output, constant(Tensor.Type.class, json.field("to")));
                    case "linear" -> new Node.Linear(input(0), output, tensor("weights"), tensor("bias"));
                    case "dense" ->
                        new Node.Dense(
                                input(0),
                                output,
                                tensor("weights"),
                                tensor("bias"),
                                constant(Activation.class, json.field("activation")));
                    case "tree-ensemble" -> new Node.TreeEnsemble(input(0), output, trees());
                    case "ordinal" -> new Node.Ordinal(input(0), output, tensor("numbers"));
                    case "link" ->
                        new Node.Link(input(0), output, constant(LinkFunction.class, json.field("function")));
                    case "sigmoid" -> new Node.Sigmoid(input(0), output);
                    case "softmax" -> new Node.Softmax(input(0), output);
                    case "two-class" ->
                        new Node.TwoClass(
                                input(0), output, json.field("positive").int32());
                    case "arg-max" ->
                        new Node.ArgMax(input(0), output, json.field("classes").texts());
                    case "threshold" ->
                        new Node.Threshold(
                                input(0),
                                output,
                                json.field("positive").int32(),
                                json.field("threshold").number(),
                                json.field("classes").texts());
                    case "pick" -> new Node.Pick(input(0), input(1), output);
                    case "min-max" -> new Node.MinMax(input(0), output, tensor("low"), tensor("high"));
                    case "clip" -> new Node.Clip(input(0), output, tensor("low"), tensor("high"));
                    case "bucketise" -> new Node.Bucketise(input(0), output, tensor("boundaries"));
                    case "hash" ->
                        new Node.Hash(
                                input(0),
                                output,
                                json.field("buckets").int32(),
                                json.field("seed").int32());
                    case "embedding" -> new Node.Embedding(input(0), output, tensor("table"));
                    case "batch-norm" ->
                        new Node.BatchNorm(
                                input(0),
                                output,
                                tensor("mean"),
                                tensor("variance"),
                                tensor("gamma"),
                                tensor("beta"),
                                json.field("epsilon").number());
                    case "activate" ->
                        new Node.Activate(input(0), output, constant(Activation.class, json.field("activation")));
                    case "leaky-relu" -> new Node.LeakyRelu(input(0), output, tensor("slope"));
                    case "platt" -> new Node.Platt(input(0), output, tensor("slope"), tensor("intercept"));
                    case "isotonic" -> new Node.Isotonic(input(0), output, tensor("thresholds"), tensor("values"));
                    case "temperature" ->
                        new Node.Temperature(
                                input(0), output, json.field("temperature").number());
                    case "normalise" -> new Node.Normalise(input(0), output);
                    case "top-k" ->
                        new Node.TopK(
                                input(0),
                                output,
                                json.field("count").int32(),
                                json.field("classes").texts());
                    case "take" -> new Node.Take(input(0), input(1), output);
                    default ->
                        throw op.wrong(
                                "graph.unknown-node",
                                "this version of mlstack has no node \"" + op.text() + "\"",
                                NearestName.cure(op.text(), OPS) + "; or upgrade mlstack");
                };
            } catch (IllegalArgumentException e) {
                throw json.wrong("graph.parameter", String.valueOf(e.getMessage()), "mend the node");
            }
        }

        private String input(int index) {
            if (index >= inputs.size()) {
                throw json.field("inputs")
                        .wrong("graph.inputs", "input " + (index + 1) + " is missing", "name all inputs of the node");
            }
            return inputs.get(index);
        }

        private Tensor tensor(String parameter) {
            String name = output + "." + parameter;
            Tensor tensor = tensors.get(name);
            if (tensor == null) {
                throw json.wrong(
                        "graph.tensor-missing",
                        "tensor \"" + name + "\" is missing",
                        NearestName.cure(name, tensors.keySet()));
            }
            unused.remove(name);
            return tensor;
        }

        private Trees trees() {
            Map<String, Tensor> named = new HashMap<>();
            for (String parameter : TreeTensors.NAMES) {
                if (tensors.containsKey(output + "." + parameter)) {
                    named.put(parameter, tensor(parameter));
                }
            }
            return Trees.of(
                    json.field("features").int32(), json.field("average").bool(), named);
        }

        private static <E extends Enum<E>> E constant(Class<E> type, JsonPlace place) {
            try {
                return Enum.valueOf(type, place.text().toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw place.wrong(
                        "graph.constant", "\"" + place.text() + "\" is no " + type.getSimpleName(), "upgrade mlstack");
            }
        }
    }
}
