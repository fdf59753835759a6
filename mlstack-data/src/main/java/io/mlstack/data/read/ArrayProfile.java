package io.mlstack.data.read;

import io.mlstack.api.table.ColumnType;
import java.util.Optional;

/** What the arrays of one column have in common. */
final class ArrayProfile {

    private static final int UNKNOWN = -1;
    private static final int DIFFERENT = -2;

    private final ArrayScan scan = new ArrayScan();
    private final Numeral numeral = new Numeral();
    private int width = UNKNOWN;
    private long elements;
    private long wholes;
    private long decimals;
    private long texts;
    private long truths;
    private long missing;
    private boolean fitsFloat = true;
    private boolean fitsDouble = true;

    void add(Row row, int cell) {
        scan.start(row.chars, row.start(cell), row.end(cell));
        int count = 0;
        while (scan.next()) {
            count++;
            element(row.chars);
        }
        elements += count;
        width = width == UNKNOWN || width == count ? count : DIFFERENT;
    }

    private void element(char[] chars) {
        if (scan.isNumber()) {
            number(numeral.scan(chars, scan.from(), scan.to()));
            return;
        }
        switch (scan.first()) {
            case '"' -> texts++;
            case 't', 'f' -> truths++;
            case 'n' -> missing++;
            default -> {}
        }
    }

    private void number(Numeral.Kind kind) {
        switch (kind) {
            case WHOLE -> {
                wholes++;
                fitsFloat &= Math.abs(numeral.whole()) <= 1 << 24;
                fitsDouble &= Math.abs(numeral.whole()) <= 1L << 53;
            }
            case DECIMAL -> {
                decimals++;
                fitsFloat &= Float.isFinite((float) numeral.number());
            }
            case NONE, HUGE, CODE -> {}
        }
    }

    /** The type of a column of which all {@code arrays} values are arrays. */
    TypeChoice choice(long arrays) {
        long numbers = wholes + decimals;
        if (width > 0 && numbers == elements && fitsFloat) {
            return certain(
                    ColumnType.vector(width),
                    arrays + " of " + arrays + " values are arrays of " + width + " numbers, kept as float32");
        }
        String lengths = width >= 0 ? width + " elements" : "different lengths";
        if (wholes > 0 && wholes + missing == elements) {
            return list(ColumnType.INT64, arrays, "whole numbers", lengths);
        }
        if (numbers > 0 && numbers + missing == elements && fitsDouble) {
            return list(ColumnType.FLOAT64, arrays, "numbers", lengths);
        }
        if (texts > 0 && texts + missing == elements) {
            return list(ColumnType.TEXT, arrays, "texts", lengths);
        }
        if (truths > 0 && truths + missing == elements) {
            return list(ColumnType.BOOLEAN, arrays, "truth values", lengths);
        }
        String what = elements == 0 ? "empty arrays" : "arrays whose elements differ in kind, are nested or too large";
        return certain(ColumnType.JSON, arrays + " of " + arrays + " values are " + what + ", kept as JSON");
    }

    private static TypeChoice list(ColumnType element, long arrays, String what, String lengths) {
        return certain(
                ColumnType.listOf(element),
                arrays + " of " + arrays + " values are arrays of " + what + ", of " + lengths);
    }

    private static TypeChoice certain(ColumnType type, String reason) {
        return new TypeChoice(type, reason, Optional.empty());
    }
}
