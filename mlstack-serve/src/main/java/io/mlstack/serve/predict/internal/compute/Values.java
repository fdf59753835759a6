package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.ValueType;
import io.mlstack.api.table.Column;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who makes each value of a graph and how many read it. */
final class Values {

    private final ModelGraph graph;
    private final Map<String, Node> makers = new HashMap<>();
    private final Map<String, Integer> readers = new HashMap<>();

    Values(ModelGraph graph) {
        this.graph = graph;
        for (Node node : graph.nodes()) {
            makers.put(node.output(), node);
            node.inputs().forEach(input -> readers.merge(input, 1, Integer::sum));
        }
        for (Column column : graph.output()) {
            readers.merge(column.name(), 1, Integer::sum);
        }
    }

    /** The node that makes a value for one reader only, which may then do its work itself. */
    @Nullable
    Node privateMaker(String value) {
        return readers.getOrDefault(value, 0) == 1 ? makers.get(value) : null;
    }

    ValueType type(String value) {
        return graph.type(value);
    }

    int width(String value) {
        return type(value).width();
    }

    boolean isF32(String value) {
        return type(value) instanceof ValueType.F32;
    }

    /** The value that a cast passes on unchanged, or the value itself. Only a cast from float64 to float32 changes numbers. */
    String source(String value) {
        if (makers.get(value) instanceof Node.Cast cast && (cast.to() == Tensor.Type.F64 || isF32(cast.input()))) {
            return source(cast.input());
        }
        return value;
    }
}
