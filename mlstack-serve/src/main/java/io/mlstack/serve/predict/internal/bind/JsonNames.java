package io.mlstack.serve.predict.internal.bind;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds columns by the names of JSON fields. Immutable.
 *
 * <p>A field of a nested object has the names of all objects around it before its own, joined by underscores, as a
 * component of a nested record has. Both the columns' own names and those of the record's components are known, so that
 * {@code {"applicant":{"meanAge":3}}} and {@code {"applicant_mean_age":3}} say the same.
 */
final class JsonNames {

    static final String JOINT = "_";

    private final List<String> columns;
    private final Map<String, Integer> positions = new HashMap<>();
    private final TreeSet<String> sorted;

    JsonNames(InputRules rules, RecordType record) {
        this.columns = rules.all().stream().map(rule -> rule.column().name()).toList();
        columns.forEach(column -> positions.put(column, positions.size()));
        for (RecordType.Component leaf : record.leaves()) {
            Integer position = positions.get(leaf.column());
            if (position != null) {
                List<String> path = new ArrayList<>();
                for (RecordComponent step : leaf.path()) {
                    path.add(step.getName());
                }
                positions.putIfAbsent(String.join(JOINT, path), position);
            }
        }
        this.sorted = new TreeSet<>(positions.keySet());
    }

    /** Position of the column, or -1. */
    int find(String name) {
        Integer position = positions.get(name);
        return position == null ? -1 : position;
    }

    /** Whether any name begins with {@code prefix}, so that an object of that name holds columns. */
    boolean anyBeginsWith(String prefix) {
        String next = sorted.ceiling(prefix);
        return next != null && next.startsWith(prefix);
    }

    /** The names of the columns, in order. */
    List<String> columns() {
        return columns;
    }
}
