package io.mlstack.data.store.internal;

import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Columns;
import java.util.List;
import java.util.Optional;

/** What a snapshot reads. */
public final class Rows {

    private Rows() {}

    /** The rows of a table, a leaf a block; pages are read when the block is asked for. */
    public static Blocks blocks(StoreCore core, TableRoot root) {
        return new StoredTable(core.reader(root)).blocks();
    }

    /** The row at that place in the order of the keys, as a block of one. */
    public static Columns row(StoreCore core, TableRoot root, long index) {
        return core.reader(root).row(index);
    }

    /** What is known of each column without reading its pages, in the order of the schema; cost follows the leaves. */
    public static List<ColumnSketch> sketches(StoreCore core, TableRoot root) {
        TableReader reader = core.reader(root);
        return reader.sketches(new StoredTable(reader).leaves());
    }

    /**
     * What is known of the columns in those leaves of {@code after} that {@code before} does not have: the rows that changed
     * and their neighbours. Cost follows the change.
     */
    public static List<ColumnSketch> sketchesOfChange(StoreCore core, TableRoot before, TableRoot after) {
        TableReader reader = core.reader(after);
        return reader.sketches(UnequalLeaves.between(
                        core.reader(before), reader, before.schema().equals(after.schema()))
                .right());
    }

    /** The row with that key, as a block of one. */
    public static Optional<Columns> get(StoreCore core, TableRoot root, Object key) {
        Columns found = core.reader(root).find(List.of(KeyVector.keyOf(root.key(), key)));
        return found.rows() == 0 ? Optional.empty() : Optional.of(found);
    }

    /** Whether rows of the two tables can be found by key in each other. */
    public static boolean comparable(TableRoot before, TableRoot after) {
        return before.key().name().equals(after.key().name())
                && KeyVector.sameKeys(before.key().type(), after.key().type());
    }

    /** What changed between two tables. */
    public static TableDiff diff(StoreCore core, TableRoot before, StoreCore otherCore, TableRoot after) {
        return TableDiff.between(core.reader(before), otherCore.reader(after));
    }
}
