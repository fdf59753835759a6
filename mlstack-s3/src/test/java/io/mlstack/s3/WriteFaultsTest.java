package io.mlstack.s3;

import static io.mlstack.s3.FaultyPlace.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.blob.BlobSource;
import io.mlstack.api.blob.BlobStat;
import io.mlstack.api.error.StorageException;
import io.mlstack.api.error.UnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of what goes wrong on the way, nothing loses a write, doubles one, or takes another's for ours. */
class WriteFaultsTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    private final FaultyPlace place = new FaultyPlace();

    @AfterEach
    void close() {
        place.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFLICT", "BUSY", "CUT"})
    void refusedWriteIsSentAgain(Fault fault) {
        S3BlobStore store = place.open();
        place.faults(Faults.first(Faults.creates("k"), fault, fault, fault));
        assertThat(store.putIfAbsent("k", CONTENT)).isTrue();
        assertThat(store.read("k")).isEqualTo(CONTENT);
        assertThat(place.pauses).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"ANSWER_LOST", "BUSY_AFTER_SUCCESS", "TIME_OUT_AFTER_SUCCESS"})
    void writeWhoseAnswerWasLostIsStillOurs(Fault fault) {
        S3BlobStore store = place.open();
        place.faults(Faults.first(Faults.creates("k"), fault));
        AtomicInteger opened = new AtomicInteger();
        assertThat(store.putIfAbsent("k", counting(opened))).isTrue();
        assertThat(opened).hasValue(1);
        assertThat(store.putIfAbsent("k", CONTENT)).isFalse();
        assertThat(store.read("k")).isEqualTo(CONTENT);
    }

    /** A client of the caller makes attempts of its own, and sees 412 in the second for what the first did. */
    @Test
    void writeThatTheSdkRepeatedIsStillOurs() {
        place.faults(Faults.first(Faults.creates("k"), Fault.BUSY_AFTER_SUCCESS));
        try (var repeating = Clients.repeatingClient(place.proxy.endpoint())) {
            assertThat(S3BlobStore.at(repeating, place.location).putIfAbsent("k", CONTENT))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "ANSWER_LOST", "BUSY_AFTER_SUCCESS", "CONFLICT"})
    void equalBytesOfSomebodyElseAreNotOurs(Fault fault) {
        S3BlobStore store = place.open();
        S3BlobStore faster = place.openOther();
        AtomicInteger puts = new AtomicInteger();
        place.faults(request -> {
            if (!Faults.creates("k").test(request)) {
                return Fault.NONE;
            }
            if (puts.getAndIncrement() == 0) {
                assertThat(faster.putIfAbsent("k", CONTENT)).isTrue();
                return fault;
            }
            return Fault.NONE;
        });
        assertThat(store.putIfAbsent("k", CONTENT)).isFalse();
        assertThat(store.read("k")).isEqualTo(CONTENT);
    }

    @Test
    void keyThatBecomesFreeInTheRaceIsTaken() {
        S3BlobStore store = place.open();
        S3BlobStore faster = place.openOther();
        AtomicInteger step = new AtomicInteger();
        place.faults(request -> {
            if (Faults.creates("k").test(request) && step.compareAndSet(0, 1)) {
                faster.putIfAbsent("k", "theirs".getBytes(UTF_8));
            } else if (request.method().equals("HEAD") && step.compareAndSet(1, 2)) {
                faster.delete("k");
            }
            return Fault.NONE;
        });
        assertThat(store.putIfAbsent("k", CONTENT)).isTrue();
        assertThat(step).hasValue(2);
        assertThat(store.read("k")).isEqualTo(CONTENT);
    }

    @Test
    void serverThatStaysBusyIsNamedWithAllThatSupportAsksFor() {
        S3BlobStore store = place.open();
        place.faults(Faults.each(Faults.creates("a/k"), Fault.BUSY));
        StorageException thrown = failure(() -> store.putIfAbsent("a/k", CONTENT));
        assertThat(thrown)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContainingAll(
                        place.location + "/a/k", "503 SlowDown", "request INJECTED42", "after 8 attempts", "later");
        place.faults(request -> Fault.NONE);
        assertThat(store.putIfAbsent("a/k", CONTENT)).isTrue();
    }

    @Test
    void pausesGrowAndDifferBetweenProcesses() {
        place.open();
        place.faults(Faults.each(Faults.creates("k"), Fault.CONFLICT));
        failure(() -> place.open(Sizes.S3, 1).putIfAbsent("k", CONTENT));
        List<Duration> one = List.copyOf(place.pauses);
        place.pauses.clear();
        failure(() -> place.open(Sizes.S3, 2).putIfAbsent("k", CONTENT));
        assertThat(one).hasSize(7).isNotEqualTo(place.pauses);
        for (int i = 0; i < 7; i++) {
            assertThat(one.get(i)).isBetween(Duration.ZERO, Duration.ofMillis(50L << i));
        }
    }

    @Test
    void interruptedWriterStopsWaitingAndKeepsItsFlag() {
        S3BlobStore store = S3BlobStore.at(place.client, place.location);
        place.faults(Faults.each(Faults.creates("k"), Fault.BUSY));
        Thread writer = Thread.currentThread();
        place.faults(request -> {
            writer.interrupt();
            return Faults.creates("k").test(request) ? Fault.BUSY : Fault.NONE;
        });
        StorageException thrown = failure(() -> store.putIfAbsent("k", CONTENT));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).hasMessageContaining("interrupted");
        place.faults(request -> Fault.NONE);
        assertThat(store.stat("k")).isEmpty();
    }

    @Test
    void sourceThatFailsIsNotAskedAgain() {
        S3BlobStore store = place.open();
        AtomicInteger opened = new AtomicInteger();
        BlobSource failing = new BlobSource() {
            @Override
            public long size() {
                return 100_000;
            }

            @Override
            public InputStream open() throws IOException {
                opened.incrementAndGet();
                return new ByteArrayInputStream(new byte[99_999]);
            }
        };
        assertThat(failure(() -> store.putIfAbsent("k", failing)))
                .hasMessageContainingAll("has 99999 bytes and announced 100000", "nothing was stored");
        assertThat(opened).hasValue(1);
        assertThat(place.pauses).isEmpty();
    }

    @Test
    void failedDeleteIsSentAgain() {
        S3BlobStore store = place.open();
        store.putIfAbsent("k", CONTENT);
        place.faults(Faults.first(
                request -> request.method().equals("DELETE"), Fault.BUSY, Fault.ANSWER_LOST, Fault.CONFLICT));
        assertThat(store.delete("k")).isTrue();
        assertThat(store.list("").map(BlobStat::key)).isEmpty();
    }

    private static BlobSource counting(AtomicInteger opened) {
        return new BlobSource() {
            @Override
            public long size() {
                return CONTENT.length;
            }

            @Override
            public InputStream open() {
                opened.incrementAndGet();
                return new ByteArrayInputStream(CONTENT);
            }
        };
    }
}
