package io.mlstack.api.model;

import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            "take",
            "tf-idf",
            "hashed-text");

    private GraphJson() {}

    static Json write(ModelGraph graph) {
        NodeWriter writer = new NodeWriter();
        List<Json> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            nodes.add(node.accept(writer).build());
        }
        Json.ObjBuilder json = Json.object()
                .put("input", graph.input().toJson())
                .put("output", graph.output().toJson())
                .put("nodes", Json.array(nodes));
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
        Optional<JsonPlace> policies = json.optional("policies");
        if (policies.isPresent()) {
            PolicyJson.read(policies.get(), builder);
        }
        if (!unused.isEmpty()) {
            throw json.wrong(
                    "graph.tensor-unused",
                    "no node uses the tensors " + unused.stream().sorted().toList(),
                    "remove them or upgrade mlstack");
        }
        return builder.build();
    }
}
