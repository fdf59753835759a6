package io.mlstack.data.store.internal;

import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.LongVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the rows of a file that came without numbers so that rows that are still there keep theirs.
 *
 * <p>Equal rows at the beginning and at the end keep their numbers. Between them rows are paired in order; rows that are
 * left over are new or gone. So edits in place and rows added at one spot are seen as what they are; after several
 * insertions and deletions the content is right and the difference larger than need be.
 */
final class RowAlignment {

    private final Columns before;
    private final Columns after;
    private final List<ColumnPair> pairs;

    private RowAlignment(Columns before, Columns after) {
        this.before = before;
        this.after = after;
        this.pairs = ColumnPair.of(before.schema(), after.schema());
    }

    /**
     * @param before the last version, with its numbers, in their order
     * @param after without numbers
     * @return {@code after} with numbers; new rows from {@code nextRow} on
     */
    static Incoming align(Columns before, Columns after, long nextRow) {
        long[] numbers = new RowAlignment(before, after).numbers(nextRow);
        return Incoming.of(RowNumbers.withNumbers(after, numbers), RowNumbers.COLUMN, nextRow);
    }

    private long[] numbers(long nextRow) {
        int shorter = Math.min(before.rows(), after.rows());
        int head = 0;
        while (head < shorter && equal(head, head)) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head && equal(before.rows() - 1 - tail, after.rows() - 1 - tail)) {
            tail++;
        }
        long[] old = ((LongVector) before.vector(RowNumbers.COLUMN)).toArray();
        long[] numbers = new long[after.rows()];
        int paired = shorter - tail;
        long minted = nextRow;
        for (int row = 0; row < numbers.length; row++) {
            int fromEnd = numbers.length - row;
            if (row < paired) {
                numbers[row] = old[row];
            } else {
                numbers[row] = fromEnd <= tail ? old[old.length - fromEnd] : minted++;
            }
        }
        return numbers;
    }

    private boolean equal(int left, int right) {
        for (ColumnPair pair : pairs) {
            if (!pair.equality().equal(block(before, pair.left()), left, block(after, pair.right()), right)) {
                return false;
            }
        }
        return !pairs.isEmpty();
    }

    private static CellEquality.Block block(Columns rows, int column) {
        return new CellEquality.Block() {
            @Override
            public ColumnVector vector() {
                return rows.vector(column);
            }

            @Override
            public @Nullable Object value(int row) {
                return rows.value(row, column);
            }

            @Override
            public @Nullable String text(int row) {
                return rows.text(row, column);
            }
        };
    }
}
