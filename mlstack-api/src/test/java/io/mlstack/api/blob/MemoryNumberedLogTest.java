package io.mlstack.api.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemoryNumberedLogTest extends NumberedLogContract {

    private final MemoryBlobStore place = new MemoryBlobStore(InstantSource.system());

    @Override
    protected BlobStore openStore() {
        return place.handle();
    }

    @Test
    void lastOfALongLogAsksALogarithmOfQuestionsAndListsNothing() {
        for (int n = 0; n < 5_000; n++) {
            NumberedLog.of(place, "long").append(n, new byte[0]);
        }
        Counting counting = new Counting(place);
        NumberedLog log = NumberedLog.of(counting, "long");
        assertThat(log.last()).hasValue(5_000);
        assertThat(counting.stats).isLessThanOrEqualTo(2 * 13 + 2);
        counting.stats = 0;
        assertThat(log.last()).hasValue(5_000);
        assertThat(counting.stats).isEqualTo(2);
        counting.stats = 0;
        assertThat(log.append(5_000, new byte[0])).isTrue();
        assertThat(counting.stats).isZero();
        assertThat(counting.lists).isZero();
    }

    @Test
    void prefixThatIsNoKeyIsRefused() {
        assertThatThrownBy(() -> NumberedLog.of(place, "a/../b")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> NumberedLog.of(place, "")).isInstanceOf(InvalidInputException.class);
        String long500 = ("s".repeat(99) + "/").repeat(5).substring(0, 499);
        assertThatThrownBy(() -> NumberedLog.of(place, long500)).hasMessageContaining("more than 512");
    }

    private static final class Counting implements BlobStore {
        private final BlobStore store;
        private int stats;
        private int lists;

        Counting(BlobStore store) {
            this.store = store;
        }

        @Override
        public boolean putIfAbsent(String key, BlobSource content) {
            return store.putIfAbsent(key, content);
        }

        @Override
        public byte[] read(String key) {
            return store.read(key);
        }

        @Override
        public byte[] read(String key, long offset, int length) {
            return store.read(key, offset, length);
        }

        @Override
        public InputStream open(String key) {
            return store.open(key);
        }

        @Override
        public Optional<BlobStat> stat(String key) {
            stats++;
            return store.stat(key);
        }

        @Override
        public Stream<BlobStat> list(String prefix) {
            lists++;
            return store.list(prefix);
        }

        @Override
        public boolean delete(String key) {
            return store.delete(key);
        }
    }
}
