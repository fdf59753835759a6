package io.mlstack.train;

import io.mlstack.api.error.Findings;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.FloatVector;
import io.mlstack.data.load.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Decides which columns a model reads, and finds values that no model can learn from: the one rule of training, of the
 * baselines and of what is said before a training.
 */
final class FeatureColumns {
    /** A category of more levels than this is an identifier or free text; one-hot it would swamp the model. */
    private static final int MAX_LEVELS = 1_000;

    /** The reason of a column that has one value. */
    static final String CONSTANT = "the same in all training rows";

    private final Split split;
    private final Columns train;
    private final Set<String> offered;
    private final List<Column> used = new ArrayList<>();
    private final List<FeatureRecipe.Step> steps = new ArrayList<>();

    FeatureColumns(Split split, Findings findings) {
        this.split = split;
        this.train = split.train();
        this.offered = Set.copyOf(split.features());
        train.schema().forEach(column -> decide(column, findings));
        if (used.isEmpty() && !train.schema().columns().isEmpty()) {
            findings.add(
                    "train.no-features",
                    "training part",
                    "no column is left to learn from: " + new FeatureRecipe(steps),
                    "add numeric or category columns");
        }
    }

    /** The columns the model reads, in the order of the data. */
    List<Column> used() {
        return used;
    }

    FeatureRecipe recipe() {
        return new FeatureRecipe(steps);
    }

    private void decide(Column column, Findings findings) {
        String reason = whyNot(column);
        if (reason.isEmpty()) {
            used.add(column);
            steps.add(new FeatureRecipe.Step(column.name(), true, how(column)));
            finite(train, column, "training part", findings);
            finite(split.validation(), column, "validation part", findings);
        } else {
            steps.add(new FeatureRecipe.Step(column.name(), false, reason));
        }
    }

    private String whyNot(Column column) {
        if (!offered.contains(column.name())) {
            return reserved(column.name());
        }
        if (column.personal()) {
            return "personal data";
        }
        String unfit = switch (column.type().kind()) {
            case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, DECIMAL, VECTOR, TENSOR -> "";
            case CATEGORY -> levels((ColumnType.Category) column.type());
            case DATE, TIMESTAMP -> "a point in time; derive a number such as an age from it";
            case TEXT -> "text; declare it as a category where it holds few distinct values";
            case BLOB, LIST, JSON ->
                "no feature can be made of " + column.type().spelling();
        };
        return unfit.isEmpty() && isConstant(column) ? CONSTANT : unfit;
    }

    private String reserved(String name) {
        if (name.equals(split.problem().target())) {
            return "the target";
        }
        if (split.problem().ignored().contains(name)) {
            return "ignored by the problem";
        }
        return name.equals(split.keyColumn()) ? "key of the rows" : "group of the rows";
    }

    private static String levels(ColumnType.Category category) {
        int count = category.levels().size();
        return count > MAX_LEVELS
                ? String.format(Locale.ROOT, "a category of %,d levels, above %,d", count, MAX_LEVELS)
                : "";
    }

    private boolean isConstant(Column column) {
        int rows = train.rows();
        if (column.type().kind() == ColumnType.Kind.CATEGORY) {
            int[] codes = train.codes(column.name());
            for (int row = 1; row < rows; row++) {
                if (codes[row] != codes[0]) {
                    return false;
                }
            }
            return true;
        }
        double[][] numbers = numbers(train, column);
        for (double[] element : numbers) {
            Double first = null;
            for (double value : element) {
                if (first != null && !Double.isNaN(value) && first != value) {
                    return false;
                }
                first = Double.isNaN(value) ? first : Double.valueOf(value);
            }
        }
        return true;
    }

    private String how(Column column) {
        if (column.type() instanceof ColumnType.Category category) {
            return "one of " + category.levels().size() + " categories, one-hot";
        }
        int width = width(column);
        String words = width == 1 ? "number" : width + " numbers";
        return words + (column.nullable() ? ", missing ones replaced by the mean" : "") + ", standardised";
    }

    /** Adds each value that is infinite, or NaN in a column that declares no missing values. */
    private static void finite(Columns rows, Column column, String part, Findings findings) {
        if (column.type().kind() == ColumnType.Kind.CATEGORY) {
            return;
        }
        for (double[] element : numbers(rows, column)) {
            for (int row = 0; row < element.length; row++) {
                boolean isGap = Double.isNaN(element[row])
                        && (column.nullable() || rows.vector(column.name()).isMissing(row));
                if (!Double.isFinite(element[row]) && !isGap) {
                    findings.add(
                            "train.not-finite",
                            part + ", row " + row + ", column " + column.name(),
                            "the value is " + element[row],
                            "correct the cell, or declare the column nullable and leave it empty");
                }
            }
        }
    }

    /** Numbers that a column brings into a row of features before pre-processing. */
    static int width(Column column) {
        if (column.type() instanceof ColumnType.Vector vector) {
            return vector.width();
        }
        return column.type() instanceof ColumnType.Tensor tensor ? tensor.width() : 1;
    }

    /** The numbers of a column element by element, {@code [width, rows]}; NaN where a value is missing. */
    static double[][] numbers(Columns rows, Column column) {
        int width = width(column);
        if (!(rows.vector(column.name()) instanceof FloatVector floats)) {
            return new double[][] {rows.numbers(column.name())};
        }
        double[][] numbers = new double[width][rows.rows()];
        for (int row = 0; row < rows.rows(); row++) {
            for (int e = 0; e < width; e++) {
                numbers[e][row] = floats.isMissing(row) ? Double.NaN : floats.floatAt(row, e);
            }
        }
        return numbers;
    }
}
