package io.mlstack.serve.bundle;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.predict.Scorer;
import io.mlstack.serve.predict.internal.bind.ColumnsReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Rows that are to become goldens, with the trainer's outputs where there are any.
 *
 * @param expected the trainer's outputs, a column for each of {@code tolerances}; not looked at where there is none
 */
record GoldenMaker(Columns rows, Columns expected, Map<String, Tolerance> tolerances) {

    /** Goldens by the scorer itself. */
    GoldenMaker(Columns rows) {
        this(rows, rows, Map.of());
    }

    GoldenClaim claim() {
        return tolerances.isEmpty() ? GoldenClaim.SELF : GoldenClaim.trainer(tolerances);
    }

    /**
     * The goldens, or nothing where there are no rows or the model reads or predicts a column that is marked as personal.
     *
     * @throws NotFoundException with every column that is not there
     * @throws InvalidInputException if columns do not fit the graph
     */
    Optional<Goldens> make(Scorer scorer) {
        ModelGraph graph = scorer.graph();
        if (!tolerances.isEmpty()) {
            check(graph.output());
        }
        if (rows.rows() == 0 || isPersonal(graph)) {
            return Optional.empty();
        }
        double[] inputs = scorer.flatten(rows);
        double[] outputs = new double[Math.multiplyExact(rows.rows(), scorer.outputWidth())];
        scorer.score(inputs, 0, rows.rows(), outputs, 0, scorer.scratch());
        int at = 0;
        for (Column column : graph.output()) {
            if (tolerances.containsKey(column.name())) {
                replace(column, outputs, at, scorer.outputWidth());
            }
            at += Goldens.width(column);
        }
        return Optional.of(new Goldens(rows.rows(), inputs, outputs));
    }

    private void replace(Column column, double[] outputs, int at, int rowWidth) {
        int width = Goldens.width(column);
        double[] values = new double[rows.rows() * width];
        ColumnsReader.of(Schema.of(column), expected).read(0, rows.rows(), values, 0);
        for (int row = 0; row < rows.rows(); row++) {
            System.arraycopy(values, row * width, outputs, row * rowWidth + at, width);
        }
    }

    private void check(Schema outputs) {
        Findings missing = Findings.collect();
        for (String name : new TreeSet<>(tolerances.keySet())) {
            if (!outputs.has(name)) {
                missing.add(
                        "goldens.no-such-output",
                        "golden output " + name,
                        "the model predicts no column of that name",
                        NearestName.cure(name, outputs.names()));
            }
        }
        missing.throwIfAny(NotFoundException::new);
        Findings wrong = Findings.collect();
        if (expected.rows() != rows.rows()) {
            wrong.add(
                    "goldens.rows",
                    "golden outputs",
                    expected.rows() + " rows of outputs for " + rows.rows() + " rows of inputs",
                    "give the trainer's output for each row");
        }
        wrong.throwIfAny(InvalidInputException::new);
    }

    private boolean isPersonal(ModelGraph graph) {
        return isPersonal(graph.input().columns(), rows.schema())
                || isPersonal(graph.output().columns(), expected.schema());
    }

    private static boolean isPersonal(List<Column> read, Schema given) {
        return read.stream()
                .anyMatch(column -> column.personal()
                        || given.find(column.name()).stream()
                                .anyMatch(i -> given.column(i).personal()));
    }
}
