package io.mlstack.api.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.StorageException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system such as FAT: links are refused, everything else works. */
class FileBlobStoreWithoutLinksTest extends BlobStoreContract {

    @TempDir
    Path folder;

    @Override
    protected BlobStore openStore() {
        return new FileBlobStore(folder, withoutLinks(), InstantSource.system());
    }

    /** Readers may see a growing object here, so only the winner is looked for; the bytes are compared afterwards. */
    @Test
    @Override
    protected void eightThreadsThatRaceForOneKeyHaveOneWinner() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = "race/" + round;
            int[] winners = new int[8];
            Thread[] threads = new Thread[8];
            for (int t = 0; t < 8; t++) {
                int own = t;
                BlobStore store = openStore();
                threads[t] = new Thread(() -> winners[own] = store.putIfAbsent(key, noise(9_000, own)) ? 1 : 0);
                threads[t].start();
            }
            int winner = -1;
            for (int t = 0; t < 8; t++) {
                threads[t].join();
                assertThat(winner < 0 || winners[t] == 0).as("one winner only").isTrue();
                winner = winners[t] == 1 ? t : winner;
            }
            assertThat(openStore().read(key)).isEqualTo(noise(9_000, winner));
        }
    }

    @Test
    void linksAreTriedOnlyUntilTheyAreKnownToFail() {
        RecordingLayer layer = withoutLinks();
        int[] tried = new int[1];
        RecordingLayer.Before refusing = layer.before;
        layer.before = (operation, path) -> {
            tried[0] += operation.equals("link") ? 1 : 0;
            refusing.run(operation, path);
        };
        FileBlobStore store = new FileBlobStore(folder, layer, InstantSource.system());
        for (int i = 0; i < 5; i++) {
            assertThat(store.putIfAbsent("k" + i, new byte[] {1})).isTrue();
        }
        assertThat(tried[0]).isEqualTo(2);
        assertThat(layer.warnings)
                .containsExactly(folder + ": no hard links here; readers may see objects that are still being written");
    }

    @Test
    void failedWriteInPlaceIsTakenBack() {
        RecordingLayer layer = withoutLinks();
        int[] forced = new int[1];
        RecordingLayer.Before refusing = layer.before;
        layer.before = (operation, path) -> {
            refusing.run(operation, path);
            if (operation.equals("force") && ++forced[0] == 2) {
                throw new IOException("No space left on device");
            }
        };
        FileBlobStore store = new FileBlobStore(folder, layer, InstantSource.system());
        assertThatThrownBy(() -> store.putIfAbsent("k", new byte[] {1})).isInstanceOf(StorageException.class);
        assertThat(store.list("")).isEmpty();
        assertThat(Files.exists(folder.resolve("k"))).isFalse();
        assertThat(store.putIfAbsent("k", new byte[] {2})).isTrue();
    }

    private RecordingLayer withoutLinks() {
        RecordingLayer layer = new RecordingLayer(folder);
        layer.before = (operation, path) -> {
            if (operation.equals("link")) {
                throw new FileSystemException(path.toString(), null, "Operation not permitted");
            }
        };
        return layer;
    }
}
