package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.html.Html;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why each column of a file became what it became. Immutable.
 *
 * <p>{@link #toString()} is a table for a terminal, {@link #html()} one for a notebook. Values of personal columns appear in
 * neither.
 *
 * @param file name of the file
 * @param rows how many rows the types were chosen from
 * @param decisions one a column, in the order of the schema
 */
public record Inference(String file, long rows, List<Decision> decisions) {

    private static final int SHOWN_LEVELS = 6;

    /**
     * What one column became.
     *
     * @param column as it is in the schema
     * @param reason why it has its type, such as {@code 569 of 569 values are whole numbers between 143 and 2501}
     * @param examples the first different values as they stand in the file, at most three; none of a personal column
     * @param missing how often each spelling of a missing value was seen; the empty text is the empty cell
     * @param distinct how many different texts were seen, missing values aside
     * @param isDistinctExact false where counting stopped at {@code distinct} and there are more
     */
    public record Decision(
            Column column,
            String reason,
            List<String> examples,
            Map<String, Long> missing,
            int distinct,
            boolean isDistinctExact) {

        public Decision {
            examples = List.copyOf(examples);
            missing = java.util.Collections.unmodifiableMap(new TreeMap<>(missing));
        }

        /** How many cells have no value. */
        public long missingCells() {
            return missing.values().stream().mapToLong(Long::longValue).sum();
        }

        @Override
        public String toString() {
            return column + " because " + reason;
        }

        private List<String> cells() {
            return List.of(
                    column.name(),
                    typeText(),
                    missing.isEmpty() ? "none" : missingText(),
                    (isDistinctExact ? "" : "over ") + distinct,
                    reason);
        }

        private String typeText() {
            return column.type() instanceof ColumnType.Category category
                            && category.levels().size() > SHOWN_LEVELS
                    ? "category of " + category.levels().size()
                    : column.type().spelling();
        }

        private String missingText() {
            return missing.entrySet().stream()
                    .map(e -> e.getValue() + " " + (e.getKey().isEmpty() ? "empty" : Spelling.quote(e.getKey())))
                    .collect(Collectors.joining(", "));
        }
    }

    private static final List<String> HEADER = List.of("column", "type", "missing", "distinct", "because");

    public Inference {
        decisions = List.copyOf(decisions);
    }

    /**
     * The decision on one column.
     *
     * @throws NotFoundException with the nearest names, if there is no such column
     */
    public Decision of(String column) {
        for (Decision decision : decisions) {
            if (decision.column().name().equals(column)) {
                return decision;
            }
        }
        throw new NotFoundException(new Finding(
                "csv.no-such-column",
                file,
                "column " + Spelling.quote(column) + " does not exist",
                NearestName.cure(
                        column, decisions.stream().map(d -> d.column().name()).toList())));
    }

    /** One line a column: name, type, missing cells, different values, reason. */
    @Override
    public String toString() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADER);
        decisions.forEach(d -> lines.add(d.cells()));
        int[] widths = new int[HEADER.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder out = new StringBuilder(file + ": " + rows + " rows, " + decisions.size() + " columns\n");
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length - 1; i++) {
                String cell = line.get(i);
                out.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
            }
            out.append(line.get(widths.length - 1)).append('\n');
        }
        return out.toString();
    }

    /** The same table for notebooks. */
    public String html() {
        return Html.table(HEADER, decisions.stream().map(Decision::cells).toList());
    }

    static Decision decision(Column column, ColumnProfile profile, @Nullable TypeChoice choice) {
        boolean hidden = column.personal();
        String declared = "declared; " + profile.present() + " of " + profile.present() + " values fit";
        String reason =
                choice == null ? declared : hidden ? "inferred; values are personal and not shown" : choice.reason();
        return new Decision(
                column,
                reason,
                hidden
                        ? List.of()
                        : profile.distinct().texts().stream().limit(3).toList(),
                profile.missing(),
                profile.distinct().texts().size(),
                !profile.distinct().isFull());
    }
}
