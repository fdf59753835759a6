package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which classes the numbers of a vector stand for, as the nodes say that choose among them. */
final class ClassNames {

    private final Map<String, List<String>> names = new HashMap<>();

    ClassNames(ModelGraph graph) {
        for (Node node : graph.nodes()) {
            if (node instanceof Node.ArgMax arg) {
                names.putIfAbsent(arg.input(), arg.classes());
            } else if (node instanceof Node.Threshold threshold) {
                names.putIfAbsent(threshold.input(), threshold.classes());
            } else if (node instanceof Node.Pick pick
                    && graph.type(pick.category()) instanceof ValueType.Category category) {
                names.putIfAbsent(pick.numbers(), category.levels());
            }
        }
    }

    /** The classes in the order of the numbers; empty where no node tells. */
    List<String> of(String value) {
        return names.getOrDefault(value, List.of());
    }
}
