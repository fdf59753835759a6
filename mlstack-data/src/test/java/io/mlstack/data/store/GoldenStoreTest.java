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
                        "{\"crc32c\":\"b817c6e8\",\"fanOut\":128,\"features\":[\"numbered-refs\",\"packs\",\"sketches\",\"trees\"],"
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
                        "6f813627622464331cc39ad26eb0a09da510dcb35bdbf9dd35974ce247084715",
                        "9f4a2fc3a4164a613d614f09eb03e6f49221b1bdbe67e7c7a0158f3652cb860d",
                        "be27b44675aa466b4acaf1c5ce6817754af935851d2f8e84c9585a8610c0880d",
                        "9bc151132fe1c5a1a7934c459da9ded440014e2a584261261c2755b4c5a91db2");
        assertThat(blobs.keys())
                .containsExactly(
                        "FORMAT",
                        "packs/bb1055403e01eac586305dddb9b45bc4fe41282f323f34cff156cab4225c574e.pack",
                        "packs/bf2bbfe9fd250d715a4d2a54d4db3a741425d67aab0730f183b070aefdefcfbf.pack",
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
                        "7eacdff5c7def16f2f6b49ad1fec2a2f44a47b10b984a3f819c8113185038539",
                        "3fa2c0ceaedd302c61532e784f5788c4b68430e20613259c0bb394f222a6a2de",
                        "88fdb8f7e6d7c20d29a839418c0f0cc098c17bc7a2eaab67107ba5694e3ed611");
    }
}
