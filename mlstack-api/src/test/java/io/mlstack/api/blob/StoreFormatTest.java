package io.mlstack.api.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFormatTest {

    private static final StoreFormat PETS = new StoreFormat("pets", 3, List.of("tags", "names"), Map.of("rows", 64L));

    @TempDir
    Path folder;

    private BlobStore store;

    @BeforeEach
    void open() throws IOException {
        store = FileBlobStore.open(folder);
    }

    @Test
    void anEmptyPlaceBecomesAStoreAndStaysOne() {
        assertThat(PETS.find(store)).isEmpty();
        assertThat(PETS.openOrCreate(store)).isEqualTo(PETS);
        StoreFormat later = new StoreFormat("pets", 4, List.of("names", "tags", "ice"), Map.of("rows", 128L));

        assertThat(later.openOrCreate(store)).isEqualTo(PETS);
        assertThat(later.openOrCreate(store).setting("rows")).isEqualTo(64);
        assertThat(new String(store.read(StoreFormat.KEY), StandardCharsets.UTF_8))
                .matches("\\{\"crc32c\":\"[0-9a-f]{8}\",\"features\":\\[\"names\",\"tags\"],\"kind\":\"pets\","
                        + "\"rows\":64,\"version\":3}");
    }

    @Test
    void anotherKindALaterVersionAndUnknownFeaturesAreRefused() {
        PETS.openOrCreate(store);

        assertThatThrownBy(() -> StoreFormat.of("cars", 3).openOrCreate(store))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("pets", "cars");
        assertThatThrownBy(() -> StoreFormat.of("pets", 2).openOrCreate(store))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.findings()).hasSize(3))
                .hasMessageContainingAll("version 3", "\"tags\"", "\"names\"");
    }

    @Test
    void everyFlippedBitIsDamage() {
        byte[] bytes = PETS.bytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            MemoryBlobStore damaged = new MemoryBlobStore(java.time.Instant::now);
            damaged.putIfAbsent(StoreFormat.KEY, flipped);
            assertThatThrownBy(() -> PETS.openOrCreate(damaged)).isInstanceOf(CorruptDataException.class);
        }
    }

    @Test
    void aPlaceThatHoldsSomethingElseIsLeftAlone() {
        store.putIfAbsent("photo.jpg", new byte[] {1});

        assertThatThrownBy(() -> PETS.openOrCreate(store)).hasMessageContaining("photo.jpg");
        assertThat(store.stat(StoreFormat.KEY)).isEmpty();
    }
}
