package io.mlstack.data.store.internal;

import io.mlstack.api.blob.StagedBlob;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.StorageException;
import io.mlstack.api.table.ColumnVector;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the order of their keys, each with its number in the input; written once, then read once, chunk by chunk. They lie in
 * a file if there is one, else in memory. Not thread-safe.
 */
final class SortRun implements AutoCloseable {

    private final Schema schema;
    private final @Nullable StagedBlob file;
    private final Queue<Chunk> held = new ArrayDeque<>();
    private long written;
    private long read;

    SortRun(Schema schema, Scratch scratch) {
        this.schema = schema;
        this.file = scratch.create().orElse(null);
    }

    /**
     * Some rows.
     *
     * @param positions their numbers in the input
     */
    record Chunk(Columns rows, long[] positions) {}

    void add(Chunk chunk) {
        if (file == null) {
            held.add(chunk);
            return;
        }
        ByteSink out = new ByteSink().i32(chunk.rows().rows()).longs(chunk.positions());
        for (int column = 0; column < schema.size(); column++) {
            out.sized(PageEncoder.encode(
                    schema.column(column).type(), chunk.rows().vector(column)));
        }
        byte[] bytes = out.toArray();
        write(new ByteSink().i32(bytes.length).toArray());
        write(bytes);
    }

    /** The next rows; null after the last. */
    @Nullable
    Chunk next() {
        if (file == null) {
            return held.poll();
        }
        if (read == written) {
            return null;
        }
        int size = new ByteSource(read(Integer.BYTES), "sort").i32();
        return decode(read(size));
    }

    private Chunk decode(byte[] bytes) {
        ByteSource in = new ByteSource(bytes, "a file of a sort in the staging folder");
        int rows = in.count();
        long[] positions = in.longs(rows);
        List<ColumnVector> vectors = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            vectors.add(PageDecoder.decode(in.sized(), schema.column(column).type(), rows, "a file of a sort"));
        }
        return new Chunk(Columns.of(schema, vectors), positions);
    }

    private void write(byte[] bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                written += file().channel().write(buffer, written);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private byte[] read(int length) {
        try {
            ByteBuffer buffer = ByteBuffer.allocate(length);
            while (buffer.hasRemaining()) {
                int n = file().channel().read(buffer, read);
                if (n < 0) {
                    throw new IOException("the file ends early");
                }
                read += n;
            }
            return buffer.array();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private StagedBlob file() {
        if (file == null) {
            throw new IllegalStateException("this run is held in memory");
        }
        return file;
    }

    private static StorageException failed(IOException e) {
        return new StorageException(
                new Finding(
                        "store.sort",
                        "staging folder of the store",
                        "rows could not be sorted there: " + e,
                        "check space and permissions, or commit rows in the order of their keys"),
                e);
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
