package io.mlstack.serve.predict.internal.bind;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which classes numbers stand for, as the nodes say that choose among them. */
final class ClassNames {

    private final Map<String, List<String>> names = new HashMap<>();
    private final Map<String, List<String>> chosen = new HashMap<>();

    ClassNames(ModelGraph graph) {
        for (Node node : graph.nodes()) {
            if (node instanceof Node.ArgMax arg) {
                names.putIfAbsent(arg.input(), arg.classes());
            } else if (node instanceof Node.Threshold threshold) {
                names.putIfAbsent(threshold.input(), threshold.classes());
            } else if (node instanceof Node.TopK top) {
                names.putIfAbsent(top.input(), top.classes());
                chosen.put(top.output(), top.classes());
            } else if (node instanceof Node.Pick pick
                    && graph.type(pick.category()) instanceof ValueType.Category category) {
                names.putIfAbsent(pick.numbers(), category.levels());
            }
        }
    }

    /** The classes that the numbers are positions of; empty where they are none. */
    List<String> chosen(String value) {
        return chosen.getOrDefault(value, List.of());
    }

    /** The classes that the numbers of a vector belong to, in their order; empty where no node tells. */
    List<String> of(String value) {
        return names.getOrDefault(value, List.of());
    }
}
