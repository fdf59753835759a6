package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.table.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recognises a graph that is one linear score on input columns and what {@link LinearProgram} can make of it. */
final class LinearShape {

    private final ModelGraph graph;
    private final Values values;
    private final Map<String, List<Integer>> answers = new HashMap<>();
    private LinearProgram.Choice choice = LinearProgram.Choice.none();

    LinearShape(ModelGraph graph, Values values) {
        this.graph = graph;
        this.values = values;
    }

    /**
     * The program, or null for a graph of another shape.
     *
     * @param nodes the nodes that were not taken into others, in order
     * @param terms of the linear node, if there is one and only one
     */
    @Nullable
    Program program(
            List<Node> nodes, @Nullable LinearTerms terms, Layout layout, int inputWidth, int[] floats, Size size) {
        if (terms == null || terms.outputs() != 1 || !readsInputs(terms, layout)) {
            return null;
        }
        for (Node node : nodes) {
            if (answers.containsKey(node.output()) || !learn(node)) {
                return null;
            }
        }
        List<Integer> outputs = new ArrayList<>();
        for (Column column : graph.output()) {
            List<Integer> answer = answers.get(values.source(column.name()));
            if (answer == null) {
                return null;
            }
            outputs.addAll(answer);
        }
        return new LinearProgram(inputWidth, terms, choice, Layout.array(outputs), floats, size);
    }

    private static boolean readsInputs(LinearTerms terms, Layout layout) {
        boolean inputs = terms.numbers() == 0 || layout.isInput(terms.first());
        if (terms.positions() != null) {
            for (int position : terms.positions()) {
                inputs &= layout.isInput(position);
            }
        }
        for (int code : terms.codes()) {
            inputs &= layout.isInput(code);
        }
        return inputs;
    }

    /** Adds what a node makes to the answers; false if it is none of them or the second of its kind. */
    private boolean learn(Node node) {
        if (node instanceof Node.Linear) {
            return answer(node, LinearProgram.SCORE);
        }
        if (node instanceof Node.Sigmoid sigmoid && makes(sigmoid.input(), LinearProgram.SCORE)) {
            choice = new LinearProgram.Choice(true, choice.positive(), true, 0);
            return answer(node, LinearProgram.PROBABILITY);
        }
        if (node instanceof Node.TwoClass two && makes(two.input(), LinearProgram.PROBABILITY)) {
            choice = new LinearProgram.Choice(true, two.positive(), true, 0);
            return answer(node, LinearProgram.FIRST_CLASS, LinearProgram.SECOND_CLASS);
        }
        if (node instanceof Node.ArgMax highest && makes(highest.input(), LinearProgram.FIRST_CLASS)) {
            return answer(node, LinearProgram.LABEL);
        }
        if (node instanceof Node.Threshold threshold
                && makes(threshold.input(), LinearProgram.FIRST_CLASS)
                && threshold.positive() == choice.positive()) {
            choice = new LinearProgram.Choice(true, choice.positive(), false, threshold.threshold());
            return answer(node, LinearProgram.LABEL);
        }
        return node instanceof Node.Pick pick
                && makes(pick.numbers(), LinearProgram.FIRST_CLASS)
                && makes(pick.category(), LinearProgram.LABEL)
                && answer(node, LinearProgram.PICKED);
    }

    private boolean makes(String value, int answer) {
        List<Integer> made = answers.get(values.source(value));
        return made != null && made.get(0) == answer;
    }

    private boolean answer(Node node, Integer... made) {
        boolean first = true;
        for (List<Integer> other : answers.values()) {
            first &= !other.contains(made[0]);
        }
        answers.put(node.output(), List.of(made));
        return first;
    }
}
