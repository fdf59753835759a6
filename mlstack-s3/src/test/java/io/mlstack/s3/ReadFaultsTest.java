package io.mlstack.s3;

import static io.mlstack.s3.FaultyPlace.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.blob.BlobStat;
import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.error.UnavailableException;
import io.mlstack.api.random.KeyedRandom;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** What is read is what was written, or it is an error. */
class ReadFaultsTest {

    private final FaultyPlace place = new FaultyPlace();

    @AfterEach
    void close() {
        place.close();
    }

    @Test
    void readerWhoseConnectionIsCutGoesOnFromThere() throws IOException {
        byte[] content = noise(300_000);
        S3BlobStore store = place.open();
        store.putIfAbsent("k", content);
        List<String> ranges = new ArrayList<>();
        place.faults(request -> {
            if (!Faults.reads("k").test(request)) {
                return Fault.NONE;
            }
            ranges.add(request.range());
            return ranges.size() < 4 ? Fault.CUT_IN_THE_MIDDLE : Fault.NONE;
        });
        assertThat(store.read("k")).isEqualTo(content);
        assertThat(ranges).containsExactly(null, "bytes=150000-", "bytes=225000-", "bytes=262500-");
        ranges.clear();
        try (InputStream in = store.open("k")) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        assertThat(ranges).hasSize(4);
        ranges.clear();
        assertThat(store.read("k", 1000, 200_000)).isEqualTo(Arrays.copyOfRange(content, 1000, 201_000));
        assertThat(ranges).hasSize(4).containsOnly("bytes=1000-200999");
    }

    @Test
    void readerThatIsCutAgainAndAgainIsTold() {
        S3BlobStore store = place.open();
        store.putIfAbsent("k", noise(1000));
        place.faults(Faults.each(Faults.reads("k"), Fault.CUT));
        assertThat(failure(() -> store.read("k", 1, 10))).isInstanceOf(UnavailableException.class);
        assertThat(failure(() -> store.read("k"))).hasMessageContaining(place.location + "/k");
    }

    /** Half of the rest each time ends with one byte, of which half is none. */
    @Test
    void readerThatGetsNoFurtherGivesUp() {
        S3BlobStore store = place.open();
        store.putIfAbsent("k", noise(1000));
        place.faults(Faults.each(Faults.reads("k"), Fault.CUT_IN_THE_MIDDLE));
        assertThat(failure(() -> store.read("k")))
                .hasMessageContainingAll("cut off after 999 of 1000 bytes", "4 times more");
    }

    @Test
    void objectThatIsReplacedWhileItIsReadIsNotMixed() {
        S3BlobStore store = place.open();
        store.putIfAbsent("k", noise(100_000));
        AtomicInteger reads = new AtomicInteger();
        place.faults(request -> {
            if (Faults.reads("k").test(request)) {
                if (reads.getAndIncrement() == 0) {
                    return Fault.CUT_IN_THE_MIDDLE;
                }
                S3BlobStore other = place.openOther();
                other.delete("k");
                other.putIfAbsent("k", new byte[100_000]);
            }
            return Fault.NONE;
        });
        assertThat(failure(() -> store.read("k"))).hasMessageContaining("deleted after 50000 of 100000 bytes");
    }

    @Test
    void flippedBitIsFound() {
        S3BlobStore store = place.open();
        store.putIfAbsent("k", noise(100_000));
        place.faults(Faults.each(Faults.reads("k"), Fault.FLIPPED));
        assertThatThrownBy(() -> store.read("k"))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContainingAll(place.location + "/k", "CRC32C");
    }

    @Test
    void busyServerIsAskedAgain() {
        S3BlobStore store = place.open();
        store.putIfAbsent("a/k", noise(10));
        place.faults(everySecond());
        assertThat(store.read("a/k")).hasSize(10);
        assertThat(store.read("a/k", 5, 5)).hasSize(5);
        assertThat(store.stat("a/k")).isPresent();
        assertThat(store.list("a/").map(BlobStat::key)).containsExactly("a/k");
        assertThat(store.stat("a/l")).isEmpty();
        assertThatThrownBy(() -> store.read("a/l", 0, 1)).isInstanceOf(NotFoundException.class);
        assertThat(place.pauses).hasSize(6);
    }

    @Test
    void interruptedReaderStopsAndKeepsItsFlag() {
        S3BlobStore store = place.open();
        store.putIfAbsent("k", noise(10));
        Thread.currentThread().interrupt();
        assertThat(failure(() -> store.read("k"))).hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.read("k")).hasSize(10);
    }

    @Test
    void listingGoesOverPagesAndStrangers() {
        S3BlobStore store = place.open(new Sizes(Sizes.S3.whole(), Sizes.S3.part(), 3));
        List<String> keys = new ArrayList<>();
        for (int i = 10; i < 24; i++) {
            keys.add("list/" + i);
            store.putIfAbsent("list/" + i, new byte[1]);
        }
        for (String stranger : List.of("list/", "list/12 b", "list/.hidden", "list/15/")) {
            S3Location at = S3Location.parse(place.location);
            place.otherClient.putObject(
                    r -> r.bucket(at.bucket()).key(at.objectKey(stranger)), RequestBody.fromString("x"));
        }
        assertThat(store.list("list/").map(BlobStat::key)).containsExactlyElementsOf(keys);
        assertThat(store.list("").map(BlobStat::key)).containsExactlyElementsOf(keys);
        place.faults(everySecond());
        assertThat(store.list("l").map(BlobStat::key)).containsExactlyElementsOf(keys);
    }

    @Test
    void objectOfAnotherProgramIsRead() {
        S3BlobStore store = place.open();
        S3Location at = S3Location.parse(place.location);
        place.otherClient.putObject(
                r -> r.bucket(at.bucket()).key(at.objectKey("k")), RequestBody.fromString("from elsewhere"));
        assertThat(store.read("k")).asString(UTF_8).isEqualTo("from elsewhere");
        assertThat(store.putIfAbsent("k", new byte[1])).isFalse();
    }

    private static java.util.function.Function<LockingProxy.Request, Fault> everySecond() {
        AtomicInteger requests = new AtomicInteger();
        return request -> requests.getAndIncrement() % 2 == 0 ? Fault.BUSY : Fault.NONE;
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        KeyedRandom random = KeyedRandom.of(7, "noise");
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.bits(i);
        }
        return bytes;
    }
}
