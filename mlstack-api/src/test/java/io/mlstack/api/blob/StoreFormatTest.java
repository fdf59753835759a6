package io.mlstack.api.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFormatTest {

    @TempDir
    Path folder;

    private BlobStore store;

    @BeforeEach
    void open() throws IOException {
        store = FileBlobStore.open(folder);
    }

    @Test
    void anEmptyPlaceBecomesAStoreAndStaysOne() {
        StoreFormat.openOrCreate(store, "pets", 3);
        StoreFormat.openOrCreate(store, "pets", 3);
        StoreFormat.openOrCreate(store, "pets", 4);

        assertThat(new String(store.read(StoreFormat.KEY), StandardCharsets.UTF_8))
                .isEqualTo("{\"features\":[],\"kind\":\"pets\",\"version\":3}");
    }

    @Test
    void anotherKindALaterVersionAndUnknownFeaturesAreRefused() {
        store.putIfAbsent(StoreFormat.KEY, bytes("{\"features\":[\"ice\"],\"kind\":\"pets\",\"version\":3}"));

        assertThatThrownBy(() -> StoreFormat.openOrCreate(store, "cars", 3))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("pets", "cars");
        assertThatThrownBy(() -> StoreFormat.openOrCreate(store, "pets", 2)).hasMessageContaining("version 3");
        assertThatThrownBy(() -> StoreFormat.openOrCreate(store, "pets", 3)).hasMessageContaining("ice");
    }

    @Test
    void aPlaceThatHoldsSomethingElseIsLeftAlone() {
        store.putIfAbsent("photo.jpg", new byte[] {1});

        assertThatThrownBy(() -> StoreFormat.openOrCreate(store, "pets", 1)).hasMessageContaining("photo.jpg");
        assertThat(store.stat(StoreFormat.KEY)).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
