package io.mlstack.data.store;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.Columns;
import io.mlstack.data.store.internal.RowDelta;
import io.mlstack.data.store.internal.Rows;
import io.mlstack.data.store.internal.SchemaDelta;
import io.mlstack.data.store.internal.TableDiff;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What changed from one version to another: rows added, removed and changed, found by key, and columns.
 *
 * <p>A row counts as changed if a value changed in a column that both versions have; a column that only one has is one
 * change of the columns, not one of every row. Values are compared by type: every NaN is one value, 0.0 and -0.0 are two;
 * where the type of a column changed, numbers are equal when they are the same number or are written the same, and everything
 * else when its text is.
 * Adding {@link #added}, removing {@link #removed} and setting the cells of {@link #changed} turns the earlier rows into the
 * later ones, columns apart. The order of the columns does not count.
 *
 * <p>Held in memory: its size follows the change. Immutable and thread-safe.
 */
public final class Diff {

    private final Snapshot from;
    private final Snapshot to;
    private final Columns added;
    private final Columns removed;
    private final List<RowChange> changed;
    private final List<ColumnChange> columns;

    private Diff(Snapshot from, Snapshot to, TableDiff rows, SchemaDelta schema) {
        this.from = from;
        this.to = to;
        this.added = rows.added();
        this.removed = rows.removed();
        this.changed = rows.changed().stream().map(this::rowChange).toList();
        this.columns = columnChanges(schema);
    }

    static Diff between(Snapshot from, Snapshot to) {
        if (!Rows.comparable(from.root(), to.root())) {
            throw new InvalidInputException(new Finding(
                    "diff.other-key",
                    from.name() + " and " + to.name(),
                    "their keys [" + from.root().key() + "] and [" + to.root().key() + "] cannot be compared",
                    "compare versions that are keyed by the same column"));
        }
        return new Diff(
                from,
                to,
                Rows.diff(from.core(), from.root(), to.core(), to.root()),
                SchemaDelta.between(from.schema(), to.schema()));
    }

    /** The earlier version. */
    public Snapshot from() {
        return from;
    }

    /** The later version. */
    public Snapshot to() {
        return to;
    }

    /** Rows that only the later version has, in the order of their keys. */
    public Columns added() {
        return added;
    }

    /** Rows that only the earlier version has, in the order of their keys. */
    public Columns removed() {
        return removed;
    }

    /** Rows whose values changed, in the order of their keys. */
    public List<RowChange> changed() {
        return changed;
    }

    /** Columns added, changed and removed. */
    public List<ColumnChange> columns() {
        return columns;
    }

    /** In how many rows each column changed; only columns that did, in the order of the later schema. */
    public Map<String, Long> changesByColumn() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Column column : to.schema()) {
            long count = changed.stream()
                    .flatMap(row -> row.cells().stream())
                    .filter(cell -> cell.column().name().equals(column.name()))
                    .count();
            if (count > 0) {
                counts.put(column.name(), count);
            }
        }
        return Collections.unmodifiableMap(counts);
    }

    /** Whether the two have equal rows and columns. */
    public boolean isEmpty() {
        return added.rows() == 0 && removed.rows() == 0 && changed.isEmpty() && columns.isEmpty();
    }

    /** The counts and the first changes, a line each; personal values are masked. */
    @Override
    public String toString() {
        return DiffText.of(this);
    }

    /** The same for notebooks. */
    public String html() {
        return DiffText.html(this);
    }

    private RowChange rowChange(RowDelta row) {
        return new RowChange(
                to.root().key(),
                row.keyValue(),
                row.cells().stream()
                        .map(cell -> new CellChange(cell.column(), cell.before(), cell.after()))
                        .toList());
    }

    private static List<ColumnChange> columnChanges(SchemaDelta schema) {
        List<ColumnChange> changes = new ArrayList<>();
        schema.added().forEach(column -> changes.add(new ColumnChange(null, column)));
        for (int i = 0; i < schema.after().size(); i++) {
            changes.add(new ColumnChange(schema.before().get(i), schema.after().get(i)));
        }
        schema.removed().forEach(column -> changes.add(new ColumnChange(column, null)));
        return List.copyOf(changes);
    }
}
