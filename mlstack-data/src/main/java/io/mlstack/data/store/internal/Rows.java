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
