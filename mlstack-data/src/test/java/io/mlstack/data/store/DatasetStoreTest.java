package io.mlstack.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.blob.BlobSource;
import io.mlstack.api.blob.StoreFormat;
import io.mlstack.api.error.CorruptDataException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.error.StorageException;
import io.mlstack.api.progress.ProgressEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetStoreTest {

    @TempDir
    Path folder;

    @Test
    void aStoreIsCreatedWhereNothingIsAndOpenedWhereOneIs() {
        Path place = folder.resolve("deep/er");
        Snapshot written = DatasetStore.open(place).dataset("notes").commit(SmallStore.notes("a", "b"), "first");
        DatasetStore again = DatasetStore.open(place);
        assertThat(again.datasets()).containsExactly("notes");
        assertThat(again.dataset("notes").head().collect()).isEqualTo(written.collect());
        assertThat(again.verify().isSound()).isTrue();
        assertThat(again.dataset("notes")
                        .basedOn(written)
                        .append(SmallStore.notes("c"), "")
                        .rowCount())
                .hasValue(3);
    }

    @Test
    void aFolderThatHoldsSomethingElseIsRefusedAndLeftAlone() throws IOException {
        Files.writeString(folder.resolve("my thesis.txt"), "text");
        assertThatThrownBy(() -> DatasetStore.open(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("my thesis.txt")
                .hasMessageContaining("name an empty or new folder");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
        assertThatThrownBy(() -> DatasetStore.open(folder.resolve("my thesis.txt")))
                .isInstanceOf(StorageException.class);
        MemoryBlobs blobs = new MemoryBlobs();
        blobs.damage("models/x", new byte[1]);
        assertThatThrownBy(() -> DatasetStore.open(blobs))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("models/x");
    }

    @Test
    void whatAProcessLeavesThatDiedWhileCreatingTheStoreIsNoHindrance() throws IOException {
        Files.createDirectories(folder.resolve("staging"));
        assertThat(DatasetStore.open(folder).datasets()).isEmpty();
    }

    @Test
    void aStoreOfANewerVersionOrWithUnknownFeaturesIsRefusedWithAllOfThem() {
        MemoryBlobs blobs = new MemoryBlobs();
        DatasetStore.open(blobs);
        String json =
                new String(blobs.bytes("FORMAT"), StandardCharsets.UTF_8).replaceFirst("\"crc32c\":\"[0-9a-f]+\",", "");
        blobs.damage(
                "FORMAT",
                format(json.replace("\"packs\"", "\"packs\",\"holograms\"").replace("\"version\":1", "\"version\":7")));
        assertThatThrownBy(() -> DatasetStore.open(blobs))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.findings()).hasSize(2))
                .hasMessageContaining("version 7")
                .hasMessageContaining("\"holograms\"");
        blobs.damage("FORMAT", json.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> DatasetStore.open(blobs)).isInstanceOf(CorruptDataException.class);
    }

    @Test
    void aStoreOfAnotherKindIsRefused() {
        MemoryBlobs models = new MemoryBlobs();
        StoreFormat.of("mlstack-models", 1).openOrCreate(models);
        assertThatThrownBy(() -> DatasetStore.open(models))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("mlstack-models");
        MemoryBlobs datasets = new MemoryBlobs();
        DatasetStore.open(datasets);
        assertThatThrownBy(() -> StoreFormat.of("mlstack-models", 1).openOrCreate(datasets))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("mlstack-datasets");
    }

    @Test
    void longWorkReportsItsProgress() {
        List<ProgressEvent> events = new ArrayList<>();
        DatasetStore store = Stores.small().progress(events::add);
        store.dataset("notes").commit(SmallStore.notes("a", "b"), "");
        assertThat(events.get(0).task()).isEqualTo("commit notes");
        assertThat(events.get(events.size() - 1).state()).isEqualTo(ProgressEvent.State.FINISHED);
        assertThat(events.get(events.size() - 1).done()).isEqualTo(2);
        events.clear();
        assertThatThrownBy(() -> store.dataset("pets").keyedBy("id").commit(SmallStore.notes("a"), ""))
                .isInstanceOf(NotFoundException.class);
        store.verify();
        assertThat(events.get(events.size() - 1).fraction()).hasValue(1);
    }

    @Test
    void aCommitCanBeRepeatedAfterItsLastStepFailed() {
        MemoryBlobs blobs = new MemoryBlobs() {
            private boolean failed;

            @Override
            public boolean putIfAbsent(String key, BlobSource content) {
                if (key.startsWith("refs/") && !failed) {
                    failed = true;
                    throw new StorageException(new Finding("test", key, "no space", ""));
                }
                return super.putIfAbsent(key, content);
            }
        };
        Dataset dataset = Stores.small(blobs).dataset("notes");
        assertThatThrownBy(() -> dataset.commit(SmallStore.notes("a"), "")).isInstanceOf(StorageException.class);
        assertThat(dataset.isEmpty()).isTrue();
        assertThat(dataset.commit(SmallStore.notes("a"), "").rowCount()).hasValue(1);
        assertThat(Stores.small(blobs).dataset("notes").head().rowCount()).hasValue(1);
    }

    @Test
    void aDatasetThatDoesNotExistIsAnErrorWithTheNearestName() {
        DatasetStore store = Stores.small();
        store.dataset("biopsies").commit(SmallStore.notes("a"), "");
        assertThatThrownBy(() -> store.dataset("biopsie").head())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("did you mean \"biopsies\"");
        assertThat(store.dataset("biopsie").log()).isEmpty();
        assertThat(store.dataset("biopsie").isEmpty()).isTrue();
    }

    @Test
    void aNameThatCannotBeOneIsRefusedWithOneThatCan() {
        DatasetStore store = Stores.small();
        for (String name : List.of("", "Pets", "a/b", "..", "a.", "-a", "ä", "a".repeat(101))) {
            assertThatThrownBy(() -> store.dataset(name)).as(name).isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> store.dataset("My Pets.")).hasMessageContaining("\"my-pets\"");
        assertThatThrownBy(() -> store.as(" ")).isInstanceOf(InvalidInputException.class);
        Snapshot snapshot = store.dataset("a".repeat(100)).commit(SmallStore.notes("a"), "");
        assertThat(store.dataset("a".repeat(100)).tag("b".repeat(100), snapshot))
                .isSameAs(snapshot);
        assertThatThrownBy(() -> store.dataset("a".repeat(100)).tag("head")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void anInterruptedCommitChangesNothingAndKeepsTheFlag() {
        DatasetStore store = DatasetStore.open(folder);
        Dataset dataset = store.dataset("notes");
        Snapshot before = dataset.commit(SmallStore.notes("a"), "");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> dataset.commit(SmallStore.notes("a", "b"), ""))
                    .isInstanceOf(StorageException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(dataset.head().id()).isEqualTo(before.id());
        assertThat(dataset.commit(SmallStore.notes("a", "b"), "").rowCount()).hasValue(2);
    }

    private static byte[] format(String json) {
        CRC32C crc = new CRC32C();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        String sealed = "{\"crc32c\":\"" + HexFormat.of().toHexDigits((int) crc.getValue()) + "\"," + json.substring(1);
        return sealed.getBytes(StandardCharsets.UTF_8);
    }
}
