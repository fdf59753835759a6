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
                .isEqualTo("{\"crc32c\":\"79c77176\",\"features\":[\"numbered-refs\",\"packs\"],"
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
                        "a0bca1dec4bb39875de45d8f1aecf4ae620485ec743ff2fcec1cb4baab785694",
                        "171c16937bfe8c4feabf1ab433e43057ec89318685e8fd9d3d6df4c1930599d8",
                        "12653d61485301c146cba19057bad12dd2aef00ca4098d69b7e9cbda92129d9c",
                        "376f7f5690460b8de9141ef36773f5c6e0dfe6b212a8325a4998b8389847d111");
        assertThat(blobs.keys())
                .containsExactly(
                        "FORMAT",
                        "packs/2c1d3e8d1e70024b1c3bba47f46b2b5c700e5442f62dd9f87d251217ba8ecb04.pack",
                        "packs/cc3d54d3e3bfdf3aafae236f863ee11d7c79311c7b0a8e2cd894ed853a2e819b.pack",
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
                        "43428f9f9871c3fb42be7f67909fbfdeca9683e8cc2f5c0e1f05c6eb6dc4fbdf",
                        "85e9cb588b184ff6c040c2bceba8b1fee69e4e82ce85924eb12abf644788c141",
                        "0b73adadd0b0c9379cbea209ebeed3898c32d39a2be75e28c21a55b70cb81b3a");
    }
}
