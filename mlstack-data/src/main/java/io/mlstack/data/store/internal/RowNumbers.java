package io.mlstack.data.store.internal;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.LongVector;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gives rows without a key a number in the column {@value #COLUMN}. */
public final class RowNumbers {

    /** The key column of data sets whose rows come without one. */
    public static final String COLUMN = "_row";

    /** No row was numbered. */
    static final long NONE = Long.MAX_VALUE;

    private static final Column KEY =
            Column.of(COLUMN, ColumnType.INT64).describedAs("number of the row, given by the dataset store");

    private RowNumbers() {}

    /** Whether {@code key} is a column of row numbers. */
    static boolean isNumbered(String key) {
        return key.equals(COLUMN);
    }

    /**
     * Rows that have their number, or get the next one where it is missing.
     *
     * @param nextRow at least 0
     * @throws InvalidInputException if the column is no int64, or the numbers run out
     */
    static Incoming number(Columns rows, long nextRow) {
        if (!rows.schema().has(COLUMN)) {
            long[] numbers = new long[rows.rows()];
            Arrays.setAll(numbers, row -> nextRow + row);
            return Incoming.of(withNumbers(rows, numbers), COLUMN, nextRow);
        }
        Column column = rows.schema().column(COLUMN);
        if (column.type().kind() != ColumnType.Kind.INT64) {
            throw new InvalidInputException(new Finding(
                    "dataset.row-type",
                    "column " + COLUMN,
                    "is " + column.type().spelling() + ", row numbers are int64",
                    "convert it, rename it, or key the dataset by another column"));
        }
        LongVector given = (LongVector) rows.vector(COLUMN);
        long free = Math.max(nextRow, after(given));
        long minted = free;
        long[] numbers = given.toArray();
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = given.isMissing(row) ? minted++ : numbers[row];
        }
        return Incoming.of(rows.with(KEY, LongVector.of(numbers)), COLUMN, given.missing() > 0 ? free : NONE);
    }

    /** Rows with these numbers in a new first column. */
    static Columns withNumbers(Columns rows, long[] numbers) {
        List<Column> columns = new ArrayList<>(List.of(KEY));
        columns.addAll(rows.schema().columns());
        List<ColumnVector> vectors = new ArrayList<>(List.of(LongVector.of(numbers)));
        for (int column = 0; column < rows.schema().size(); column++) {
            vectors.add(rows.vector(column));
        }
        return Columns.of(Schema.of(columns), vectors);
    }

    /** The rows with every number from {@code from} on raised by {@code shift}. */
    static Columns renumbered(Columns rows, long from, long shift) {
        if (shift == 0 || from == NONE) {
            return rows;
        }
        long[] numbers = ((LongVector) rows.vector(COLUMN)).toArray();
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] += numbers[row] >= from ? shift : 0;
        }
        return rows.with(rows.schema().column(COLUMN), LongVector.of(numbers));
    }

    /** The number above all that are given; 0 if none is. */
    private static long after(LongVector given) {
        long above = 0;
        for (int row = 0; row < given.length(); row++) {
            if (!given.isMissing(row)) {
                above = Math.max(above, above(given.longAt(row)));
            }
        }
        return above;
    }

    /** The number after {@code row}. */
    static long above(long row) {
        if (row >= Long.MAX_VALUE - Integer.MAX_VALUE) {
            throw new InvalidInputException(new Finding(
                    "dataset.row-number",
                    "column " + COLUMN,
                    row + " leaves no numbers for rows to come",
                    "number rows from 0, or key the dataset by another column"));
        }
        return row + 1;
    }
}
