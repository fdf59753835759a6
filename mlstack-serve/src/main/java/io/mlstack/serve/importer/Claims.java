package io.mlstack.serve.importer;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.FloatVector;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Finds the trainer's scores among the columns of a table.
 *
 * <p>An output of several numbers may be one vector, or columns named {@code probabilities_0} or {@code
 * probabilities_yes}, of which some may be absent.
 */
final class Claims {

    private final Schema outputs;
    private final List<String> classes;
    private final Columns rows;
    private final Findings findings = Findings.collect();

    private Claims(Schema outputs, List<String> classes, Columns rows) {
        this.outputs = outputs;
        this.classes = classes;
        this.rows = rows;
    }

    /**
     * The claims about {@code wanted}, or about every output that the table has.
     *
     * @param classes names of the classes; empty for a model that predicts none
     * @throws NotFoundException if there is none, or a wanted one is not there
     * @throws InvalidInputException with every column that cannot hold such scores
     */
    static List<Claim> of(Schema outputs, List<String> classes, Columns rows, List<String> wanted) {
        return new Claims(outputs, classes, rows).read(wanted);
    }

    private List<Claim> read(List<String> wanted) {
        List<Claim> claims = new ArrayList<>();
        int at = 0;
        for (Column output : outputs) {
            int width = output.type() instanceof ColumnType.Vector vector ? vector.width() : 1;
            if (wanted.isEmpty() || wanted.contains(output.name())) {
                add(output, at, width, claims);
            }
            at += width;
        }
        findings.throwIfAny(InvalidInputException::new);
        requireAll(wanted, claims);
        return claims;
    }

    private void add(Column output, int at, int width, List<Claim> claims) {
        double[] numbers = new double[Math.multiplyExact(rows.rows(), width)];
        boolean[] given = new boolean[width];
        if (rows.schema().has(output.name())) {
            Arrays.fill(given, true);
            whole(output, width, numbers);
        } else if (width > 1) {
            for (int k = 0; k < width; k++) {
                given[k] = part(output, k, width, numbers);
            }
        }
        Claim claim = new Claim(output, at, width, numbers, given);
        for (int k = 0; k < width; k++) {
            if (given[k]) {
                claims.add(claim);
                return;
            }
        }
    }

    private void whole(Column output, int width, double[] numbers) {
        Column column = rows.schema().column(output.name());
        if (output.type() instanceof ColumnType.Category category) {
            labels(column, category.levels(), numbers);
        } else if (width == 1 && column.type().isNumeric()) {
            System.arraycopy(rows.numbers(column.name()), 0, numbers, 0, numbers.length);
        } else if (column.type().equals(output.type())) {
            FloatVector vector = (FloatVector) rows.vector(column.name());
            for (int i = 0; i < numbers.length; i++) {
                boolean missing = vector.validity().isMissing(i / width);
                numbers[i] = missing ? Double.NaN : vector.floatAt(i / width, i % width);
            }
        } else {
            findings.add(
                    "verify.column-type",
                    "column " + column.name(),
                    "is " + column.type().kind().name().toLowerCase(Locale.ROOT) + ", the output "
                            + output.type().spelling(),
                    "give the trainer's numbers");
        }
    }

    private boolean part(Column output, int k, int width, double[] numbers) {
        String byPosition = output.name() + "_" + k;
        String byClass = k < classes.size() ? output.name() + "_" + classes.get(k) : byPosition;
        String name = rows.schema().has(byClass) ? byClass : byPosition;
        if (!rows.schema().has(name)) {
            return false;
        }
        if (!rows.schema().column(name).type().isNumeric()) {
            findings.add("verify.column-type", "column " + name, "holds no numbers", "give the trainer's numbers");
            return false;
        }
        double[] column = rows.numbers(name);
        for (int row = 0; row < column.length; row++) {
            numbers[row * width + k] = column[row];
        }
        return true;
    }

    /** Classes by name, or by their position where that is what the trainer wrote. */
    private void labels(Column column, List<String> levels, double[] numbers) {
        boolean positions = column.type().isNumeric();
        double[] codes = positions ? rows.numbers(column.name()) : new double[0];
        int index = rows.schema().indexOf(column.name());
        for (int row = 0; row < numbers.length; row++) {
            String text = positions ? null : rows.text(row, index);
            numbers[row] = positions ? (Double.isNaN(codes[row]) ? -1 : codes[row]) : levels.indexOf(text);
            if (!positions && text != null && numbers[row] < 0) {
                findings.add(
                        "verify.class",
                        "row " + row + ", column " + column.name(),
                        "\"" + text + "\" is none of the classes " + levels,
                        "name the classes by classes(...), in the order of the training codes");
            }
        }
    }

    private void requireAll(List<String> wanted, List<Claim> claims) {
        Findings missing = Findings.collect();
        List<String> found = claims.stream().map(claim -> claim.column().name()).toList();
        for (String name : wanted) {
            if (!found.contains(name)) {
                missing.add(none("column " + name, "the rows do not have it", name));
            }
        }
        if (claims.isEmpty() && missing.isEmpty()) {
            missing.add(none("columns", "none holds scores of the trainer", ""));
        }
        missing.throwIfAny(NotFoundException::new);
    }

    private Finding none(String place, String message, String name) {
        String cure = "the outputs of the model are " + String.join(", ", outputs.names())
                + "; columns of several numbers end with _0, _1, ... or with the class";
        return new Finding(
                "verify.no-scores",
                place,
                message,
                name.isEmpty() || outputs.has(name) ? cure : NearestName.cure(name, outputs.names()));
    }
}
