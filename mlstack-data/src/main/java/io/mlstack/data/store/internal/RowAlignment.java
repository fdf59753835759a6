package io.mlstack.data.store.internal;

import io.mlstack.api.table.Columns;
import io.mlstack.api.table.LongVector;
import io.mlstack.api.table.Table;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Numbers the rows of a file that came without numbers so that rows that are still there keep theirs.
 *
 * <p>Equal rows at the beginning and at the end keep their numbers. Between them rows are paired in order; rows that are
 * left over are new or gone. So edits in place and rows added at one spot are seen as what they are; after several
 * insertions and deletions the content is right and the difference larger than need be.
 *
 * <p>Reads the file three times and the last version twice, a block of each at a time.
 */
final class RowAlignment {

    private final Table before;
    private final Table after;
    private final List<ColumnPair> pairs;

    private RowAlignment(Table before, Table after) {
        this.before = before;
        this.after = after;
        this.pairs = ColumnPair.of(before.schema(), after.schema());
    }

    /**
     * @param before the last version, with its numbers, in their order
     * @param after without numbers
     * @return {@code after} with numbers; new rows from {@code nextRow} on
     */
    static Incoming align(Table before, Table after, long nextRow) {
        RowAlignment alignment = new RowAlignment(before, after);
        Plan plan = alignment.plan();
        Table numbered = new MappedTable(
                after, RowNumbers.withNumbers(after.schema()), () -> alignment.numbering(plan, nextRow));
        return Incoming.of(numbered, RowNumbers.COLUMN, nextRow);
    }

    /**
     * Which rows keep their numbers.
     *
     * @param oldRows rows of the last version
     * @param newRows rows of the file
     * @param tail how many rows at the end are equal and keep theirs; the others are paired from the beginning
     */
    private record Plan(long oldRows, long newRows, long tail) {

        /** How many rows are paired from the beginning. */
        long paired() {
            return Math.min(oldRows, newRows) - tail;
        }
    }

    private Plan plan() {
        long oldRows = count(before);
        long newRows = 0;
        long head = 0;
        boolean equal = true;
        try (RowStream left = new RowStream(before);
                RowStream right = new RowStream(after)) {
            for (; !right.atEnd(); right.step(), newRows++) {
                equal = equal && !left.atEnd() && equal(left, right);
                if (equal) {
                    head++;
                    left.step();
                }
            }
        }
        return new Plan(oldRows, newRows, tail(oldRows, newRows, head));
    }

    /** How many rows at the end are equal, not counting those that are equal at the beginning. */
    private long tail(long oldRows, long newRows, long head) {
        long longest = Math.min(oldRows, newRows) - head;
        long tail = 0;
        try (RowStream left = new RowStream(before);
                RowStream right = new RowStream(after)) {
            left.skip(oldRows - longest);
            right.skip(newRows - longest);
            for (; !left.atEnd() && !right.atEnd(); left.step(), right.step()) {
                tail = equal(left, right) ? tail + 1 : 0;
            }
        }
        return tail;
    }

    /** Goes through the rows once, in order. */
    private UnaryOperator<Columns> numbering(Plan plan, long nextRow) {
        return new UnaryOperator<>() {
            private final RowStream old = new RowStream(before);
            private long oldPosition;
            private long position;
            private long minted = nextRow;

            @Override
            public Columns apply(Columns block) {
                long[] numbers = new long[block.rows()];
                for (int row = 0; row < numbers.length; row++, position++) {
                    long fromEnd = plan.newRows() - position;
                    if (position < plan.paired()) {
                        numbers[row] = oldNumber(position);
                    } else {
                        numbers[row] = fromEnd <= plan.tail() ? oldNumber(plan.oldRows() - fromEnd) : minted++;
                    }
                }
                return RowNumbers.withNumbers(block, numbers);
            }

            private long oldNumber(long at) {
                old.skip(at - oldPosition);
                oldPosition = at;
                return ((LongVector) old.block().vector(RowNumbers.COLUMN)).longAt(old.row());
            }
        };
    }

    private static long count(Table table) {
        return table.rowCount().orElseThrow();
    }

    private boolean equal(RowStream left, RowStream right) {
        for (ColumnPair pair : pairs) {
            if (!pair.equality().equal(left.column(pair.left()), left.row(), right.column(pair.right()), right.row())) {
                return false;
            }
        }
        return !pairs.isEmpty();
    }
}
