package io.mlstack.train;

import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.data.load.Split;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The reference files as columns of numbers, with the row number as {@code id} and a category {@code target}. */
final class TestRows {
    private TestRows() {}

    static Columns resource(String name) {
        List<String> lines = lines(name);
        String[] header = lines.get(0).split(",");
        List<String> levels =
                lines.stream().skip(1).map(TestRows::last).distinct().sorted().toList();
        List<Column> columns = new ArrayList<>(List.of(Column.of("id", ColumnType.INT32)));
        for (int j = 0; j + 1 < header.length; j++) {
            columns.add(Column.of(header[j], ColumnType.FLOAT64));
        }
        columns.add(Column.of("target", ColumnType.category(levels)));
        Columns.Builder rows = Columns.builder(Schema.of(columns));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            Object[] values = new Object[cells.length + 1];
            values[0] = rows.rows();
            for (int j = 0; j + 1 < cells.length; j++) {
                values[j + 1] = Double.valueOf(cells[j]);
            }
            values[cells.length] = cells[cells.length - 1];
            rows.row(values);
        }
        return rows.build();
    }

    /** Fold {@code k} to judge on, the others to train on, none to choose on. */
    static Split split(Problem problem, Columns rows, int k) {
        return Split.given(problem, fold(rows, k, false), rows.take(new int[0]), fold(rows, k, true), "id");
    }

    /** Fold 0 to choose on, the others to train and to judge on. */
    static Split validated(Problem problem, Columns rows) {
        int[] rest = IntStream.range(0, rows.rows()).filter(i -> i % 5 != 0).toArray();
        int cut = rest.length - 5;
        return Split.given(
                problem,
                rows.take(java.util.Arrays.copyOf(rest, cut)),
                fold(rows, 0, true),
                rows.take(java.util.Arrays.copyOfRange(rest, cut, rest.length)),
                "id");
    }

    /** Rows whose number modulo 5 is {@code k}, or all others. */
    static Columns fold(Columns rows, int k, boolean inside) {
        return rows.take(IntStream.range(0, rows.rows())
                .filter(i -> (i % 5 == k) == inside)
                .toArray());
    }

    private static String last(String line) {
        return line.substring(line.lastIndexOf(',') + 1);
    }

    private static List<String> lines(String name) {
        try (InputStream in = TestRows.class.getResourceAsStream("/data/" + name + ".csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
