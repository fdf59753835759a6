package io.mlstack.serve.bundle;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.serve.predict.Scorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the reference sketches of a bundle. */
final class Sketches {

    /** Parts of equal share that the quantiles cut a column into. */
    static final int CUTS = 64;

    private static final int MISSING_LEVEL = -1;

    private Sketches() {}

    /** Sketches of the rows and of what the model makes of them. */
    static Reference of(Scorer scorer, Columns rows) {
        double[] in = scorer.flatten(rows);
        double[] out = new double[Math.multiplyExact(rows.rows(), scorer.outputWidth())];
        scorer.score(in, 0, rows.rows(), out, 0, scorer.scratch());
        Schema outputs = scorer.graph().output();
        return new Reference(
                table(scorer.input(), rows.schema(), in, rows.rows(), scorer.inputWidth(), false),
                table(outputs, outputs, out, rows.rows(), scorer.outputWidth(), true));
    }

    private static SortedMap<String, Sketch> table(
            Schema schema, Schema given, double[] values, int rows, int width, boolean vectors) {
        SortedMap<String, Sketch> sketches = new TreeMap<>();
        int at = 0;
        for (Column column : schema) {
            int elements = width(column.type());
            boolean isPersonal = column.personal()
                    || (given.has(column.name()) && given.column(column.name()).personal());
            boolean isVector = column.type() instanceof ColumnType.Vector || column.type() instanceof ColumnType.Tensor;
            for (int e = 0; e < elements && !isPersonal && (vectors || !isVector); e++) {
                double[] cells = column(values, rows, width, at + e);
                sketches.put(isVector ? column.name() + "[" + e + "]" : column.name(), sketch(column.type(), cells));
            }
            at += elements;
        }
        return sketches;
    }

    private static int width(ColumnType type) {
        if (type instanceof ColumnType.Vector vector) {
            return vector.width();
        }
        return type instanceof ColumnType.Tensor tensor ? tensor.width() : 1;
    }

    private static double[] column(double[] values, int rows, int width, int at) {
        double[] cells = new double[rows];
        for (int row = 0; row < rows; row++) {
            cells[row] = values[row * width + at];
        }
        return cells;
    }

    private static Sketch sketch(ColumnType type, double[] cells) {
        return type instanceof ColumnType.Category category ? levels(category.levels(), cells) : numbers(cells);
    }

    private static Sketch levels(List<String> names, double[] cells) {
        long[] counts = new long[names.size()];
        long missing = 0;
        long unseen = 0;
        for (double cell : cells) {
            int code = (int) cell;
            if (code >= 0 && code < counts.length) {
                counts[code]++;
            } else if (code == MISSING_LEVEL) {
                missing++;
            } else {
                unseen++;
            }
        }
        Map<String, Long> levels = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i++) {
            levels.put(names.get(i), counts[i]);
        }
        return new Sketch.Levels(missing, unseen, levels);
    }

    private static Sketch numbers(double[] cells) {
        double[] present =
                Arrays.stream(cells).filter(cell -> !Double.isNaN(cell)).toArray();
        // Adding 0 makes one zero of the two, which JSON does not tell apart.
        double[] finite = Arrays.stream(present)
                .filter(Double::isFinite)
                .map(cell -> cell + 0.0)
                .sorted()
                .toArray();
        List<Double> quantiles = new ArrayList<>();
        for (int k = 0; k <= CUTS && finite.length > 0; k++) {
            quantiles.add(finite[(int) ((long) k * (finite.length - 1) / CUTS)]);
        }
        return new Sketch.Numbers(
                present.length, cells.length - present.length, present.length - finite.length, quantiles);
    }
}
