package io.mlstack.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.blob.ChildJvm;
import io.mlstack.api.error.ConflictException;
import io.mlstack.api.random.KeyedRandom;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.data.store.CommitInfo;
import io.mlstack.data.store.Dataset;
import io.mlstack.data.store.DatasetStore;
import io.mlstack.data.store.Snapshot;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** A team shares datasets through a bucket as it shares them through a folder. */
class DatasetOnS3Test {

    private static final int JVMS = 2;
    private static final int THREADS = 4;
    private static final Schema LABELS =
            Schema.of(Column.of("id", ColumnType.INT64), Column.of("label", ColumnType.INT32));

    private final FaultyPlace place = new FaultyPlace();

    @AfterEach
    void close() {
        place.close();
    }

    @Test
    void versionsTagsAndDiffsAreThereForEverybody() {
        Dataset ana =
                DatasetStore.open(place.open()).as("ana").dataset("labels").keyedBy("id");
        Snapshot first = ana.commit(rows(1, 2, 3), "first delivery");
        ana.tag("v1");
        ana.append(rows(4), "one more");

        Dataset ben = DatasetStore.open(place.openOther()).as("ben").dataset("labels");
        assertThat(ben.log()).extracting(CommitInfo::message).containsExactly("one more", "first delivery");
        assertThat(ben.tags()).containsEntry("v1", first.id());
        assertThat(ben.at("v1").rowCount()).hasValue(3);
        assertThat(ben.head().collect().numbers("id")).containsExactly(1, 2, 3, 4);
        assertThat(ben.at("v1").diff(ben.head()).toString()).contains("1");
        assertThat(DatasetStore.open(place.open()).verify().damages()).isEmpty();
    }

    @Test
    void changesOfOneBaseAreJoinedUnlessTheyTouchTheSameRow() {
        Dataset ana =
                DatasetStore.open(place.open()).as("ana").dataset("labels").keyedBy("id");
        Snapshot base = ana.commit(rows(1, 2, 3), "");
        Dataset ben = DatasetStore.open(place.openOther()).as("ben").dataset("labels");
        ana.append(rows(7), "");
        ben.basedOn(ben.at(base.id().hex())).append(rows(8), "");
        assertThat(ana.head().collect().numbers("id")).containsExactly(1, 2, 3, 7, 8);
        Columns other = Columns.builder(LABELS).row(7L, -1).build();
        assertThatThrownBy(() -> ben.basedOn(ben.at(base.id().hex())).append(other, ""))
                .isInstanceOf(ConflictException.class);
        assertThat(ana.log()).hasSize(3);
    }

    @Test
    void twoProcessesOfFourThreadsCommitOnABadLineAndEveryRowIsThere() throws Exception {
        race(3);
    }

    @Tag("soak")
    @Test
    void twoProcessesOfFourThreadsCommitAThousandTimesEachAndEveryRowIsThere() throws Exception {
        race(1000);
    }

    private void race(int commits) throws Exception {
        DatasetStore store = DatasetStore.open(place.openOther());
        place.faults(badLine());
        List<ChildJvm> children = new ArrayList<>();
        try {
            for (int jvm = 0; jvm < JVMS; jvm++) {
                children.add(ChildJvm.start(Committing.class, place.proxy.endpoint(), place.location, jvm, commits));
            }
            for (ChildJvm child : children) {
                child.readAll();
                assertThat(child.exitValue()).isZero();
            }
        } finally {
            for (ChildJvm child : children) {
                child.close();
            }
        }
        long rows = (long) JVMS * THREADS * commits;
        Dataset dataset = store.dataset("labels");
        assertThat(dataset.head().collect().numbers("id"))
                .containsExactly(LongStream.range(0, rows).asDoubleStream().toArray());
        assertThat(dataset.log())
                .extracting(CommitInfo::number)
                .containsExactlyElementsOf(
                        LongStream.range(0, rows).mapToObj(i -> rows - i).toList());
        assertThat(store.verify().damages()).isEmpty();
    }

    /** About every tenth write is refused or loses its answer; a lost answer by a time-out costs 2 seconds and is rarer. */
    private static Function<LockingProxy.Request, Fault> badLine() {
        KeyedRandom random = KeyedRandom.of(1, "bad line");
        AtomicLong writes = new AtomicLong();
        Fault[] faults = {Fault.CONFLICT, Fault.BUSY, Fault.CUT, Fault.ANSWER_LOST, Fault.BUSY_AFTER_SUCCESS};
        return request -> {
            if (!request.isPut()) {
                return Fault.NONE;
            }
            long n = writes.incrementAndGet();
            if (n % 150 == 0) {
                return Fault.TIME_OUT_AFTER_SUCCESS;
            }
            int chosen = (int) random.below(n, 50);
            return chosen < faults.length ? faults[chosen] : Fault.NONE;
        };
    }

    private static Columns rows(long... ids) {
        Columns.Builder rows = Columns.builder(LABELS);
        for (long id : ids) {
            rows.row(id, 0);
        }
        return rows.build();
    }

    /** Commits one row at a time from four threads. */
    static final class Committing {
        public static void main(String[] args) throws Exception {
            int jvm = Integer.parseInt(args[2]);
            int commits = Integer.parseInt(args[3]);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try (S3Client client = Clients.client(URI.create(args[0]))) {
                List<Future<?>> running = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    int worker = jvm * THREADS + thread;
                    running.add(threads.submit(() -> {
                        Dataset dataset = DatasetStore.open(S3BlobStore.at(client, args[1]))
                                .dataset("labels")
                                .keyedBy("id");
                        for (int i = 0; i < commits; i++) {
                            dataset.append(rows((long) i * JVMS * THREADS + worker), "by " + worker);
                        }
                    }));
                }
                for (Future<?> future : running) {
                    future.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }
}
