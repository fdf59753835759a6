package io.mlstack.data.store.internal;

import io.mlstack.api.error.Finding;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * How two schemas differ, column by column.
 *
 * @param added only in the later one
 * @param removed only in the earlier one
 * @param before those of both that differ in type, nullability, marking or description, as they were
 * @param after the same, as they are
 */
public record SchemaDelta(List<Column> added, List<Column> removed, List<Column> before, List<Column> after) {

    /** Takes copies of the lists. */
    public SchemaDelta {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** Compares two schemas by the names of their columns; the order of the columns does not matter. */
    public static SchemaDelta between(Schema earlier, Schema later) {
        List<Column> before = new ArrayList<>();
        List<Column> after = new ArrayList<>();
        for (Column column : later) {
            if (earlier.has(column.name()) && !earlier.column(column.name()).equals(column)) {
                before.add(earlier.column(column.name()));
                after.add(column);
            }
        }
        return new SchemaDelta(only(later, earlier), only(earlier, later), before, after);
    }

    /** Whether the schemas have equal columns, in whatever order. */
    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && after.isEmpty();
    }

    private static List<Column> only(Schema in, Schema notIn) {
        return in.columns().stream().filter(column -> !notIn.has(column.name())).toList();
    }

    /** One finding a difference, for rows that have to be of the schema of the data set. */
    List<Finding> findings(String dataset) {
        String cure = "append rows of the schema of the newest version, or commit the whole table to change it";
        List<Finding> findings = new ArrayList<>();
        added.forEach(column -> findings.add(
                new Finding("dataset.schema", "column " + column.name(), "is not in dataset " + dataset, cure)));
        removed.forEach(column -> findings.add(new Finding(
                "dataset.schema", "column " + column.name(), "of dataset " + dataset + " is missing", cure)));
        for (int i = 0; i < after.size(); i++) {
            findings.add(new Finding(
                    "dataset.schema",
                    "column " + after.get(i).name(),
                    "is [" + after.get(i) + "], in dataset " + dataset + " it is [" + before.get(i) + "]",
                    cure));
        }
        return findings;
    }
}
