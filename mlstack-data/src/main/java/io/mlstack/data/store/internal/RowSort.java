package io.mlstack.data.store.internal;

import io.mlstack.api.error.Findings;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts rows by key in bounded memory: an external merge sort whose runs lie in the staging folder of the store. What fits in
 * memory never touches the disk. Not thread-safe.
 */
final class RowSort implements AutoCloseable {

    private static final int MAX_RUNS = 64;
    private static final long MAX_HEAP_BYTES = 64 << 20;
    private static final long CHUNK_BYTES = 256 << 10;
    private static final int SLICE_ROWS = 8192;

    private final Schema schema;
    private final int keyIndex;
    private final Scratch scratch;
    private final long heapBytes;
    private final List<SortRun> runs = new ArrayList<>();
    private Columns.Builder buffer;
    private long[] positions = new long[SLICE_ROWS];
    private long bufferBytes;

    RowSort(Schema schema, int keyIndex, Scratch scratch) {
        this(
                schema,
                keyIndex,
                scratch,
                Math.min(MAX_HEAP_BYTES, Runtime.getRuntime().maxMemory() / 32));
    }

    /** @param heapBytes of the rows that are held; while they are sorted there are three copies */
    RowSort(Schema schema, int keyIndex, Scratch scratch, long heapBytes) {
        this.schema = schema;
        this.keyIndex = keyIndex;
        this.scratch = scratch;
        this.heapBytes = heapBytes;
        this.buffer = Columns.builder(schema);
    }

    /** @param position number of the first row in the input */
    void add(Columns rows, long position) {
        for (int from = 0; from < rows.rows(); from += SLICE_ROWS) {
            int to = Math.min(from + SLICE_ROWS, rows.rows());
            number(position + from, to - from);
            buffer.append(rows, from, to);
            bufferBytes += RowBytes.of(rows, from, to);
            if (bufferBytes >= heapBytes) {
                spill(scratch);
            }
        }
    }

    /**
     * All rows in the order of their keys; to be called once.
     *
     * @param findings gets every key that several rows have, of which the first one is delivered
     */
    Sorted sorted(Findings findings) {
        spill(runs.isEmpty() ? Scratch.NONE : scratch);
        while (runs.size() > MAX_RUNS) {
            mergeFirst();
        }
        return new Sorted(findings);
    }

    @Override
    public void close() {
        runs.forEach(SortRun::close);
    }

    private void number(long first, int count) {
        int start = buffer.rows();
        if (positions.length < start + count) {
            positions = Arrays.copyOf(positions, Math.max(start + count, 2 * positions.length));
        }
        for (int i = 0; i < count; i++) {
            positions[start + i] = first + i;
        }
    }

    private long[] numbers(int[] rows) {
        return Arrays.stream(rows).mapToLong(row -> positions[row]).toArray();
    }

    private void spill(Scratch where) {
        if (buffer.rows() == 0) {
            return;
        }
        Cancellation.check();
        Columns rows = buffer.build();
        int[] order = RowOrder.sorted(KeyVector.of(schema.column(keyIndex), rows.vector(keyIndex)));
        int chunkRows = (int) Math.max(1, Math.min(SLICE_ROWS, CHUNK_BYTES * rows.rows() / Math.max(1, bufferBytes)));
        SortRun run = new SortRun(schema, where);
        runs.add(run);
        for (int from = 0; from < order.length; from += chunkRows) {
            int[] part = Arrays.copyOfRange(order, from, Math.min(from + chunkRows, order.length));
            run.add(new SortRun.Chunk(rows.take(part), numbers(part)));
        }
        buffer = Columns.builder(schema);
        bufferBytes = 0;
    }

    /** Makes one run of many; equal keys stay, in the order in which they came. */
    private void mergeFirst() {
        List<SortRun> first = new ArrayList<>(runs.subList(0, MAX_RUNS));
        SortRun merged = new SortRun(schema, scratch);
        runs.add(merged);
        RunMerge merge = new RunMerge(schema, keyIndex, first);
        for (SortRun.Chunk chunk = merge.next(); chunk != null; chunk = merge.next()) {
            merged.add(chunk);
        }
        first.forEach(SortRun::close);
        runs.subList(0, MAX_RUNS).clear();
    }

    /** Rows in the order of their keys, each key once. */
    final class Sorted implements Blocks {
        private final RunMerge merge;
        private final RepeatedKeys repeated;
        private @Nullable Key last;
        private long lastPosition;
        private long[] positions = {};

        private Sorted(Findings findings) {
            this.merge = new RunMerge(schema, keyIndex, runs);
            this.repeated = new RepeatedKeys(keyIndex, findings);
        }

        @Override
        public @Nullable Columns next() {
            for (SortRun.Chunk chunk = merge.next(); chunk != null; chunk = merge.next()) {
                Columns rows = firstOfEachKey(chunk);
                if (rows.rows() > 0) {
                    return rows;
                }
            }
            repeated.endOfKey();
            return null;
        }

        /** The number in the input of a row of the last block. */
        long position(int row) {
            return positions[row];
        }

        private Columns firstOfEachKey(SortRun.Chunk chunk) {
            KeyVector keys = KeyVector.of(schema.column(keyIndex), chunk.rows().vector(keyIndex));
            int[] kept = new int[keys.size()];
            int count = 0;
            for (int row = 0; row < keys.size(); row++) {
                boolean again =
                        row > 0 ? keys.compare(row - 1, keys, row) == 0 : last != null && keys.compare(0, last) == 0;
                if (again) {
                    repeated.add(chunk.rows(), row, lastPosition, chunk.positions()[row]);
                } else {
                    repeated.endOfKey();
                    kept[count++] = row;
                }
                lastPosition = chunk.positions()[row];
            }
            last = keys.at(keys.size() - 1);
            positions = chunk.positions();
            if (count == keys.size()) {
                return chunk.rows();
            }
            int[] taken = Arrays.copyOf(kept, count);
            positions = Arrays.stream(taken)
                    .mapToLong(row -> chunk.positions()[row])
                    .toArray();
            return chunk.rows().take(taken);
        }

        @Override
        public void close() {
            RowSort.this.close();
        }
    }
}
