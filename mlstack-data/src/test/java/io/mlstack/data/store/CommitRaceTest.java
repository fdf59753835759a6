package io.mlstack.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.blob.BlobStore;
import io.mlstack.api.blob.FileBlobStore;
import io.mlstack.api.error.ConflictException;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitRaceTest {

    private static final int THREADS = 4;
    private static final Schema COUNTS =
            Schema.of(Column.of("id", ColumnType.INT64), Column.of("by", ColumnType.INT32));

    @TempDir
    Path folder;

    @Test
    void fourThreadsAppendToOneDatasetAndEveryRowIsThere() throws Exception {
        race(FileBlobStore.open(folder), 12);
    }

    @Test
    void fourThreadsAppendInMemoryAndEveryRowIsThere() throws Exception {
        race(new MemoryBlobs(), 60);
    }

    @Test
    @Tag("soak")
    void fourThreadsAppendAThousandTimesEachAndEveryRowIsThere() throws Exception {
        race(FileBlobStore.open(folder), 1000);
    }

    @Test
    void fourThreadsEditOneTableFromWhatTheyReadAndEveryEditIsThere() throws Exception {
        MemoryBlobs blobs = new MemoryBlobs();
        Columns.Builder rows = Columns.builder(COUNTS);
        LongStream.range(0, 200).forEach(id -> rows.row(id, -1));
        Stores.small(blobs).dataset("counts").keyedBy("id").commit(rows.build(), "");
        inParallel(thread -> {
            Dataset dataset = Stores.small(blobs).dataset("counts");
            for (long id = thread; id < 200; id += THREADS) {
                Snapshot read = dataset.head();
                dataset.basedOn(read).commit(edited(read.collect(), id, thread), "");
            }
        });
        Columns result = Stores.small(blobs).dataset("counts").head().collect();
        assertThat(result.rows()).isEqualTo(200);
        for (int row = 0; row < 200; row++) {
            assertThat(result.value(row, "by")).isEqualTo(row % THREADS);
        }
    }

    @Test
    void ofFourWhoWriteTheSameKeyOneWinsAndTheOthersAreToldSo() throws Exception {
        MemoryBlobs blobs = new MemoryBlobs();
        Snapshot start = Stores.small(blobs).dataset("counts").keyedBy("id").commit(counts(), "");
        List<Integer> losers = new ArrayList<>();
        inParallel(thread -> {
            Dataset dataset = Stores.small(blobs).dataset("counts").basedOn(start);
            try {
                dataset.append(Columns.builder(COUNTS).row(7, thread).build(), "");
            } catch (ConflictException e) {
                synchronized (losers) {
                    losers.add(thread);
                }
                assertThat(e.findings().get(0).place()).isEqualTo("id 7");
            }
        });
        assertThat(losers).hasSize(THREADS - 1);
        assertThat(Stores.small(blobs).dataset("counts").head().rowCount()).hasValue(1);
    }

    @Test
    void fourThreadsCreateTheDatasetTogether() throws Exception {
        MemoryBlobs blobs = new MemoryBlobs();
        inParallel(thread -> Stores.small(blobs)
                .dataset("counts")
                .keyedBy("id")
                .append(Columns.builder(COUNTS).row(thread, thread).build(), ""));
        assertThat(Stores.small(blobs).dataset("counts").head().rowCount()).hasValue(THREADS);
    }

    private static void race(BlobStore blobs, int commits) throws Exception {
        inParallel(thread -> {
            // Two threads a store, as two processes would have it.
            Dataset dataset = Stores.small(blobs).dataset("counts").keyedBy("id");
            for (int i = 0; i < commits; i++) {
                dataset.append(
                        Columns.builder(COUNTS)
                                .row((long) i * THREADS + thread, thread)
                                .build(),
                        "by " + thread);
            }
        });
        DatasetStore store = Stores.small(blobs);
        Snapshot head = store.dataset("counts").head();
        assertThat(head.collect().numbers("id"))
                .containsExactly(LongStream.range(0, (long) commits * THREADS)
                        .asDoubleStream()
                        .toArray());
        assertThat(store.dataset("counts").log())
                .extracting(CommitInfo::number)
                .containsExactlyElementsOf(newestFirst((long) commits * THREADS));
        assertThat(store.verify().damages()).isEmpty();
    }

    private static List<Long> newestFirst(long count) {
        return LongStream.range(0, count).mapToObj(i -> count - i).toList();
    }

    private interface Work {
        void run(int thread) throws Exception;
    }

    private static void inParallel(Work work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                futures.add(executor.submit(() -> {
                    work.run(thread);
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                future.get(10, TimeUnit.MINUTES);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static Columns counts() {
        return Columns.builder(COUNTS).build();
    }

    private static Columns edited(Columns table, long id, int by) {
        Columns.Builder rows = Columns.builder(COUNTS);
        for (int row = 0; row < table.rows(); row++) {
            long key = (Long) table.value(row, 0);
            rows.row(key, key == id ? by : table.value(row, 1));
        }
        return rows.build();
    }
}
