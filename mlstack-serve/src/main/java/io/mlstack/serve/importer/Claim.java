package io.mlstack.serve.importer;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the trainer made of some rows for one output.
 *
 * @param column the output
 * @param at position of its first number in a row of outputs
 * @param width numbers of it
 * @param numbers row-major, {@code rows * width}; a class as its position, -1 for none
 * @param given which of the numbers the trainer's file has
 */
record Claim(Column column, int at, int width, double[] numbers, boolean[] given) {

    boolean isLabel() {
        return column.type() instanceof ColumnType.Category;
    }

    boolean isComplete() {
        return IntStream.range(0, width).allMatch(k -> given[k]);
    }

    double number(int row, int k) {
        return numbers[row * width + k];
    }

    /** {@code score}, or {@code probabilities[1]}. */
    String name(int k) {
        return width == 1 ? column.name() : column.name() + "[" + k + "]";
    }

    /** The same claim of the given first rows. */
    Claim limit(int rows) {
        return new Claim(column, at, width, Arrays.copyOf(numbers, rows * width), given);
    }
}
