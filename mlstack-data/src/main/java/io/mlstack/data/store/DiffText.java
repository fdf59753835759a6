package io.mlstack.data.store;

import io.mlstack.api.html.Html;
import io.mlstack.api.table.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** How a {@link Diff} is shown. */
final class DiffText {

    private static final int SHOWN_IN_TEXT = 5;
    private static final int SHOWN_IN_HTML = 50;
    private static final int SHOWN_CELLS = 8;

    private DiffText() {}

    static String of(Diff diff) {
        StringBuilder out = new StringBuilder(headline(diff));
        lines(diff.columns(), "  column ", out);
        List<String> changed = diff.changed().stream()
                .limit(SHOWN_IN_TEXT)
                .map(row -> "  ~ " + shortened(row))
                .toList();
        changed.forEach(line -> out.append('\n').append(line));
        more(diff.changed().size(), out);
        keys(diff.added(), diff.to(), "  + ", out);
        keys(diff.removed(), diff.from(), "  - ", out);
        return out.toString();
    }

    static String html(Diff diff) {
        StringBuilder out =
                new StringBuilder("<p>").append(Html.escape(headline(diff))).append("</p>");
        if (!diff.columns().isEmpty()) {
            out.append(Html.table(
                    List.of("column"),
                    diff.columns().stream().map(c -> List.of(c.toString())).toList()));
        }
        if (!diff.changed().isEmpty()) {
            out.append(Html.table(List.of(diff.to().key(), "column", "before", "after"), cells(diff)));
        }
        rows("added", diff.added(), out);
        rows("removed", diff.removed(), out);
        return out.toString();
    }

    private static String headline(Diff diff) {
        String names = diff.from().name() + " -> " + diff.to().name() + ": ";
        if (diff.isEmpty()) {
            return names + "no difference";
        }
        StringJoiner columns = new StringJoiner(", ", " (", ")").setEmptyValue("");
        for (Map.Entry<String, Long> entry : diff.changesByColumn().entrySet()) {
            columns.add(entry.getKey() + " " + entry.getValue());
        }
        return names + rows(diff.added().rows()) + " added, " + diff.removed().rows() + " removed, "
                + diff.changed().size() + " changed" + columns
                + (diff.columns().isEmpty()
                        ? ""
                        : ", columns: " + diff.columns().size() + " changed");
    }

    private static String rows(int count) {
        return count == 1 ? "1 row" : count + " rows";
    }

    private static void lines(List<?> items, String prefix, StringBuilder out) {
        items.stream()
                .limit(SHOWN_IN_TEXT)
                .forEach(item -> out.append('\n').append(prefix).append(item));
        more(items.size(), out);
    }

    private static void more(int count, StringBuilder out) {
        if (count > SHOWN_IN_TEXT) {
            out.append("\n    ... ").append(count - SHOWN_IN_TEXT).append(" more");
        }
    }

    private static String shortened(RowChange row) {
        if (row.cells().size() <= SHOWN_CELLS) {
            return row.toString();
        }
        RowChange first = new RowChange(row.keyColumn(), row.key(), row.cells().subList(0, SHOWN_CELLS));
        return first + ", ... " + (row.cells().size() - SHOWN_CELLS) + " more columns";
    }

    private static void keys(Columns rows, Snapshot snapshot, String sign, StringBuilder out) {
        for (int row = 0; row < Math.min(rows.rows(), SHOWN_IN_TEXT); row++) {
            out.append('\n').append(sign);
            out.append(ValueText.of(rows.schema().column(snapshot.key()), rows.value(row, snapshot.key())));
        }
        more(rows.rows(), out);
    }

    private static List<List<String>> cells(Diff diff) {
        List<List<String>> cells = new ArrayList<>();
        for (RowChange row : diff.changed().subList(0, Math.min(diff.changed().size(), SHOWN_IN_HTML))) {
            for (CellChange cell : row.cells()) {
                cells.add(List.of(
                        ValueText.of(row.keyColumn(), row.key()),
                        cell.column().name(),
                        ValueText.of(cell.column(), cell.before()),
                        ValueText.of(cell.column(), cell.after())));
            }
        }
        if (diff.changed().size() > SHOWN_IN_HTML) {
            cells.add(List.of((diff.changed().size() - SHOWN_IN_HTML) + " more rows", "", "", ""));
        }
        return cells;
    }

    private static void rows(String what, Columns rows, StringBuilder out) {
        if (rows.rows() > 0) {
            out.append("<p>").append(what).append("</p>").append(rows.html());
        }
    }
}
