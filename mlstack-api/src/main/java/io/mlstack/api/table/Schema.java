package io.mlstack.api.table;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.html.Html;
import io.mlstack.api.json.Json;
import io.mlstack.api.json.JsonPlace;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An ordered list of columns with distinct names. Immutable.
 *
 * <pre>{@code
 * Schema pets = Schema.of(Column.of("name", ColumnType.TEXT), Column.of("weight_kg", ColumnType.FLOAT64).asNullable());
 * }</pre>
 */
public final class Schema implements Iterable<Column> {

    private final List<Column> columns;
    private final Map<String, Integer> positions = new HashMap<>();

    private Schema(List<Column> columns) {
        this.columns = List.copyOf(columns);
        Findings findings = Findings.collect();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            Integer earlier = positions.putIfAbsent(name, i);
            if (earlier != null) {
                findings.add(
                        "schema.duplicate-column",
                        "column " + (i + 1),
                        "name \"" + name + "\" is taken by column " + (earlier + 1),
                        "give each column a name of its own");
            }
        }
        if (!findings.isEmpty()) {
            throw new InvalidInputException(findings.list());
        }
    }

    /** @throws InvalidInputException if names repeat */
    public static Schema of(Column... columns) {
        return new Schema(List.of(columns));
    }

    /** @throws InvalidInputException if names repeat */
    public static Schema of(List<Column> columns) {
        return new Schema(columns);
    }

    /**
     * The schema that the components of a record describe, in their order.
     *
     * <p>{@code meanRadius} becomes {@code mean_radius} unless {@link Name} says otherwise; primitives are never missing,
     * boxes, strings and {@code Optional} components may be; an enum is a category of its constants in lower case.
     *
     * <p>A component that is itself a record stands for its columns, named as {@link #columnName} says; those of an
     * {@code Optional} one may all be missing.
     *
     * @throws InvalidInputException with every component whose type has no column type, and every record that holds itself
     */
    public static Schema of(Class<? extends Record> type) {
        return RecordColumns.schemaOf(type);
    }

    /**
     * The column that a record component stands for: its {@link Name}, else its own name in snake_case.
     *
     * <p>In a record that another one holds it has that one's prefix: the {@link Name} of the component that holds it, else
     * its name in snake_case and an underscore. So {@code record Loan(Person applicant)} and {@code record Person(int age)}
     * give {@code applicant_age}; with {@code @Name("applicant.")} it is {@code applicant.age}, and with {@code @Name("")}
     * plain {@code age}.
     *
     * @param path the component, after those that hold its record, outermost first; at least one
     */
    public static String columnName(RecordComponent... path) {
        return RecordColumns.columnName(path);
    }

    /** The columns in order. */
    public List<Column> columns() {
        return columns;
    }

    /** The names in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>(columns.size());
        for (Column column : columns) {
            names.add(column.name());
        }
        return Collections.unmodifiableList(names);
    }

    /** Number of columns. */
    public int size() {
        return columns.size();
    }

    /** The column at that position. */
    public Column column(int index) {
        return columns.get(index);
    }

    /** @throws NotFoundException with the nearest names, if there is no such column */
    public Column column(String name) {
        return columns.get(indexOf(name));
    }

    /** Whether there is a column of that name. */
    public boolean has(String name) {
        return positions.containsKey(name);
    }

    /** Position of the column, if there is one of that name. */
    public OptionalInt find(String name) {
        Integer index = positions.get(name);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /**
     * Position of the column.
     *
     * @throws NotFoundException with the nearest names, if there is no such column
     */
    public int indexOf(String name) {
        Integer index = positions.get(name);
        if (index == null) {
            throw new NotFoundException(missing(name));
        }
        return index;
    }

    /**
     * The named columns in the order of the arguments.
     *
     * @throws NotFoundException with every name that does not exist
     */
    public Schema select(List<String> names) {
        requireAll(names);
        return new Schema(names.stream().map(this::column).toList());
    }

    /**
     * All columns but the named ones.
     *
     * @throws NotFoundException with every name that does not exist
     */
    public Schema without(String... names) {
        requireAll(List.of(names));
        Set<String> dropped = new HashSet<>(Arrays.asList(names));
        return new Schema(
                columns.stream().filter(c -> !dropped.contains(c.name())).toList());
    }

    /** This schema with {@code column} appended, or put in the place of the one that has its name. */
    public Schema with(Column column) {
        List<Column> next = new ArrayList<>(columns);
        Integer index = positions.get(column.name());
        if (index == null) {
            next.add(column);
        } else {
            next.set(index, column);
        }
        return new Schema(next);
    }

    /** The schema as JSON, which {@link #fromJson} reads. */
    public Json toJson() {
        return SchemaJson.write(this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws InvalidInputException naming the place of what cannot be read
     */
    public static Schema fromJson(JsonPlace json) {
        return SchemaJson.read(json);
    }

    @Override
    public Iterator<Column> iterator() {
        return columns.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schema schema && columns.equals(schema.columns);
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }

    /** {@code 5 columns: sepal_length_cm: float64, ...}. */
    @Override
    public String toString() {
        return columns.size() + " columns: "
                + columns.stream().limit(6).map(Column::toString).collect(Collectors.joining("; "))
                + (columns.size() > 6 ? "; ..." : "");
    }

    /** A table of the columns for notebooks. */
    public String html() {
        return Html.table(
                List.of("column", "type", "missing", "description"),
                columns.stream()
                        .map(c -> List.of(
                                c.name(),
                                c.shownType() + (c.personal() ? ", personal" : ""),
                                c.nullable() ? "allowed" : "never",
                                c.description()))
                        .toList());
    }

    private void requireAll(List<String> names) {
        Findings findings = Findings.collect();
        names.stream().filter(n -> !has(n)).forEach(n -> findings.add(missing(n)));
        findings.throwIfAny(NotFoundException::new);
    }

    private Finding missing(String name) {
        return new Finding(
                "schema.no-such-column",
                "schema",
                "column \"" + name + "\" does not exist",
                NearestName.cure(name, positions.keySet()));
    }
}
