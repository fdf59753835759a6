package io.mlstack.serve.predict;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.ValueType;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.serve.predict.internal.explain.Attribution;
import io.mlstack.serve.predict.internal.explain.ExplainPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Says what each column of a row adds to the margin of a model. Immutable and safe to share between threads.
 *
 * <p>The margin is what the model computes before its last link: log-odds of the positive class, a score for each of several
 * classes, the prediction of a regression. Which method applies follows from the graph: {@link Explanation.Method}. Features
 * that are made of one column (the levels of a category, the buckets of a number) are added up under that column.
 *
 * <p>A call takes in the order of {@code leaves * depth^2} steps for trees and 130 passes through a net, and allocates; it is
 * no part of the hot path.
 */
public final class Explainer {

    private final Scorer scorer;
    private final Scorer inside;
    private final int marginsAt;
    private final Explanation.Method method;
    private final Attribution attribution;
    private final int[] featureColumns;
    private final MarginNames names;

    private Explainer(Scorer scorer) {
        this.scorer = scorer;
        ModelGraph graph = scorer.graph();
        ExplainPlan plan = ExplainPlan.of(graph);
        boolean same = plan.features().equals(plan.margin());
        ModelGraph.Builder parts = graph.extend().output(leaving(graph, plan.features()));
        this.inside = Scorer.compile((same ? parts : parts.output(leaving(graph, plan.margin()))).build());
        this.featureColumns = plan.featureColumns();
        this.marginsAt = same ? 0 : featureColumns.length;
        this.attribution = plan.attribution(start(plan));
        this.method = plan.hasTrees()
                ? Explanation.Method.TREE_SHAP
                : plan.isLinear() ? Explanation.Method.LINEAR : Explanation.Method.INTEGRATED_GRADIENTS;
        this.names = MarginNames.of(graph, plan.margin(), attribution.outputs());
    }

    /**
     * Prepares the explanation of a model.
     *
     * @throws InvalidInputException if a node on the way to the margin cannot be explained, with its name and the cure
     */
    public static Explainer of(Scorer scorer) {
        return new Explainer(scorer);
    }

    /** How the model is explained. */
    public Explanation.Method method() {
        return method;
    }

    /** What has a margin: the positive class, each of several classes, or the target. */
    public List<String> outputs() {
        return names.names();
    }

    /**
     * The explanation of what the model answers: for several classes the margin of the label it chose, else its only margin.
     *
     * @param row at least {@code offset + scorer.inputWidth()} numbers, as {@link Scorer} takes them
     */
    public Explanation explain(double[] row, int offset) {
        double[] out = new double[scorer.outputWidth()];
        scorer.score(row, offset, 1, out, 0, scorer.scratch());
        int label = names.label() < 0 || names.binary() ? 0 : (int) out[names.label()];
        return explain(row, offset, Math.max(label, 0));
    }

    /**
     * The explanation of one margin.
     *
     * @param output one of {@link #outputs}
     * @throws NotFoundException with the nearest names, if it is none of them
     */
    public Explanation explain(double[] row, int offset, String output) {
        return explain(row, offset, names.find(output));
    }

    private Explanation explain(double[] row, int offset, int output) {
        double[] values = values(row, offset);
        double[] shares = new double[featureColumns.length];
        double[] features = Arrays.copyOf(values, shares.length);
        double base = attribution.attribute(features, output, shares);
        double[] amounts = new double[scorer.input().size()];
        for (int i = 0; i < shares.length; i++) {
            amounts[featureColumns[i]] += shares[i];
        }
        List<Contribution> contributions = new ArrayList<>();
        int at = offset;
        for (int c = 0; c < amounts.length; c++) {
            Column column = scorer.input().column(c);
            contributions.add(new Contribution(column, ShownValue.of(column, row, at), amounts[c]));
            at += scorer.graph().type(column.name()).width();
        }
        return new Explanation(names.names().get(output), method, base, values[marginsAt + output], contributions);
    }

    private double[] values(double[] row, int offset) {
        double[] values = new double[inside.outputWidth()];
        inside.score(row, offset, 1, values, 0, inside.scratch());
        return values;
    }

    /** The features of the mean row; what would be missing there starts from 0. */
    private double[] start(ExplainPlan plan) {
        double[] values = values(plan.meanRow(), 0);
        double[] start = Arrays.copyOf(values, featureColumns.length);
        for (int i = 0; i < start.length; i++) {
            start[i] = Double.isNaN(start[i]) ? 0 : start[i];
        }
        return start;
    }

    private static Column leaving(ModelGraph graph, String value) {
        ValueType type = graph.type(value);
        if (type.width() > 1) {
            return Column.of(value, ColumnType.vector(type.width()));
        }
        return Column.of(value, type instanceof ValueType.F32 ? ColumnType.FLOAT32 : ColumnType.FLOAT64);
    }

    /** {@code explainer of 30 columns (Shapley values of the trees)}. */
    @Override
    public String toString() {
        return "explainer of " + scorer.input().size() + " columns (" + method.words() + ")";
    }
}
