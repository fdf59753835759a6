package io.mlstack.api.model;

import io.mlstack.api.error.Findings;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NearestName;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Schema;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the types of a graph's values and collects everything that does not fit. */
final class GraphCheck {

    /** Numbers a row in all values together, 32 MiB as float64; no graph of ours comes near it. */
    private static final int MAX_WIDTH = 1 << 22;

    private static final int SHOWN_NAME = 200;

    private final Findings findings = Findings.collect();
    private final NodeTypes rules = new NodeTypes(this);
    private final Map<String, ValueType> types = new LinkedHashMap<>();
    private final Map<String, String> makers = new LinkedHashMap<>();

    /** Values that have a finding already: whoever reads them is not to blame and gives no other. */
    private final Set<String> failed = new HashSet<>();

    private long width;

    GraphCheck(Schema input) {
        for (Column column : input) {
            String place = "column " + column.name();
            makers.put(column.name(), place);
            Optional<ValueType> type = ValueType.of(column);
            if (type.isEmpty()) {
                failed.add(column.name());
                findings.add(
                        "graph.input",
                        place,
                        "no node takes a value of type "
                                + column.type().kind().name().toLowerCase(Locale.ROOT),
                        "leave the column out of the input");
            } else if (!admit(column.name(), type.get(), place)) {
                failed.add(column.name());
            }
        }
    }

    /** Type of a value that is there. */
    ValueType type(String value) {
        return Objects.requireNonNull(types.get(value), value);
    }

    Map<String, ValueType> types() {
        return types;
    }

    Findings findings() {
        return findings;
    }

    void throwIfAny() {
        if (!findings.isEmpty()) {
            throw new InvalidInputException(findings.list());
        }
    }

    void node(Node node) {
        String output = node.output();
        boolean readable = readable(node);
        if (!Column.isName(output)) {
            add("graph.name", node, "has no name for its output", "use 1 to 200 printable characters, not only spaces");
            failed.add(output);
            return;
        }
        String maker = makers.putIfAbsent(output, describe(node));
        if (maker != null) {
            add(
                    "graph.name-taken",
                    node,
                    "makes \"" + output + "\", which " + maker + " makes already",
                    "give the output a name of its own");
            return;
        }
        ValueType type = readable ? node.accept(rules) : null;
        if (type == null || !admit(output, type, describe(node))) {
            failed.add(output);
        }
    }

    /** Whether all values the node reads are there and sound; a finding for each that no node makes. */
    private boolean readable(Node node) {
        boolean readable = true;
        for (String input : node.inputs()) {
            if (!types.containsKey(input)) {
                readable = false;
                if (!failed.contains(input)) {
                    add(
                            "graph.no-such-value",
                            node,
                            "reads \"" + shown(input) + "\", which no node before it makes",
                            NearestName.cure(input, types.keySet()));
                }
            }
        }
        return readable;
    }

    private boolean admit(String name, ValueType type, String place) {
        if (width + type.width() > MAX_WIDTH) {
            findings.add(
                    "graph.width",
                    place,
                    type + " makes the values of the graph wider than " + MAX_WIDTH + " numbers a row",
                    "make fewer or narrower values");
            return false;
        }
        width += type.width();
        types.put(name, type);
        return true;
    }

    void output(Column column) {
        ValueType type = types.get(column.name());
        String place = "output " + column.name();
        if (type == null && failed.contains(column.name())) {
            return;
        }
        if (type == null) {
            findings.add(
                    "graph.output",
                    place,
                    "no node makes a value of that name",
                    NearestName.cure(column.name(), types.keySet()));
        } else if (!leaves(type, column.type())) {
            findings.add(
                    "graph.output",
                    place,
                    makers.get(column.name()) + " makes " + type + ", which cannot leave as "
                            + column.type().spelling(),
                    "declare the column as " + natural(type).spelling());
        }
    }

    private static boolean leaves(ValueType type, ColumnType column) {
        return natural(type).equals(column)
                || (column.kind() == ColumnType.Kind.VECTOR
                        && type.width() == ((ColumnType.Vector) column).width()
                        && !(type instanceof ValueType.Category || type instanceof ValueType.Text));
    }

    private static ColumnType natural(ValueType type) {
        if (type instanceof ValueType.Category category) {
            return ColumnType.category(category.levels());
        }
        if (type instanceof ValueType.Text) {
            return ColumnType.TEXT;
        }
        if (type.width() > 1) {
            return ColumnType.vector(type.width());
        }
        return type instanceof ValueType.F32 ? ColumnType.FLOAT32 : ColumnType.FLOAT64;
    }

    /** A finding about an input of a node; always null, the type that could not be told. */
    @Nullable
    ValueType mismatch(Node node, String input, String wanted) {
        add(
                "graph.type",
                node,
                "takes " + wanted + ", but " + makers.get(input) + " makes " + types.get(input),
                "put a node between the two that converts");
        return null;
    }

    void parameter(Node node, String message, String cure) {
        add("graph.parameter", node, message, cure);
    }

    void add(String code, Node node, String message, String cure) {
        findings.add(code, describe(node), message, cure);
    }

    private static String describe(Node node) {
        return node.getClass().getSimpleName() + " node \"" + shown(node.output()) + "\"";
    }

    static String shown(String name) {
        return name.length() <= SHOWN_NAME ? name : name.substring(0, SHOWN_NAME) + "...";
    }
}
