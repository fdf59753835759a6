package io.mlstack.train;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The reference files as columns of numbers and a category target named {@code target}. */
final class TestRows {
    private TestRows() {}

    static Columns resource(String name) {
        List<String> lines = lines(name);
        String[] header = lines.get(0).split(",");
        List<String> levels =
                lines.stream().skip(1).map(TestRows::last).distinct().sorted().toList();
        List<Column> columns = new ArrayList<>();
        for (int j = 0; j + 1 < header.length; j++) {
            columns.add(Column.of(header[j], ColumnType.FLOAT64));
        }
        columns.add(Column.of("target", ColumnType.category(levels)));
        Columns.Builder rows = Columns.builder(Schema.of(columns));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            Object[] values = new Object[cells.length];
            for (int j = 0; j + 1 < cells.length; j++) {
                values[j] = Double.valueOf(cells[j]);
            }
            values[cells.length - 1] = cells[cells.length - 1];
            rows.row(values);
        }
        return rows.build();
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
