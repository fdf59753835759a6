package io.mlstack.train.evaluate.internal;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.FloatVector;
import java.util.ArrayList;
import java.util.List;

/**
 * One column as a simple rule sees it: a number or a level in each row. The arrays must not be written.
 *
 * @param name of the column; an element of a vector is {@code pixels[12]}
 * @param numbers one a row, NaN where it is missing; empty for a category
 * @param codes one a row, below 0 where it is missing; empty for a number
 * @param levels names of the codes; empty for a number
 */
public record Feature(String name, double[] numbers, int[] codes, List<String> levels) {

    private static final int[] NO_CODES = {};
    private static final double[] NO_NUMBERS = {};

    /** A column of numbers. */
    public static Feature ofNumbers(String name, double... numbers) {
        return new Feature(name, numbers, NO_CODES, List.of());
    }

    /** A column of categories. */
    public static Feature ofLevels(String name, List<String> levels, int... codes) {
        return new Feature(name, NO_NUMBERS, codes, levels);
    }

    /** Whether the column holds numbers. */
    public boolean numeric() {
        return levels.isEmpty();
    }

    /** Number of rows. */
    public int rows() {
        return numeric() ? numbers.length : codes.length;
    }

    /**
     * Columns that a model reads, in the order of {@code names}: numbers and categories as they are, vectors and tensors
     * element by element. Others, which no model reads, are left out.
     */
    public static List<Feature> of(Columns columns, List<String> names) {
        List<Feature> features = new ArrayList<>();
        for (String name : names) {
            Column column = columns.schema().column(name);
            switch (column.type().kind()) {
                case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, DECIMAL ->
                    features.add(ofNumbers(name, columns.numbers(name)));
                case CATEGORY ->
                    features.add(ofLevels(name, ((ColumnType.Category) column.type()).levels(), columns.codes(name)));
                case VECTOR, TENSOR -> elements(name, (FloatVector) columns.vector(name), features);
                case TEXT, DATE, TIMESTAMP, BLOB, LIST, JSON -> {}
            }
        }
        return features;
    }

    private static void elements(String name, FloatVector vector, List<Feature> features) {
        for (int e = 0; e < vector.width(); e++) {
            double[] numbers = new double[vector.length()];
            for (int row = 0; row < numbers.length; row++) {
                numbers[row] = vector.isMissing(row) ? Double.NaN : vector.floatAt(row, e);
            }
            features.add(ofNumbers(name + "[" + e + "]", numbers));
        }
    }

    /** The rows at those positions. */
    public Feature take(int[] rows) {
        if (numeric()) {
            double[] taken = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                taken[i] = numbers[rows[i]];
            }
            return ofNumbers(name, taken);
        }
        int[] taken = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            taken[i] = codes[rows[i]];
        }
        return new Feature(name, NO_NUMBERS, taken, levels);
    }
}
