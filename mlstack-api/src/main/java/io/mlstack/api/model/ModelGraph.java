package io.mlstack.api.model;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.html.Html;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A model as data: a topologically ordered graph of {@link Node}s from the columns of a row to the predictions.
 *
 * <p>Each input column is a value of its own name and type ({@link ValueType#of}); each node reads values that exist
 * before it and makes one more; the columns of {@link #output()} are the values that leave. The target is never an input.
 * Types are checked when the graph is built. Immutable; equal content gives equal {@link #toJson JSON} and tensors,
 * so the digest over both is the identity of the model.
 *
 * <pre>{@code
 * ModelGraph graph = ModelGraph.from(schema)
 *         .add(new Node.Concat(List.of("width", "height"), "features"))
 *         .add(new Node.Linear("features", "margin", Tensor.of(new double[] {.5, -2}, 1, 2), Tensor.of(new double[] {1}, 1)))
 *         .add(new Node.Sigmoid("margin", "p"))
 *         .output(Column.of("p", ColumnType.FLOAT64))
 *         .build();
 * }</pre>
 */
public final class ModelGraph {

    private final Schema input;
    private final Schema output;
    private final List<Node> nodes;
    private final Map<String, InputPolicy> policies;
    private final Map<String, ValueType> types;

    private ModelGraph(
            Schema input,
            Schema output,
            List<Node> nodes,
            Map<String, InputPolicy> policies,
            Map<String, ValueType> types) {
        this.input = input;
        this.output = output;
        this.nodes = nodes;
        this.policies = policies;
        this.types = types;
    }

    /** Starts a graph whose values are the columns of {@code input}. */
    public static Builder from(Schema input) {
        return new Builder(input);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @param tensors the learned numbers by the names of {@link #tensors()}
     * @throws InvalidInputException if a node is unknown, a tensor is missing or left over, or types do not fit
     */
    public static ModelGraph fromJson(JsonPlace json, Map<String, Tensor> tensors) {
        return GraphJson.read(json, tensors);
    }

    /** Every operation that a node of this version can be, as {@link #toJson} spells them, by name. */
    public static SortedSet<String> knownOperations() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(GraphJson.OPS));
    }

    /** The operations that the nodes of this graph are, as {@link #toJson} spells them, by name. */
    public SortedSet<String> operations() {
        return Collections.unmodifiableSortedSet(GraphJson.operations(this));
    }

    /** The columns that a row must bring. */
    public Schema input() {
        return input;
    }

    /** The predictions: columns named after values of the graph. */
    public Schema output() {
        return output;
    }

    /** All nodes, each after those whose values it reads. */
    public List<Node> nodes() {
        return nodes;
    }

    /** What the input columns declare about values that the model was not made for: by column, in their order. */
    public Map<String, InputPolicy> policies() {
        return policies;
    }

    /**
     * What the column declares, else what follows from its being nullable or not.
     *
     * @throws NotFoundException with the nearest names, if there is no such input column
     */
    public InputPolicy policy(String column) {
        InputPolicy declared = policies.get(column);
        return declared == null ? InputPolicy.of(input.column(column)) : declared;
    }

    /** Type of every value by name: input columns first, then node outputs, in order. */
    public Map<String, ValueType> types() {
        return types;
    }

    /** @throws NotFoundException with the nearest names, if there is no such value */
    public ValueType type(String value) {
        ValueType type = types.get(value);
        if (type == null) {
            throw new NotFoundException(new Finding(
                    "graph.no-such-value",
                    "graph",
                    "value \"" + value + "\" does not exist",
                    NearestName.cure(value, types.keySet())));
        }
        return type;
    }

    /** The learned numbers of all nodes by {@code <node output>.<parameter>}, sorted by name. */
    public Map<String, Tensor> tensors() {
        Map<String, Tensor> all = new TreeMap<>();
        for (Node node : nodes) {
            for (Map.Entry<String, Tensor> tensor : node.tensors().entrySet()) {
                all.put(node.output() + "." + tensor.getKey(), tensor.getValue());
            }
        }
        return Collections.unmodifiableMap(all);
    }

    /**
     * The part of this graph that makes {@code values}, with them as output and only the inputs they need.
     *
     * <p>Training takes its features from such a prefix, so that training and serving compute them alike.
     *
     * @param values columns named after values of this graph
     */
    public ModelGraph upTo(Column... values) {
        Set<String> needed = new LinkedHashSet<>();
        for (Column column : values) {
            type(column.name());
            needed.add(column.name());
        }
        List<Node> kept = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (needed.contains(nodes.get(i).output())) {
                kept.add(0, nodes.get(i));
                needed.addAll(nodes.get(i).inputs());
            }
        }
        Builder builder = from(Schema.of(
                input.columns().stream().filter(c -> needed.contains(c.name())).toList()));
        kept.forEach(builder::add);
        policies.forEach((column, policy) -> {
            if (needed.contains(column)) {
                builder.policy(column, policy);
            }
        });
        for (Column column : values) {
            builder.output(column);
        }
        return builder.build();
    }

    /** A builder that holds this graph's input, policies and nodes, and no output yet. */
    public Builder extend() {
        Builder builder = from(input);
        nodes.forEach(builder::add);
        policies.forEach(builder::policy);
        return builder;
    }

    /** Structure without the learned numbers; see {@link #tensors()} for those. */
    public Json toJson() {
        return GraphJson.write(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelGraph graph
                && input.equals(graph.input)
                && output.equals(graph.output)
                && nodes.equals(graph.nodes)
                && policies.equals(graph.policies);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * input.hashCode() + output.hashCode()) + nodes.hashCode()) + policies.hashCode();
    }

    /** {@code graph of 30 columns -> 5 nodes (1,234 numbers) -> diagnosis, probability}. */
    @Override
    public String toString() {
        long numbers = tensors().values().stream().mapToLong(Tensor::size).sum();
        return String.format(
                java.util.Locale.ROOT,
                "graph of %d columns -> %d nodes (%,d numbers) -> %s",
                input.size(),
                nodes.size(),
                numbers,
                String.join(", ", output.names()));
    }

    /** A table of the nodes for notebooks. */
    public String html() {
        return Html.table(
                List.of("value", "type", "node", "reads", "learned"),
                nodes.stream()
                        .map(node -> List.of(
                                node.output(),
                                type(node.output()).toString(),
                                node.getClass().getSimpleName(),
                                node.inputs().size() > 4
                                        ? node.inputs().size() + " values"
                                        : String.join(", ", node.inputs()),
                                new TreeMap<>(node.tensors()).toString()))
                        .toList());
    }

    /** Collects nodes and outputs; not thread-safe. */
    public static final class Builder {
        private final Schema input;
        private final List<Node> nodes = new ArrayList<>();
        private final List<Column> outputs = new ArrayList<>();
        private final Map<String, InputPolicy> policies = new LinkedHashMap<>();

        private Builder(Schema input) {
            this.input = input;
        }

        /** Appends a node; checked in {@link #build}. */
        public Builder add(Node node) {
            nodes.add(node);
            return this;
        }

        /**
         * Declares that the value named like {@code column} leaves the graph as that column.
         *
         * <p>f64[1] leaves as float64, f32[1] as float32, f32[w] and f64[w] as vector(w), a category as a category of the
         * same levels.
         */
        public Builder output(Column column) {
            outputs.add(column);
            return this;
        }

        /**
         * Declares what becomes of values of an input column that the model was not made for; the last declaration of a
         * column holds. Records and JSON are judged by it; the primitive path computes with what it is given.
         */
        public Builder policy(String column, InputPolicy policy) {
            policies.put(column, policy);
            return this;
        }

        /**
         * The graph.
         *
         * @throws InvalidInputException with every node that reads a value that is not there before it, makes a name that
         *     is taken or cannot name a column, has learned numbers that are not finite, or does not take the type it is
         *     given (naming the two nodes), every value that is too wide, every output without a value, and every policy that does not fit its column; who reads a
         *     value that has a finding gives no other
         */
        public ModelGraph build() {
            GraphCheck check = new GraphCheck(input);
            for (Node node : nodes) {
                check.node(node);
            }
            for (Column output : outputs) {
                check.output(output);
            }
            PolicyCheck policyCheck = new PolicyCheck(input, check.findings());
            for (Map.Entry<String, InputPolicy> policy : policies.entrySet()) {
                policyCheck.policy(policy.getKey(), policy.getValue());
            }
            check.throwIfAny();
            return new ModelGraph(
                    input,
                    Schema.of(outputs),
                    List.copyOf(nodes),
                    inOrder(),
                    Collections.unmodifiableMap(new LinkedHashMap<>(check.types())));
        }

        private Map<String, InputPolicy> inOrder() {
            Map<String, InputPolicy> ordered = new LinkedHashMap<>();
            for (Column column : input) {
                InputPolicy policy = policies.get(column.name());
                if (policy != null) {
                    ordered.put(column.name(), policy);
                }
            }
            return Collections.unmodifiableMap(ordered);
        }
    }
}
