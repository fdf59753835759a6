package io.mlstack.api.model;

import io.mlstack.api.error.NearestName;
import io.mlstack.api.json.JsonPlace;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads what {@link NodeWriter} wrote. */
final class NodeReader {
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
                    new Node.MarkMissing(input(0), output, json.field("marker").number());
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
                case "link" -> new Node.Link(input(0), output, constant(LinkFunction.class, json.field("function")));
                case "sigmoid" -> new Node.Sigmoid(input(0), output);
                case "softmax" -> new Node.Softmax(input(0), output);
                case "two-class" ->
                    new Node.TwoClass(input(0), output, json.field("positive").int32());
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
                case "tf-idf" ->
                    new Node.TfIdf(
                            input(0),
                            output,
                            TokensJson.read(json.field("tokens")),
                            json.field("terms").texts(),
                            constant(TermWeight.class, json.field("weight")),
                            constant(TermNorm.class, json.field("norm")),
                            tensor("idf"));
                case "hashed-text" ->
                    new Node.HashedText(
                            input(0),
                            output,
                            TokensJson.read(json.field("tokens")),
                            json.field("width").int32(),
                            json.field("signed").bool(),
                            constant(TermWeight.class, json.field("weight")),
                            constant(TermNorm.class, json.field("norm")));
                default ->
                    throw op.wrong(
                            "graph.unknown-node",
                            "this version of mlstack has no node \"" + op.text() + "\"",
                            NearestName.cure(op.text(), GraphJson.OPS) + "; or upgrade mlstack");
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
        return Trees.of(json.field("features").int32(), json.field("average").bool(), named);
    }

    static <E extends Enum<E>> E constant(Class<E> type, JsonPlace place) {
        try {
            return Enum.valueOf(type, place.text().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw place.wrong(
                    "graph.constant", "\"" + place.text() + "\" is no " + type.getSimpleName(), "upgrade mlstack");
        }
    }
}
