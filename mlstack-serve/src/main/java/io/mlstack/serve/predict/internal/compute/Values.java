package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.ValueType;
import io.mlstack.api.table.Column;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who makes each value of a graph and how many read it.
 *
 * <p>A value is looked through to its source where the nodes between the two leave every number as it is: a concatenation
 * of one, a cast to float64, a cast to float32 of what is float32 already.
 */
final class Values {

    private final ModelGraph graph;
    private final Map<String, Node> makers = new HashMap<>();
    private final Map<String, String> sources = new HashMap<>();
    private final Map<String, Integer> readers = new HashMap<>();

    Values(ModelGraph graph) {
        this.graph = graph;
        for (Node node : graph.nodes()) {
            makers.put(node.output(), node);
            if (passesOn(node)) {
                sources.put(node.output(), source(node.inputs().get(0)));
            }
        }
        count();
    }

    private boolean passesOn(Node node) {
        if (node instanceof Node.Cast cast) {
            return cast.to() == Tensor.Type.F64 || isF32(source(cast.input()));
        }
        return node instanceof Node.Concat concat && concat.inputs().size() == 1;
    }

    /** Counts the reads by nodes that an output needs, and by the outputs. */
    private void count() {
        Deque<String> needed = new ArrayDeque<>();
        for (Column column : graph.output()) {
            read(column.name(), needed);
        }
        while (!needed.isEmpty()) {
            Node maker = makers.get(needed.remove());
            if (maker != null) {
                for (String input : maker.inputs()) {
                    read(input, needed);
                }
            }
        }
    }

    private void read(String value, Deque<String> needed) {
        String source = source(value);
        int reads = readers.getOrDefault(source, 0) + 1;
        readers.put(source, reads);
        if (reads == 1) {
            needed.add(source);
        }
    }

    /** Where the numbers of a value come from; the value itself unless they are only passed on. */
    String source(String value) {
        return sources.getOrDefault(value, value);
    }

    /** The node that makes the numbers of a value for one reader only, which may then do its work itself. */
    @Nullable
    Node privateMaker(String value) {
        String source = source(value);
        return readers.getOrDefault(source, 0) == 1 ? makers.get(source) : null;
    }

    /** Numbers of a parameter as they act on a value: rounded to float32 where that holds float32. */
    double[] rounded(String value, Tensor parameter) {
        double[] numbers = parameter.toDoubles();
        for (int i = 0; isF32(value) && i < numbers.length; i++) {
            numbers[i] = (float) numbers[i];
        }
        return numbers;
    }

    int width(String value) {
        return graph.type(value).width();
    }

    /** Whether the numbers of a value are float32, whatever the value is declared to be. */
    boolean isF32(String value) {
        return graph.type(source(value)) instanceof ValueType.F32;
    }
}
