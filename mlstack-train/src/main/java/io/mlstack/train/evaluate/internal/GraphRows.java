package io.mlstack.train.evaluate.internal;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.serve.predict.Scorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A model's predictions beside the truth, made by the scorer that serves the model, in float64.
 *
 * @param classes in the order of the model, followed by classes of the rows that it does not know and so never names;
 *     empty for a regression
 * @param rows what was true and what was said
 */
public record GraphRows(List<String> classes, ScoredRows rows) {

    private static final String PROBABILITIES = "probabilities";

    /**
     * Scores rows.
     *
     * @param rows with the target column, none of it missing
     * @throws InvalidInputException with every row that the model gives no prediction for
     * @throws NotFoundException with every column that the model reads and the rows do not have
     */
    public static GraphRows of(Scorer scorer, Problem problem, Columns rows) {
        double[] in = scorer.flatten(rows);
        double[] out = new double[Math.multiplyExact(rows.rows(), scorer.outputWidth())];
        scorer.score(in, 0, rows.rows(), out, 0, scorer.scratch());
        checkFinite(out, rows.rows(), scorer.outputWidth(), problem);
        return problem.kind().isClassification()
                ? classes(scorer, problem, rows, out)
                : new GraphRows(List.of(), numbers(scorer, problem, rows, out));
    }

    private static void checkFinite(double[] out, int rows, int width, Problem problem) {
        Findings findings = Findings.collect();
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < width; k++) {
                if (!Double.isFinite(out[row * width + k])) {
                    findings.add(
                            "evaluate.no-prediction",
                            "row " + row + " of the test part",
                            "the model has no finite prediction of " + problem.target(),
                            "complete the row, or train with rows that have such gaps");
                    break;
                }
            }
        }
        findings.throwIfAny(InvalidInputException::new);
    }

    private static GraphRows classes(Scorer scorer, Problem problem, Columns rows, double[] out) {
        ModelGraph graph = scorer.graph();
        List<String> known = levels(graph, problem);
        List<String> classes = new ArrayList<>(known);
        int[] truth = truth(rows, problem.target(), classes);
        int k = classes.size();
        int width = scorer.outputWidth();
        int label = offset(graph, problem.target());
        int first = offset(graph, PROBABILITIES);
        int[] guess = new int[rows.rows()];
        double[] probabilities = new double[Math.multiplyExact(rows.rows(), k)];
        for (int row = 0; row < guess.length; row++) {
            guess[row] = (int) out[row * width + label];
            System.arraycopy(out, row * width + first, probabilities, row * k, known.size());
        }
        int positive = problem.positive().map(classes::indexOf).orElse(-1);
        double[] costs = Decisions.costs(problem, classes);
        return new GraphRows(
                List.copyOf(classes),
                new ClassRows(k, positive, truth, guess, probabilities, costs, ones(guess.length)));
    }

    private static List<String> levels(ModelGraph graph, Problem problem) {
        Column label = graph.output().column(problem.target());
        if (label.type() instanceof ColumnType.Category category) {
            return category.levels();
        }
        throw new InvalidInputException(new Finding(
                "evaluate.no-classes",
                "output " + problem.target() + " of the model",
                "is " + label.type().spelling() + ", not a category",
                "evaluate it under a problem of its own kind"));
    }

    /** The class of each row by name; names that are new are appended to {@code classes}. */
    public static int[] truth(Columns rows, String target, List<String> classes) {
        int column = rows.schema().indexOf(target);
        int[] truth = new int[rows.rows()];
        for (int row = 0; row < truth.length; row++) {
            String name = String.valueOf(rows.text(row, column));
            int code = classes.indexOf(name);
            if (code < 0) {
                code = classes.size();
                classes.add(name);
            }
            truth[row] = code;
        }
        return truth;
    }

    private static NumberRows numbers(Scorer scorer, Problem problem, Columns rows, double[] out) {
        int at = offset(scorer.graph(), problem.target());
        double[] predicted = new double[rows.rows()];
        Arrays.setAll(predicted, row -> out[row * scorer.outputWidth() + at]);
        return new NumberRows(rows.numbers(problem.target()), predicted, ones(predicted.length));
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Where a column of the output begins in a flat row. */
    private static int offset(ModelGraph graph, String name) {
        int wanted = graph.output().indexOf(name);
        int offset = 0;
        for (int i = 0; i < wanted; i++) {
            offset += graph.output().column(i).type() instanceof ColumnType.Vector vector ? vector.width() : 1;
        }
        return offset;
    }

    /** The threshold on the probability of the positive class, where a graph decides by one. */
    public static OptionalDouble threshold(ModelGraph graph, String target) {
        return graph.nodes().stream()
                .filter(node -> node instanceof Node.Threshold && node.output().equals(target))
                .mapToDouble(node -> ((Node.Threshold) node).threshold())
                .findFirst();
    }
}
