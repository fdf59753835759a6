package io.mlstack.api.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link NumberedLog} does on every store; extend it and say how to open the store. */
public abstract class NumberedLogContract {

    /** A new handle to the place of this test, which is empty at first; all handles of one test share the place. */
    protected abstract BlobStore openStore();

    @Test
    protected void emptyLogHasNoLastRecord() {
        NumberedLog log = log();
        assertThat(log.last()).isEmpty();
        assertThat(log.from(1)).isEmpty();
        assertThat(log.stat(1)).isEmpty();
        assertThatThrownBy(() -> log.read(1)).isInstanceOf(NotFoundException.class);
    }

    @Test
    protected void recordsAreNumberedFromOne() {
        NumberedLog log = log();
        assertThat(log.append(0, bytes("one"))).isTrue();
        assertThat(log.append(1, bytes("two"))).isTrue();
        assertThat(log().last()).hasValue(2);
        assertThat(log().read(1)).asString(UTF_8).isEqualTo("one");
        assertThat(log().from(1).map(LogRecord::number)).containsExactly(1L, 2L);
        assertThat(log().from(2).map(r -> new String(r.content(), UTF_8))).containsExactly("two");
        assertThat(log().from(3)).isEmpty();
        assertThat(openStore().list("refs/x/").map(BlobStat::key))
                .containsExactly("refs/x/00000000000000000001", "refs/x/00000000000000000002");
    }

    @Test
    protected void emptyRecordIsARecord() {
        log().append(0, new byte[0]);
        assertThat(log().read(1)).isEmpty();
    }

    @Test
    protected void lostRaceChangesNothing() {
        log().append(0, bytes("winner"));
        assertThat(log().append(0, bytes("loser"))).isFalse();
        assertThat(log().last()).hasValue(1);
        assertThat(log().read(1)).asString(UTF_8).isEqualTo("winner");
    }

    @Test
    protected void recordThatWouldLeaveAHoleIsRefused() {
        NumberedLog log = log();
        log.append(0, bytes("one"));
        assertThatThrownBy(() -> log.append(2, bytes("four")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("record 2 does not exist")
                .hasMessageContaining("last()");
        assertThatThrownBy(() -> log.append(-1, bytes("x"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(log.last()).hasValue(1);
    }

    @Test
    protected void lastIsFoundAtEveryLength() {
        NumberedLog writer = log();
        NumberedLog follower = log();
        for (int n = 1; n <= 70; n++) {
            writer.append(n - 1, bytes("r" + n));
            assertThat(log().last()).hasValue(n);
            if (n % 9 == 0) {
                assertThat(follower.last()).hasValue(n);
            }
        }
    }

    @Test
    protected void logsBesideEachOtherDoNotMix() {
        BlobStore store = openStore();
        NumberedLog.of(store, "refs/x").append(0, bytes("x"));
        NumberedLog.of(store, "refs/x-y").append(0, bytes("y"));
        assertThat(NumberedLog.of(store, "refs").prefix()).isEqualTo("refs");
        assertThat(NumberedLog.of(store, "refs/x").last()).hasValue(1);
        assertThat(NumberedLog.of(store, "refs/x-y").read(1)).asString(UTF_8).isEqualTo("y");
    }

    @Test
    protected void streamReadsOneByOne() {
        NumberedLog log = log();
        for (int n = 0; n < 5; n++) {
            log.append(n, bytes("r"));
        }
        Iterator<LogRecord> records = log.from(1).iterator();
        records.next();
        openStore().delete("refs/x/00000000000000000004");
        assertThat(records.next().number()).isEqualTo(2);
        assertThat(records.next().number()).isEqualTo(3);
        assertThatThrownBy(records::next).isInstanceOf(NotFoundException.class).hasMessageContaining("0004");
    }

    @Test
    protected void missingFirstRecordIsNotAnEmptyLog() {
        NumberedLog log = log();
        log.append(0, bytes("one"));
        log.append(1, bytes("two"));
        openStore().delete("refs/x/00000000000000000001");
        assertThatThrownBy(() -> log().last())
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("first record is missing");
    }

    @Test
    protected void logRemovedNewestFirstIsWholeAtEachMoment() {
        NumberedLog log = log();
        for (int n = 0; n < 10; n++) {
            log.append(n, bytes("r"));
        }
        assertThat(log.last()).hasValue(10);
        for (int n = 10; n > 1; n--) {
            openStore().delete("refs/x/" + "%020d".formatted(n));
            assertThat(log.last()).hasValue(n - 1);
        }
        openStore().delete("refs/x/" + "%020d".formatted(1));
        assertThat(log.last()).isEmpty();
        assertThat(log.append(0, bytes("again"))).isTrue();
    }

    @Test
    protected void damagedRecordIsNamedAndNotRead() {
        byte[] frame = RecordFrame.wrap(1, bytes("some content"));
        frame[frame.length - 1]++;
        openStore().putIfAbsent("refs/x/00000000000000000001", frame);
        assertThat(log().last()).hasValue(1);
        assertThatThrownBy(() -> log().read(1))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("refs/x/00000000000000000001")
                .hasMessageContaining("CRC32C")
                .hasMessageContaining("restore");
        assertThatThrownBy(() -> log().from(1).toList()).isInstanceOf(CorruptDataException.class);
    }

    @Test
    protected void fourWritersMakeOneDenseHistoryWithAllTheirRecords() throws Exception {
        int writers = 4;
        int each = 40;
        List<Thread> threads = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            NumberedLog log = log();
            String name = "writer-" + w;
            threads.add(new Thread(() -> appendAll(log, name, each)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertDenseHistory(log(), writers, each);
    }

    /** Appends {@code <name> 0}, {@code <name> 1}, ... against everybody else. */
    static void appendAll(NumberedLog log, String name, int count) {
        for (int i = 0; i < count; i++) {
            byte[] record = bytes(name + " " + i);
            long last;
            do {
                last = log.last().orElse(0);
            } while (!log.append(last, record));
        }
    }

    /** No number is missing and each writer's records are all there, in its order. */
    static void assertDenseHistory(NumberedLog log, int writers, int each) {
        Map<String, Integer> next = new HashMap<>();
        long number = 0;
        try (Stream<LogRecord> records = log.from(1)) {
            for (LogRecord record : (Iterable<LogRecord>) records::iterator) {
                String[] content = new String(record.content(), UTF_8).split(" ");
                assertThat(record.number()).isEqualTo(++number);
                assertThat(Integer.parseInt(content[1])).isEqualTo(next.merge(content[0], 1, Integer::sum) - 1);
            }
        }
        assertThat(number).isEqualTo((long) writers * each);
        assertThat(next)
                .hasSize(writers)
                .allSatisfy((name, count) -> assertThat(count).isEqualTo(each));
    }

    private NumberedLog log() {
        return NumberedLog.of(openStore(), "refs/x");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
