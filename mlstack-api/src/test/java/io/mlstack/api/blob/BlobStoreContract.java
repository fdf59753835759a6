package io.mlstack.api.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.error.StorageException;
import io.mlstack.api.random.KeyedRandom;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link BlobStore} does; extend it and say how to open the store.
 *
 * <p>JUnit makes a new instance per test, so a field that holds the place makes each test start with an empty one.
 */
public abstract class BlobStoreContract {

    /** A new handle to the place of this test, which is empty at first; all handles of one test share the place. */
    protected abstract BlobStore openStore();

    /** How many rounds of a race and dozens of random operations to run; fewer where a request takes milliseconds. */
    protected int rounds() {
        return 25;
    }

    @Test
    protected void objectIsReadBackAsItWasPut() {
        BlobStore store = openStore();
        assertThat(store.putIfAbsent("packs/a.pack", bytes("some bytes"))).isTrue();
        assertThat(openStore().read("packs/a.pack")).asString(UTF_8).isEqualTo("some bytes");
    }

    @Test
    protected void emptyObjectIsAnObject() throws IOException {
        BlobStore store = openStore();
        assertThat(store.putIfAbsent("empty", new byte[0])).isTrue();
        assertThat(store.putIfAbsent("empty", bytes("late"))).isFalse();
        assertThat(store.read("empty")).isEmpty();
        assertThat(store.read("empty", 0, 0)).isEmpty();
        assertThat(store.stat("empty")).map(BlobStat::size).contains(0L);
        try (InputStream in = store.open("empty")) {
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    protected void fiveMegabytesKeepEveryByte(@TempDir Path folder) throws IOException {
        byte[] content = noise(5_000_000, 1);
        Path file = Files.write(folder.resolve("source"), content);
        BlobStore store = openStore();
        assertThat(store.putIfAbsent("large", BlobSource.of(file))).isTrue();
        try (InputStream in = store.open("large")) {
            assertThat(Digest.of(in)).isEqualTo(Digest.of(content));
        }
        assertThat(Digest.of(store.read("large"))).isEqualTo(Digest.of(content));
        assertThat(store.read("large", 4_999_990, 10)).isEqualTo(last(content, 10));
    }

    @Test
    protected void secondPutChangesNothingAndReadsNothing() {
        BlobStore store = openStore();
        store.putIfAbsent("k", bytes("first"));
        AtomicBoolean opened = new AtomicBoolean();
        boolean won = openStore().putIfAbsent("k", source(6, () -> {
            opened.set(true);
            return new ByteArrayInputStream(bytes("second"));
        }));
        assertThat(won).isFalse();
        assertThat(opened).isFalse();
        assertThat(store.read("k")).asString(UTF_8).isEqualTo("first");
    }

    @Test
    protected void partOfAnArrayIsASource() {
        BlobStore store = openStore();
        store.putIfAbsent("k", BlobSource.of(bytes("0123456789"), 3, 4));
        assertThat(store.read("k")).asString(UTF_8).isEqualTo("3456");
    }

    @Test
    protected void arraysAreNotShared() {
        BlobStore store = openStore();
        byte[] content = bytes("abc");
        store.putIfAbsent("k", content);
        content[0] = 'x';
        store.read("k")[1] = 'x';
        assertThat(store.read("k")).asString(UTF_8).isEqualTo("abc");
    }

    @Test
    protected void eightThreadsThatRaceForOneKeyHaveOneWinner() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < rounds(); round++) {
                String key = "race/" + round;
                List<Future<Boolean>> racers = new ArrayList<>();
                for (int t = 0; t < 8; t++) {
                    byte[] own = noise(20_000, t);
                    BlobStore store = openStore();
                    racers.add(threads.submit(() -> {
                        boolean won = store.putIfAbsent(key, own);
                        assertThat(Digest.of(store.read(key)).equals(Digest.of(own)))
                                .isEqualTo(won);
                        return won;
                    }));
                }
                int winners = 0;
                for (Future<Boolean> racer : racers) {
                    winners += racer.get() ? 1 : 0;
                }
                assertThat(winners).as("winners of round %d", round).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    protected void rangesAreExact() {
        BlobStore store = openStore();
        store.putIfAbsent("k", bytes("0123456789"));
        assertThat(store.read("k", 0, 10)).asString(UTF_8).isEqualTo("0123456789");
        assertThat(store.read("k", 3, 4)).asString(UTF_8).isEqualTo("3456");
        assertThat(store.read("k", 9, 1)).asString(UTF_8).isEqualTo("9");
        assertThat(store.read("k", 10, 0)).isEmpty();
    }

    @Test
    protected void rangesBeyondTheObjectAreRefused() {
        BlobStore store = openStore();
        store.putIfAbsent("k", bytes("0123456789"));
        for (long[] range : new long[][] {{0, 11}, {10, 1}, {11, 0}, {-1, 2}, {2, -1}, {Long.MAX_VALUE, 1}}) {
            assertThatThrownBy(() -> store.read("k", range[0], (int) range[1]))
                    .as("offset %d, length %d", range[0], range[1])
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("10");
        }
    }

    @Test
    protected void missingObjectIsNamed() {
        BlobStore store = openStore();
        store.putIfAbsent("packs/there", bytes("x"));
        for (String key : List.of("packs/gone", "nowhere/at/all", "packs", "packs/there/below")) {
            for (Throwable thrown : List.of(
                    catchThrowable(() -> store.read(key)),
                    catchThrowable(() -> store.read(key, 0, 0)),
                    catchThrowable(() -> store.open(key)))) {
                assertThat(thrown).isInstanceOf(NotFoundException.class).hasMessageContaining("\"" + key + "\"");
            }
            assertThat(store.stat(key)).isEmpty();
            assertThat(store.delete(key)).isFalse();
        }
        assertThat(store.read("packs/there")).asString(UTF_8).isEqualTo("x");
    }

    @Test
    protected void statTellsSizeAndAge() {
        BlobStore store = openStore();
        store.putIfAbsent("k", new byte[123]);
        BlobStat stat = store.stat("k").orElseThrow();
        assertThat(stat.key()).isEqualTo("k");
        assertThat(stat.size()).isEqualTo(123);
        assertThat(Duration.between(stat.lastModified(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(5));
        assertThat(store.list("k")).containsExactly(stat);
    }

    /** A slash sorts after a dash and a dot but before digits and letters, so folders and files interleave. */
    @Test
    protected void listIsInTheOrderOfKeys() {
        List<String> sorted = List.of("B", "a-b", "a.b", "a/0", "a/b/c", "a/b0", "a/c", "a0", "a_", "ab/x", "b");
        BlobStore store = openStore();
        List<String> mixed = new ArrayList<>(sorted);
        Collections.rotate(mixed, 5);
        mixed.forEach(key -> store.putIfAbsent(key, bytes(key)));
        assertThat(keys("")).isEqualTo(sorted).isSorted();
        assertThat(keys("a")).isEqualTo(sorted.subList(1, 10));
        assertThat(keys("a/")).containsExactly("a/0", "a/b/c", "a/b0", "a/c");
        assertThat(keys("a/b")).containsExactly("a/b/c", "a/b0");
        assertThat(keys("a/b/")).containsExactly("a/b/c");
        assertThat(keys("a/b/c")).containsExactly("a/b/c");
        assertThat(keys("a.")).containsExactly("a.b");
        assertThat(keys("a/b/c/")).isEmpty();
        assertThat(keys("zzz/")).isEmpty();
    }

    @Test
    protected void emptyStoreListsNothing() {
        assertThat(keys("")).isEmpty();
        assertThat(keys("packs/")).isEmpty();
    }

    @Test
    protected void listToleratesChangesMeanwhile() {
        BlobStore store = openStore();
        for (int i = 0; i < 30; i++) {
            store.putIfAbsent("list/%d/x".formatted(10 + i), bytes("x"));
        }
        List<String> seen = new ArrayList<>();
        store.list("list/").forEach(stat -> {
            seen.add(stat.key());
            if (seen.size() == 5) {
                store.delete("list/38/x");
                store.putIfAbsent("list/99/x", bytes("x"));
            }
        });
        seen.removeAll(List.of("list/38/x", "list/99/x"));
        assertThat(seen)
                .containsExactlyElementsOf(IntStream.range(0, 30)
                        .filter(i -> i != 28)
                        .mapToObj(i -> "list/%d/x".formatted(10 + i))
                        .toList());
    }

    @Test
    protected void deletedKeyIsFreeAgain() {
        BlobStore store = openStore();
        store.putIfAbsent("a/k", bytes("old"));
        assertThat(store.delete("a/k")).isTrue();
        assertThat(store.delete("a/k")).isFalse();
        assertThat(keys("")).isEmpty();
        assertThat(openStore().putIfAbsent("a/k", bytes("new"))).isTrue();
        assertThat(store.read("a/k")).asString(UTF_8).isEqualTo("new");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/a",
                "a/",
                "a//b",
                ".",
                "..",
                "../a",
                "a/../b",
                "a/./b",
                ".hidden",
                "a/.b",
                "dot.",
                "a b",
                "a\\b",
                "a:b",
                "ä",
                "a\nb",
                "a\0b",
                "~",
                "C:/a",
                "staging/x",
                "staging",
                "a/%2e%2e/b"
            })
    protected void keyOutsideTheGrammarIsNamedAndRefused(String key) {
        BlobStore store = openStore();
        for (Throwable thrown : List.of(
                catchThrowable(() -> store.putIfAbsent(key, bytes("x"))),
                catchThrowable(() -> store.read(key)),
                catchThrowable(() -> store.read(key, 0, 1)),
                catchThrowable(() -> store.open(key)),
                catchThrowable(() -> store.stat(key)),
                catchThrowable(() -> store.delete(key)))) {
            assertThat(thrown).isInstanceOf(InvalidInputException.class).hasMessageContaining("\"" + key + "\"");
        }
        assertThat(keys("")).isEmpty();
    }

    @Test
    protected void prefixThatNoKeyHasIsRefused() {
        for (String prefix : List.of("/", "..", "a//", "a/../", "staging/")) {
            assertThatThrownBy(() -> openStore().list(prefix)).isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    protected void longestKeyIsAccepted() {
        String key = "s".repeat(BlobKey.MAX_SEGMENT_LENGTH) + "/" + "t".repeat(BlobKey.MAX_SEGMENT_LENGTH);
        BlobStore store = openStore();
        assertThat(store.putIfAbsent(key, bytes("x"))).isTrue();
        assertThat(keys("s")).containsExactly(key);
    }

    @Test
    protected void keyMustNotBeTheFolderOfAnother() {
        BlobStore store = openStore();
        store.putIfAbsent("a/b", bytes("x"));
        assertThatThrownBy(() -> store.putIfAbsent("a", bytes("y")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a");
        assertThatThrownBy(() -> store.putIfAbsent("a/b/c/d", bytes("y"))).isInstanceOf(InvalidInputException.class);
        assertThat(keys("")).containsExactly("a/b");
    }

    @Test
    protected void contentThatFailsLeavesNothing() {
        byte[] half = noise(100_000, 2);
        for (BlobSource source : List.of(
                source(200_000, () -> failingAfter(half)),
                source(200_000, () -> new ByteArrayInputStream(half)),
                source(99_999, () -> new ByteArrayInputStream(half)),
                source(0, () -> new ByteArrayInputStream(half)),
                source(5, () -> {
                    throw new IOException("no such source");
                }))) {
            BlobStore store = openStore();
            assertThatThrownBy(() -> store.putIfAbsent("a/k", source)).isInstanceOf(StorageException.class);
            assertThat(store.stat("a/k")).isEmpty();
            assertThat(keys("")).isEmpty();
        }
        assertThat(openStore().putIfAbsent("a/k", half)).isTrue();
    }

    @Test
    protected void interruptedWriterLeavesNothingOrAWholeObject() {
        byte[] content = noise(300_000, 3);
        BlobStore store = openStore();
        boolean put = false;
        try {
            put = store.putIfAbsent("k", source(content.length, () -> interruptingAtTheMiddle(content)));
        } catch (StorageException e) {
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(store.stat("k").isPresent()).isEqualTo(put);
        assertThat(store.putIfAbsent("k", content)).isEqualTo(!put);
        assertThat(store.read("k")).isEqualTo(content);
    }

    /** Random operations, compared with a sorted map after each. */
    @Test
    protected void behavesLikeASortedMap() {
        BlobStore store = openStore();
        TreeMap<String, String> model = new TreeMap<>();
        KeyedRandom random = KeyedRandom.of(1, "operations");
        for (int i = 0; i < 20 * rounds(); i++) {
            String key =
                    "f" + random.at(0, i).below(0, 3) + "/k" + random.at(0, i).below(1, 5);
            String value = "v" + i;
            switch ((int) random.at(0, i).below(2, 4)) {
                case 0, 1 ->
                    assertThat(store.putIfAbsent(key, bytes(value))).isEqualTo(model.putIfAbsent(key, value) == null);
                case 2 -> assertThat(store.delete(key)).isEqualTo(model.remove(key) != null);
                default -> assertThat(store.stat(key).isPresent()).isEqualTo(model.containsKey(key));
            }
            assertThat(store.list("").map(BlobStat::key)).containsExactlyElementsOf(model.keySet());
            if (model.containsKey(key)) {
                assertThat(store.read(key)).asString(UTF_8).isEqualTo(model.get(key));
            }
        }
    }

    /** Bytes that no compression or alignment makes easy. */
    protected static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        KeyedRandom random = KeyedRandom.of(seed, "noise");
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (random.bits(i >>> 3) >>> 8 * (i & 7));
        }
        return bytes;
    }

    private List<String> keys(String prefix) {
        return openStore().list(prefix).map(BlobStat::key).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] last(byte[] bytes, int count) {
        return Arrays.copyOfRange(bytes, bytes.length - count, bytes.length);
    }

    private interface Opening {
        InputStream open() throws IOException;
    }

    private static BlobSource source(long size, Opening opening) {
        return new BlobSource() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public InputStream open() throws IOException {
                return opening.open();
            }
        };
    }

    private static InputStream failingAfter(byte[] content) {
        return new FilterInputStream(new ByteArrayInputStream(content)) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int n = super.read(into, offset, length);
                if (n < 0) {
                    throw new IOException("the line was cut");
                }
                return n;
            }
        };
    }

    private static InputStream interruptingAtTheMiddle(byte[] content) {
        return new FilterInputStream(new ByteArrayInputStream(content)) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                if (in.available() < content.length / 2) {
                    Thread.currentThread().interrupt();
                }
                return super.read(into, offset, length);
            }
        };
    }
}
