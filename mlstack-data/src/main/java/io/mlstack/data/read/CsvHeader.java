package io.mlstack.data.read;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Joins the first row of a CSV file with what the caller declared. */
final class CsvHeader {

    private CsvHeader() {}

    /**
     * One field a column of the result, in the order of the result.
     *
     * @param first the header row, or the first row of data where there is no header; null for a file without rows
     * @throws InvalidInputException with everything that is wrong with the names
     */
    static List<Field> fields(CsvFormat format, @Nullable Row first) {
        Source source = format.source();
        ReadOptions options = format.options();
        if (first == null && format.csv().names().isEmpty() && options.schema().isEmpty()) {
            throw new InvalidInputException(new Finding(
                    "csv.empty", source.name(), "has no rows at all, not even a header", "give a file with a header"));
        }
        Findings findings = Findings.upTo(options.maxErrors());
        String place = source.line(first == null ? 1 : first.line());
        List<String> names = names(format, first);
        checkNames(names, place, findings);
        List<Field> fields = findings.isEmpty() ? fields(options, names, place, findings) : List.of();
        findings.throwIfAny(InvalidInputException::new);
        return fields;
    }

    private static List<String> names(CsvFormat format, @Nullable Row first) {
        if (format.csv().hasHeader() && first != null) {
            return IntStream.range(0, first.size()).mapToObj(first::text).toList();
        }
        if (!format.csv().names().isEmpty()) {
            return format.csv().names();
        }
        if (format.options().schema().isPresent()) {
            return format.options().schema().get().names();
        }
        int width = first == null ? 0 : Math.max(1, first.size());
        return IntStream.rangeClosed(1, width).mapToObj(i -> "column_" + i).toList();
    }

    private static void checkNames(List<String> names, String place, Findings findings) {
        if (names.isEmpty()) {
            findings.add("csv.header-empty", place, "header has no names", "name the columns in the first row");
        }
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String cell = place + ": cell " + (i + 1) + " of the header";
            if (name.isBlank()) {
                findings.add("csv.header-blank", cell, "has no name", "name the column, or delete it from the file");
                continue;
            }
            Integer earlier = seen.putIfAbsent(name, i);
            if (earlier != null) {
                findings.add(
                        "csv.header-duplicate",
                        cell,
                        "name " + Spelling.quote(name) + " is taken by cell " + (earlier + 1),
                        "give each column a name of its own");
            }
            try {
                Column.of(name, ColumnType.TEXT);
            } catch (IllegalArgumentException e) {
                findings.add("csv.header-name", cell, String.valueOf(e.getMessage()), "rename the column");
            }
        }
    }

    private static List<Field> fields(ReadOptions options, List<String> names, String place, Findings findings) {
        Map<String, Integer> cells = new HashMap<>();
        IntStream.range(0, names.size()).forEach(i -> cells.put(names.get(i), i));
        List<Field> fields = new ArrayList<>();
        if (options.schema().isPresent()) {
            Schema schema = options.schema().get();
            names.stream()
                    .filter(name -> !schema.has(name))
                    .forEach(name -> findings.add(
                            "csv.undeclared-column",
                            place,
                            "column " + Spelling.quote(name) + " is not in the declared schema",
                            NearestName.cure(name, schema.names())));
            for (Column column : schema) {
                add(
                        new Field(cells.getOrDefault(column.name(), -1), column, Optional.of(column.type()), true),
                        names,
                        place,
                        fields,
                        findings);
            }
            return fields;
        }
        options.columns().keySet().stream()
                .filter(name -> !cells.containsKey(name))
                .forEach(name -> absent(name, names, place, findings));
        options.types().keySet().stream()
                .filter(name -> !cells.containsKey(name))
                .forEach(name -> absent(name, names, place, findings));
        for (int cell = 0; cell < names.size(); cell++) {
            String name = names.get(cell);
            add(options.field(cell, name), names, place, fields, findings);
        }
        return fields;
    }

    private static void add(Field field, List<String> names, String place, List<Field> fields, Findings findings) {
        String name = field.column().name();
        if (field.cell() < 0) {
            absent(name, names, place, findings);
            return;
        }
        if (field.type().isPresent() && !isReadable(field.type().get())) {
            findings.add(
                    "csv.type",
                    place + ": column " + name,
                    field.type().get().spelling() + " has no text form in CSV",
                    "declare it as text or json and convert it afterwards");
            return;
        }
        fields.add(field);
    }

    private static void absent(String name, List<String> names, String place, Findings findings) {
        findings.add(
                "csv.no-such-column",
                place,
                "declared column " + Spelling.quote(name) + " is not in the file",
                NearestName.cure(name, names));
    }

    /** Whether one cell can hold a value of that type. */
    static boolean isReadable(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, DECIMAL, TEXT, CATEGORY, DATE, TIMESTAMP, JSON -> true;
            case VECTOR, TENSOR, BLOB, LIST -> false;
        };
    }
}
