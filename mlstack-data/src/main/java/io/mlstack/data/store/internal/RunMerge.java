package io.mlstack.data.store.internal;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Merges sorted runs into one sequence; rows with equal keys keep the order in which they came. Not thread-safe. */
final class RunMerge {

    private static final int CHUNK_ROWS = 2048;

    private final Schema schema;
    private final Column key;
    private final int keyIndex;
    private final PriorityQueue<Head> heads = new PriorityQueue<>();

    RunMerge(Schema schema, int keyIndex, List<SortRun> runs) {
        this.schema = schema;
        this.key = schema.column(keyIndex);
        this.keyIndex = keyIndex;
        runs.forEach(run -> enter(new Head(run)));
    }

    /** The next rows; null after the last. */
    SortRun.@Nullable Chunk next() {
        Columns.Builder rows = Columns.builder(schema);
        long[] positions = new long[CHUNK_ROWS];
        while (rows.rows() < CHUNK_ROWS && !heads.isEmpty()) {
            Head head = heads.remove();
            int from = head.row;
            int room = CHUNK_ROWS - rows.rows();
            int to = Math.min(endBelow(head, heads.peek()), from + room);
            System.arraycopy(head.positions, from, positions, rows.rows(), to - from);
            rows.append(head.rows, from, to);
            head.row = to;
            enter(head);
        }
        return rows.rows() == 0 ? null : new SortRun.Chunk(rows.build(), Arrays.copyOf(positions, rows.rows()));
    }

    /** Where the rows of a head end that come before those of the next one. */
    private static int endBelow(Head head, @Nullable Head next) {
        int end = head.row + 1;
        while (end < head.rows.rows() && (next == null || head.compareTo(end, next) < 0)) {
            end++;
        }
        return end;
    }

    private void enter(Head head) {
        if (head.row < head.rows.rows() || head.load()) {
            heads.add(head);
        }
    }

    /** The next row of a run. */
    private final class Head implements Comparable<Head> {
        private final SortRun run;
        private Columns rows = Columns.builder(schema).build();
        private KeyVector keys = KeyVector.of(key, rows.vector(keyIndex));
        private long[] positions = {};
        private int row;

        Head(SortRun run) {
            this.run = run;
        }

        boolean load() {
            SortRun.Chunk chunk = run.next();
            if (chunk == null) {
                return false;
            }
            rows = chunk.rows();
            keys = KeyVector.of(key, rows.vector(keyIndex));
            positions = chunk.positions();
            row = 0;
            return true;
        }

        int compareTo(int atRow, Head other) {
            int order = keys.compare(atRow, other.keys, other.row);
            return order != 0 ? order : Long.compare(positions[atRow], other.positions[other.row]);
        }

        @Override
        public int compareTo(Head other) {
            return compareTo(row, other);
        }
    }
}
