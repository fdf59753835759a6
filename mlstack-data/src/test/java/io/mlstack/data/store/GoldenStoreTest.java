package io.mlstack.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pins the format: a store written today has the same ids and bytes for ever, on every JDK and machine. */
class GoldenStoreTest {

    @Test
    void theRecordOfTheFormatIsPinned() {
        MemoryBlobs blobs = new MemoryBlobs();
        DatasetStore.open(blobs);
        assertThat(new String(blobs.bytes("FORMAT"), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"crc32c\":\"824178b3\",\"fanOut\":128,\"features\":[\"numbered-refs\",\"packs\",\"trees\"],"
                                + "\"kind\":\"mlstack-datasets\",\"leafRows\":8192,\"version\":1}");
    }

    @Test
    void theIdsOfASmallDatasetArePinned() {
        MemoryBlobs blobs = new MemoryBlobs();
        Dataset pets = DatasetStore.open(blobs)
                .as("ana")
                .clock(InstantSource.fixed(Stores.NOON))
                .dataset("pets")
                .keyedBy("id");
        Schema schema = Schema.of(
                Column.of("id", ColumnType.INT64),
                Column.of("name", ColumnType.TEXT).asNullable().describedAs("what it is called"),
                Column.of("kind", ColumnType.category("cat", "dog")));
        Snapshot one = pets.commit(
                Columns.builder(schema).row(2, "Rex", "dog").row(1, null, "cat").build(), "first");
        Snapshot two = pets.append(Columns.builder(schema).row(3, "Ada", "cat").build(), "second");
        assertThat(List.of(
                        one.tableId().hex(),
                        one.id().hex(),
                        two.tableId().hex(),
                        two.id().hex()))
                .containsExactly(
                        "5b58376d054c93f12ec45c740fa82eb08410e138f015197d519b35312015b18c",
                        "73952e4c4ef9f97288171e0033c448a7dff6e29da7b2602f0c11c54a46a2fe60",
                        "e382d40593f4d0b937ffe16556d0bdfd3fa15c4eea4d774190009c43b72ade3b",
                        "3c9d2d6118cb02a42fa401403458684e1c58c43aaa13605f2e783bc669f71aa4");
        assertThat(blobs.keys())
                .containsExactly(
                        "FORMAT",
                        "packs/8016f4e5e52dac4b4ac7d2723a5055fb943f5d0e1d794c976f87238a33e8178b.pack",
                        "packs/ed9834af19a9d421b09912e46f77b50467396f459ce37ea3d03afe66d0d4c7b4.pack",
                        "refs/datasets/pets/00000000000000000001",
                        "refs/datasets/pets/00000000000000000002");
    }

    @Test
    void theIdsOfAStoreWithEveryTypeAndManyLeavesArePinned() {
        DatasetStore store = Stores.small(SmallStore.create());
        assertThat(List.of(
                        store.dataset("typed").head().tableId().hex(),
                        store.dataset("typed").head().id().hex(),
                        store.dataset("notes").head().id().hex()))
                .containsExactly(
                        "216623ff3efec5f68e766e8956b25a46df266c4fed812f2dbe87b8a60ae4dac3",
                        "2b6a545f288deb363d846c00bf6d32b7aba39ce7fea4c10bec005edf5d2d203b",
                        "7dad7c854942f07899e2ebe68eccb94882a071b51f3cffe620dd8adf1fb6f0a8");
    }
}
