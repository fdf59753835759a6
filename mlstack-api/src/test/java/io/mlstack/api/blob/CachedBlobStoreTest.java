package io.mlstack.api.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit holds for it as for the store beneath, and what is named by its content is fetched once. */
class CachedBlobStoreTest extends BlobStoreContract {

    private final MemoryBlobStore far = new MemoryBlobStore(InstantSource.system());
    private final Counting counting = new Counting(far);

    @TempDir
    Path folder;

    @Override
    protected BlobStore openStore() {
        return CachedBlobStore.over(far.handle(), folder, 1 << 20);
    }

    @Test
    void packIsFetchedOnceByAllWhoShareTheFolder() throws IOException {
        String key = put(noise(10_000, 1));
        byte[] content = noise(10_000, 1);
        BlobStore near = near(1 << 20);
        assertThat(near.read(key, 100, 50)).isEqualTo(Arrays.copyOfRange(content, 100, 150));
        assertThat(near.read(key)).isEqualTo(content);
        try (InputStream in = near(1 << 20).open(key)) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        assertThat(counting.reads).hasValue(1);
        assertThat(files()).containsExactly(Digest.of(content).hex());
    }

    @Test
    void whatIsNotNamedByItsContentIsReadFromTheStore() throws IOException {
        far.putIfAbsent("refs/x/00000000000000000001", noise(10, 1));
        near(1 << 20).read("refs/x/00000000000000000001");
        assertThat(files()).isEmpty();
        assertThat(counting.reads).hasValue(1);
    }

    @Test
    void damagedFileOfAnotherProcessIsFetchedAgain() throws IOException {
        byte[] content = noise(10_000, 1);
        String key = put(content);
        Files.write(folder.resolve(Digest.of(content).hex()), new byte[10_000]);
        assertThat(near(1 << 20).read(key)).isEqualTo(content);
        assertThat(counting.reads).hasValue(1);
    }

    @Test
    void damagedObjectIsPassedThroughAndNotKept() throws IOException {
        String key = "packs/" + Digest.of(noise(10, 1)).hex() + ".pack";
        far.putIfAbsent(key, noise(10, 2));
        BlobStore near = near(1 << 20);
        assertThat(near.read(key)).isEqualTo(noise(10, 2));
        assertThat(near.read(key, 1, 2)).isEqualTo(Arrays.copyOfRange(noise(10, 2), 1, 3));
        assertThat(files()).isEmpty();
        assertThat(counting.reads).hasValue(3);
    }

    @Test
    void folderKeepsWhatWasUsedLastUnderItsBound() throws IOException {
        BlobStore near = near(100_000);
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            byte[] content = noise(10_000, i);
            keys.add(put(content));
            near.read(keys.get(i));
            Files.setLastModifiedTime(
                    folder.resolve(Digest.of(content).hex()),
                    FileTime.from(Instant.now().minusSeconds(1000 - i)));
            near.read(keys.get(0));
        }
        assertThat(files()).hasSizeLessThanOrEqualTo(10);
        int before = counting.reads.get();
        near.read(keys.get(0));
        near.read(keys.get(19));
        assertThat(counting.reads).hasValue(before);
        assertThat(near.read(keys.get(1))).isEqualTo(noise(10_000, 1));
        assertThat(counting.reads).hasValue(before + 1);
    }

    @Test
    void objectBeyondTheBoundIsReadFromTheStore() throws IOException {
        String key = put(noise(10_000, 1));
        assertThat(near(9_999).read(key)).isEqualTo(noise(10_000, 1));
        assertThat(files()).isEmpty();
    }

    @Test
    void missingObjectsAndRangesAreTheStoresToName() {
        String key = put(noise(10, 1));
        BlobStore near = near(100);
        assertThatThrownBy(() -> near.read(key, 5, 6)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> near.read("packs/" + "0".repeat(64))).isInstanceOf(NotFoundException.class);
        near.delete(key);
        assertThatThrownBy(() -> near.read(key)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void folderThatCannotBeUsedCostsSpeedAndNothingElse() throws IOException {
        String key = put(noise(10, 1));
        Path file = Files.createFile(folder.resolve("file"));
        BlobStore near = CachedBlobStore.over(counting, file.resolve("cache"), 100);
        assertThat(near.read(key)).isEqualTo(noise(10, 1));
        assertThat(near.read(key, 0, 10)).isEqualTo(noise(10, 1));
    }

    @Test
    void threadsThatAskTogetherFetchOnce() throws Exception {
        String key = put(noise(200_000, 1));
        BlobStore near = near(1 << 20);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<byte[]>> reads = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                reads.add(threads.submit(() -> near.read(key)));
            }
            for (Future<byte[]> read : reads) {
                assertThat(read.get()).isEqualTo(noise(200_000, 1));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(counting.reads).hasValue(1);
    }

    private BlobStore near(long maxBytes) {
        return CachedBlobStore.over(counting, folder, maxBytes);
    }

    private String put(byte[] content) {
        String key = "packs/" + Digest.of(content).hex() + ".pack";
        far.putIfAbsent(key, content);
        return key;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** Counts what is read from afar. */
    private record Counting(BlobStore store, AtomicInteger reads) implements BlobStore {

        Counting(BlobStore store) {
            this(store, new AtomicInteger());
        }

        @Override
        public boolean putIfAbsent(String key, BlobSource content) {
            return store.putIfAbsent(key, content);
        }

        @Override
        public byte[] read(String key) {
            reads.incrementAndGet();
            return store.read(key);
        }

        @Override
        public byte[] read(String key, long offset, int length) {
            reads.incrementAndGet();
            return store.read(key, offset, length);
        }

        @Override
        public InputStream open(String key) {
            reads.incrementAndGet();
            return store.open(key);
        }

        @Override
        public Optional<BlobStat> stat(String key) {
            return store.stat(key);
        }

        @Override
        public Stream<BlobStat> list(String prefix) {
            return store.list(prefix);
        }

        @Override
        public boolean delete(String key) {
            return store.delete(key);
        }
    }
}
