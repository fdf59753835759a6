package io.mlstack.data.store.internal;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.LongVector;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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
     * Rows that have their number, or get the next one where it is missing. Reads the numbers that are given, if any, once
     * beforehand.
     *
     * @param nextRow at least 0
     * @throws InvalidInputException if the column is no int64, or the numbers run out
     */
    static Incoming number(Table rows, long nextRow) {
        if (!rows.schema().has(COLUMN)) {
            return minted(rows, nextRow);
        }
        Column column = rows.schema().column(COLUMN);
        if (column.type().kind() != ColumnType.Kind.INT64) {
            throw new InvalidInputException(new Finding(
                    "dataset.row-type",
                    "column " + COLUMN,
                    "is " + column.type().spelling() + ", row numbers are int64",
                    "convert it, rename it, or key the dataset by another column"));
        }
        Given given = Given.of(rows);
        long free = Math.max(nextRow, given.above());
        Table numbered = new MappedTable(rows, rows.schema().with(KEY), () -> filling(free));
        return Incoming.of(numbered, COLUMN, given.missing() > 0 ? free : NONE);
    }

    private static Incoming minted(Table rows, long nextRow) {
        Supplier<UnaryOperator<Columns>> mapping = () -> {
            AtomicLong next = new AtomicLong(nextRow);
            return block -> {
                long first = next.getAndAdd(block.rows());
                long[] numbers = new long[block.rows()];
                Arrays.setAll(numbers, row -> first + row);
                return withNumbers(block, numbers);
            };
        };
        return Incoming.of(new MappedTable(rows, withNumbers(rows.schema()), mapping), COLUMN, nextRow);
    }

    private static UnaryOperator<Columns> filling(long free) {
        AtomicLong minted = new AtomicLong(free);
        return block -> {
            LongVector given = (LongVector) block.vector(COLUMN);
            long[] numbers = given.toArray();
            for (int row = 0; row < numbers.length; row++) {
                numbers[row] = given.isMissing(row) ? minted.getAndIncrement() : numbers[row];
            }
            return block.with(KEY, LongVector.of(numbers));
        };
    }

    /** A schema with the numbers as a new first column. */
    static Schema withNumbers(Schema schema) {
        List<Column> columns = new ArrayList<>(List.of(KEY));
        columns.addAll(schema.columns());
        return Schema.of(columns);
    }

    /** Rows with these numbers in a new first column. */
    static Columns withNumbers(Columns rows, long[] numbers) {
        List<ColumnVector> vectors = new ArrayList<>(List.of(LongVector.of(numbers)));
        for (int column = 0; column < rows.schema().size(); column++) {
            vectors.add(rows.vector(column));
        }
        return Columns.of(withNumbers(rows.schema()), vectors);
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

    /**
     * The numbers that rows came with.
     *
     * @param above the number above all of them; 0 if there is none
     * @param missing how many rows came without
     */
    private record Given(long above, long missing) {

        static Given of(Table rows) {
            long above = 0;
            long missing = 0;
            try (Blocks blocks = rows.blocks()) {
                for (Columns block = blocks.next(); block != null; block = blocks.next()) {
                    LongVector numbers = (LongVector) block.vector(COLUMN);
                    missing += numbers.missing();
                    for (int row = 0; row < numbers.length(); row++) {
                        if (!numbers.isMissing(row)) {
                            above = Math.max(above, RowNumbers.above(numbers.longAt(row)));
                        }
                    }
                }
            }
            return new Given(above, missing);
        }
    }
}
