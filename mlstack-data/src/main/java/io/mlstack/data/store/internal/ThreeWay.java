package io.mlstack.data.store.internal;

import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one side changed since a common version, as edits for the other side, cell by cell. Where both changed the same cell to
 * different values there is a conflict and the cell stays as it is on the other side. Holds a leaf of each version; not
 * thread-safe.
 *
 * <p>Ours and theirs have the same schema.
 */
final class ThreeWay implements EditBlock.Source {

    private static final int BLOCK_ROWS = 1024;

    private final DiffWalk mine;
    private final DiffWalk other;
    private final TableReader theirs;
    private final Schema schema;
    private final List<CellEquality> equality;
    private final long mintedFrom;
    private final long shift;
    private final Consumer<CellConflict> conflicts;
    private boolean mineLeft;
    private boolean otherLeft;

    /**
     * @param mintedFrom rows of ours from this number on were numbered by the store: nobody else means the same row
     * @param shift by how much these numbers rise
     * @param conflicts hears of every conflict, in the order of the keys
     */
    ThreeWay(
            TableReader base,
            TableReader ours,
            TableReader theirs,
            long mintedFrom,
            long shift,
            Consumer<CellConflict> conflicts) {
        this.mine = new DiffWalk(base, ours);
        this.other = new DiffWalk(base, theirs);
        this.theirs = theirs;
        this.schema = theirs.root().schema();
        this.equality = schema.columns().stream()
                .map(column -> CellEquality.between(column, column))
                .toList();
        this.mintedFrom = mintedFrom;
        this.shift = shift;
        this.conflicts = conflicts;
        this.mineLeft = mine.next();
        this.otherLeft = other.next();
    }

    @Override
    public @Nullable EditBlock next() {
        Columns.Builder rows = Columns.builder(schema);
        BitSet removed = new BitSet();
        for (; mineLeft && rows.rows() < BLOCK_ROWS; mineLeft = mine.next()) {
            if (!isMinted() && otherChangedTheSameRow()) {
                both(rows);
            } else if (mine.kind() == DiffWalk.Kind.REMOVED) {
                removed.set(rows.rows());
                rows.append(removedRow());
            } else {
                append(mine.right(), rows);
            }
        }
        if (rows.rows() == 0) {
            return null;
        }
        Columns built = rows.build();
        return new EditBlock(shift == 0 ? built : RowNumbers.renumbered(built, mintedFrom, shift), removed);
    }

    private boolean isMinted() {
        return mintedFrom != RowNumbers.NONE && mine.key().number() >= mintedFrom;
    }

    private boolean otherChangedTheSameRow() {
        while (otherLeft && other.key().compareTo(mine.key()) < 0) {
            otherLeft = other.next();
        }
        return otherLeft && other.key().equals(mine.key());
    }

    /** In the schema of theirs, which the base need not have. */
    private Columns removedRow() {
        Columns row = one(mine.left());
        return row.schema().equals(schema) ? row : theirs.find(List.of(mine.key()));
    }

    private void both(Columns.Builder rows) {
        boolean mineRemoved = mine.kind() == DiffWalk.Kind.REMOVED;
        boolean otherRemoved = other.kind() == DiffWalk.Kind.REMOVED;
        if (mineRemoved && otherRemoved) {
            return;
        }
        if (mineRemoved || otherRemoved) {
            LeafCursor left = mineRemoved ? other.right() : mine.right();
            CellConflict.Kind kind = mineRemoved ? CellConflict.Kind.OURS_REMOVED : CellConflict.Kind.THEIRS_REMOVED;
            conflicts.accept(new CellConflict(left.keyValue(left.row()), kind, null, null, null, null));
            return;
        }
        List<Integer> taken = new ArrayList<>();
        for (int column : changedByMine()) {
            if (!changedByOther(column)) {
                taken.add(column);
            } else if (!equal(column)) {
                conflicts.accept(conflict(column));
            }
        }
        if (!taken.isEmpty()) {
            rows.append(merged(taken));
        }
    }

    /** Positions in the schema of ours, which is that of theirs; of a row that is new on both sides, all. */
    private List<Integer> changedByMine() {
        if (mine.kind() == DiffWalk.Kind.CHANGED) {
            return mine.cells().stream().map(ColumnPair::right).toList();
        }
        List<Integer> all = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            all.add(column);
        }
        return all;
    }

    private boolean changedByOther(int column) {
        return other.kind() == DiffWalk.Kind.ADDED || other.cells().stream().anyMatch(pair -> pair.right() == column);
    }

    private boolean equal(int column) {
        LeafCursor a = mine.right();
        LeafCursor b = other.right();
        return equality.get(column).equal(a.block(column), a.row(), b.block(column), b.row());
    }

    private CellConflict conflict(int column) {
        LeafCursor a = mine.right();
        LeafCursor b = other.right();
        return new CellConflict(
                a.keyValue(a.row()),
                CellConflict.Kind.BOTH_CHANGED,
                schema.column(column),
                baseValue(column),
                a.block(column).value(a.row()),
                b.block(column).value(b.row()));
    }

    private @Nullable Object baseValue(int column) {
        for (ColumnPair pair : mine.cells()) {
            if (mine.kind() == DiffWalk.Kind.CHANGED && pair.right() == column) {
                return mine.left().block(pair.left()).value(mine.left().row());
            }
        }
        return null;
    }

    /** Their row with our values in some columns. */
    private Columns merged(List<Integer> columns) {
        Columns ours = one(mine.right());
        Columns theirs = one(other.right());
        List<ColumnVector> vectors = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            vectors.add((columns.contains(column) ? ours : theirs).vector(column));
        }
        return Columns.of(schema, vectors);
    }

    private static Columns one(LeafCursor cursor) {
        return cursor.rows().take(new int[] {cursor.row()});
    }

    private static void append(LeafCursor from, Columns.Builder to) {
        to.append(from.rows(), from.row(), from.row() + 1);
    }
}
