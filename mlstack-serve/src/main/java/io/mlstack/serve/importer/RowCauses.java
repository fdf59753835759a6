package io.mlstack.serve.importer;

import io.mlstack.api.json.CanonicalNumber;
import io.mlstack.api.model.ValueType;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the change to a row that makes the model agree with its trainer: what the trainer was given must then have been
 * that other row.
 */
final class RowCauses {

    /** One number of a row. */
    private record Place(Column column, int at) {}

    private final Comparison comparison;
    private final Columns rows;
    private final OptionalDouble marker;
    private final List<Place> places = new ArrayList<>();

    RowCauses(Comparison comparison, Columns rows, OptionalDouble marker) {
        this.comparison = comparison;
        this.rows = rows;
        this.marker = marker;
        int at = 0;
        for (Column column : comparison.scorer().input()) {
            int width = ValueType.of(column).map(ValueType::width).orElse(0);
            for (int i = 0; i < width; i++) {
                places.add(new Place(column, at++));
            }
        }
    }

    /** Why the row differs; empty where no change of the row explains it. */
    String cause(int row) {
        double[] input = comparison.input(row);
        String cause = unseen(row, input);
        cause = cause == null ? missing(row, input) : cause;
        cause = cause == null ? notMissing(row, input) : cause;
        cause = cause == null ? rounded(row, input) : cause;
        return cause == null ? "" : cause;
    }

    private @Nullable String unseen(int row, double[] input) {
        for (Place place : places) {
            boolean category = place.column().type() instanceof ColumnType.Category;
            if (category && input[place.at()] == -2) {
                return "column " + place.column().name() + " holds " + cell(row, place)
                        + ", which is no category the model knows";
            }
        }
        return null;
    }

    /** A number that the trainer may have taken for missing, in one column or in all. */
    private @Nullable String missing(int row, double[] input) {
        for (Place place : places) {
            double number = input[place.at()];
            if (number == Math.rint(number) && isNumber(place)) {
                double[] everywhere = input.clone();
                places.forEach(other -> {
                    if (isNumber(other) && everywhere[other.at()] == number) {
                        everywhere[other.at()] = Double.NaN;
                    }
                });
                if (comparison.agrees(row, everywhere)) {
                    return "agrees when " + cell(row, place) + " counts as missing, as in column "
                            + place.column().name() + ": say missing(...)";
                }
            }
        }
        return null;
    }

    /** What we take for missing and the trainer for a number. */
    private @Nullable String notMissing(int row, double[] input) {
        double[] zeros = input.clone();
        boolean any = false;
        for (Place place : places) {
            boolean isMissing = Double.isNaN(input[place.at()]) && isNumber(place);
            zeros[place.at()] = isMissing ? 0 : input[place.at()];
            any |= isMissing;
        }
        if (any && comparison.agrees(row, zeros)) {
            return "agrees when an empty cell counts as 0: the trainer was given 0 there";
        }
        if (marker.isEmpty()) {
            return null;
        }
        for (Place place : places) {
            if (input[place.at()] == marker.getAsDouble()) {
                // The next float behaves like the marker at every split but is not taken for it.
                double[] known = input.clone();
                known[place.at()] = Math.nextUp((float) marker.getAsDouble());
                if (comparison.agrees(row, known)) {
                    return "agrees when the " + cell(row, place) + " in column "
                            + place.column().name() + " is a number: it is what missing(...) names";
                }
            }
        }
        return null;
    }

    /** A number that fell to the other side of a split when it was written as text. */
    private @Nullable String rounded(int row, double[] input) {
        for (Place place : places) {
            double number = input[place.at()];
            if (!isNumber(place) || !Double.isFinite(number)) {
                continue;
            }
            for (double other : new double[] {
                Math.nextUp((float) number), Math.nextDown((float) number), number * (1 + 1e-6), number * (1 - 1e-6)
            }) {
                double[] moved = input.clone();
                moved[place.at()] = other;
                if (comparison.agrees(row, moved)) {
                    return "agrees when column " + place.column().name() + " is a millionth part or less away from "
                            + cell(row, place) + ": it lies at a split and was rounded when the rows were written";
                }
            }
        }
        return null;
    }

    private static boolean isNumber(Place place) {
        return !(place.column().type() instanceof ColumnType.Category);
    }

    /** The cell as a message may show it. */
    private String cell(int row, Place place) {
        Column given = rows.schema().column(place.column().name());
        if (place.column().personal() || given.personal()) {
            return "(personal)";
        }
        String text = rows.text(row, rows.schema().indexOf(given.name()));
        double number = comparison.input(row)[place.at()];
        return isNumber(place) && Double.isFinite(number) ? CanonicalNumber.format(number) : "\"" + text + "\"";
    }
}
