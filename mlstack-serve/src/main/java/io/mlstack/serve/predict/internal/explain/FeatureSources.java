package io.mlstack.serve.predict.internal.explain;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.ValueType;
import io.mlstack.api.table.Column;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** From which input column each number of each value of a graph comes, and which numbers a mean row has. */
final class FeatureSources {

    /** A number that comes from several columns, or out of a model. */
    static final int MIXED = -1;

    /**
     * @param columns position of the column of each number, or {@link #MIXED}
     * @param places where each number stands in a flat row, or {@link #MIXED} where it is made of more than that number
     */
    private record Sources(int[] columns, int[] places) {

        static Sources of(int width, int column) {
            int[] columns = new int[width];
            int[] places = new int[width];
            Arrays.fill(columns, column);
            Arrays.fill(places, MIXED);
            return new Sources(columns, places);
        }

        boolean known() {
            return Arrays.stream(columns).allMatch(column -> column != MIXED);
        }
    }

    private final ModelGraph graph;
    private final Map<String, Sources> sources = new HashMap<>();
    private final double[] meanRow;
    private final boolean[] knowsMean;

    FeatureSources(ModelGraph graph) {
        this.graph = graph;
        int width = 0;
        for (int c = 0; c < graph.input().size(); c++) {
            Column column = graph.input().column(c);
            Sources own = Sources.of(graph.type(column.name()).width(), c);
            for (int i = 0; i < own.places().length; i++) {
                own.places()[i] = width++;
            }
            sources.put(column.name(), own);
        }
        this.meanRow = new double[width];
        this.knowsMean = new boolean[width];
        graph.nodes().forEach(node -> {
            means(node);
            sources.put(node.output(), of(node));
        });
        categoriesMissing();
    }

    private Sources of(String value) {
        Sources known = sources.get(value);
        if (known == null) {
            throw new IllegalStateException("no node makes \"" + value + "\" before it is read");
        }
        return known;
    }

    private Sources of(Node node) {
        int width = graph.type(node.output()).width();
        if (node instanceof Node.Concat concat) {
            return concat(concat, width);
        }
        if (node instanceof Node.Linear || node instanceof Node.Dense || node instanceof Node.TreeEnsemble) {
            return Sources.of(width, MIXED);
        }
        Sources first = of(node.inputs().get(0));
        if (EachNode.isOne(node)) {
            return first;
        }
        int column = first.columns()[0];
        boolean one = node.inputs().stream()
                .flatMapToInt(input -> Arrays.stream(of(input).columns()))
                .allMatch(c -> c == column);
        return Sources.of(width, one ? column : MIXED);
    }

    private Sources concat(Node.Concat node, int width) {
        Sources joined = Sources.of(width, MIXED);
        int at = 0;
        for (String input : node.inputs()) {
            Sources part = of(input);
            System.arraycopy(part.columns(), 0, joined.columns(), at, part.columns().length);
            System.arraycopy(part.places(), 0, joined.places(), at, part.places().length);
            at += part.columns().length;
        }
        return joined;
    }

    /** Takes the means of training from the nodes that hold them; the first that does is nearest to the column. */
    private void means(Node node) {
        if (node instanceof Node.Standardise standardise) {
            means(standardise.input(), standardise.mean(), true);
        } else if (node instanceof Node.BatchNorm norm) {
            means(norm.input(), norm.mean(), true);
        } else if (node instanceof Node.Impute impute) {
            means(impute.input(), impute.fill(), false);
        }
    }

    private void means(String value, Tensor numbers, boolean sure) {
        int[] places = of(value).places();
        double[] means = numbers.toDoubles();
        for (int i = 0; i < places.length; i++) {
            if (places[i] != MIXED && !knowsMean[places[i]]) {
                meanRow[places[i]] = means[i];
                knowsMean[places[i]] = sure;
            }
        }
    }

    private void categoriesMissing() {
        int at = 0;
        for (Column column : graph.input()) {
            if (graph.type(column.name()) instanceof ValueType.Category) {
                meanRow[at] = -1;
            }
            at += graph.type(column.name()).width();
        }
    }

    /** Whether each number of a value comes from one column. */
    boolean known(String value) {
        return of(value).known();
    }

    /** Position of the column that each number of a value comes from. */
    int[] columns(String value) {
        return of(value).columns().clone();
    }

    /** The flat row from which explanations of linear models and nets start. */
    double[] meanRow() {
        return meanRow.clone();
    }
}
