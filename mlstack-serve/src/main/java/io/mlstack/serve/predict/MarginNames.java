package io.mlstack.serve.predict;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.ValueType;
import io.mlstack.api.table.Column;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the margins of a model are called, and which of them a label is about.
 *
 * @param names one a margin
 * @param label where the label stands among the numbers that go out, or -1
 * @param binary whether one margin speaks for two classes
 */
record MarginNames(List<String> names, int label, boolean binary) {

    static MarginNames of(ModelGraph graph, String margin, int margins) {
        int at = 0;
        for (Column column : graph.output()) {
            ValueType type = graph.type(column.name());
            if (type instanceof ValueType.Category category) {
                List<String> classes = category.levels();
                if (classes.size() == margins && margins > 1) {
                    return new MarginNames(classes, at, false);
                }
                if (classes.size() == 2 && margins == 1) {
                    return new MarginNames(List.of(classes.get(positive(graph))), at, true);
                }
            }
            at += type.width();
        }
        if (margins == 1) {
            boolean leaves = graph.output().has(margin);
            return new MarginNames(
                    List.of(leaves ? margin : graph.output().column(0).name()), -1, false);
        }
        return new MarginNames(
                IntStream.range(0, margins).mapToObj(i -> margin + " " + i).toList(), -1, false);
    }

    private static int positive(ModelGraph graph) {
        for (Node node : graph.nodes()) {
            if (node instanceof Node.TwoClass two) {
                return two.positive();
            }
        }
        return 1;
    }

    int find(String name) {
        int margin = names.indexOf(name);
        if (margin < 0) {
            throw new NotFoundException(new Finding(
                    "explain.no-such-output",
                    "explanation",
                    "\"" + name + "\" has no margin of its own",
                    binary
                            ? "ask for \"" + names.get(0) + "\": what speaks against it speaks for the other class"
                            : NearestName.cure(name, names)));
        }
        return margin;
    }
}
