package io.mlstack.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.ConflictException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EditTest {

    private static final Schema PETS = Schema.of(
            Column.of("id", ColumnType.INT64),
            Column.of("name", ColumnType.TEXT).asNullable(),
            Column.of("kind", ColumnType.category("cat", "dog")));

    private final Dataset pets = Stores.small().dataset("pets").keyedBy("id");

    @Property(tries = 20)
    void upsertsUpdatesAndDeletesLeaveTheTableThatTheirRowsGiveAtOnce(
            @ForAll long seed, @ForAll @IntRange(max = 150) int count) {
        RandomRows random = new RandomRows(seed, RandomRows.ALL_TYPES);
        Random choice = new Random(seed);
        TreeMap<Long, Object[]> rows = random.rows(count, 400);
        Dataset dataset = Stores.small().dataset("edited").keyedBy("id");
        dataset.commit(random.shuffled(rows), "");
        for (int step = 0; step < 4; step++) {
            TreeMap<Long, Object[]> puts = random.rows(choice.nextInt(30), 400);
            dataset.upsert(random.shuffled(puts), "");
            rows.putAll(puts);
            List<Long> gone =
                    rows.keySet().stream().filter(key -> choice.nextInt(9) == 0).toList();
            dataset.delete(gone, "");
            rows.keySet().removeAll(gone);
            update(dataset, rows, random, choice);
        }
        assertThat(dataset.head().tableId())
                .isEqualTo(Stores.small()
                        .dataset("at-once")
                        .keyedBy("id")
                        .commit(random.inOrder(rows), "")
                        .tableId());
    }

    private static void update(Dataset dataset, TreeMap<Long, Object[]> rows, RandomRows random, Random choice) {
        int text = RandomRows.ALL_TYPES.indexOf("text");
        int level = RandomRows.ALL_TYPES.indexOf("level");
        Schema some = Schema.of(
                RandomRows.ALL_TYPES.column(level), RandomRows.ALL_TYPES.column(0), RandomRows.ALL_TYPES.column(text));
        Columns.Builder cells = Columns.builder(some);
        rows.forEach((key, row) -> {
            if (choice.nextInt(5) == 0) {
                row[level] = random.value(RandomRows.ALL_TYPES.column(level));
                row[text] = random.value(RandomRows.ALL_TYPES.column(text));
                cells.row(row[level], key, row[text]);
            }
        });
        dataset.update(cells.build(), "");
    }

    @Test
    void anUpdateChangesTheGivenColumnsOfTheGivenRowsAndNothingElse() {
        Snapshot before = pets.commit(pets(row(1, "Tom", "cat"), row(2, "Rex", "cat"), row(3, "Ada", "cat")), "");
        Schema labels = Schema.of(Column.of("kind", ColumnType.category("dog")), Column.of("id", ColumnType.INT32));
        assertThatThrownBy(
                        () -> pets.update(Columns.builder(labels).row("dog", 2).build(), ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is [id: int32]");
        Schema fitting = Schema.of(labels.column("kind"), Column.of("id", ColumnType.INT64));
        Snapshot after = pets.update(Columns.builder(fitting).row("dog", 2L).build(), "relabelled");
        assertThat(before.diff(after).changed().toString()).isEqualTo("[2: kind cat -> dog]");
    }

    @Test
    void everyKeyThatNamesNoRowIsReportedAndNothingIsChanged() {
        Snapshot head = pets.commit(pets(row(1, "Tom", "cat"), row(2, "Rex", "cat")), "");
        assertThatThrownBy(() -> pets.delete(List.of(7, 1, 9), ""))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.findings()).extracting(Finding::place).containsExactly("id 7", "id 9"));
        Schema labels = Schema.of(PETS.column("id"), PETS.column("kind"));
        Columns unknown = Columns.builder(labels)
                .row(5L, "dog")
                .row(1L, "dog")
                .row(4L, "dog")
                .build();
        assertThatThrownBy(() -> pets.update(unknown, ""))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.findings()).extracting(Finding::place).containsExactly("id 4", "id 5"));
        Columns strange = Columns.builder(Schema.of(PETS.column("id"), Column.of("knd", ColumnType.TEXT)))
                .row(1L, "x")
                .build();
        assertThatThrownBy(() -> pets.update(strange, "")).hasMessageContaining("column knd");
        assertThatThrownBy(() -> pets.upsert(pets(row(5, "a", "cat"), row(5, "b", "cat")), ""))
                .hasMessageContaining("rows 0, 1");
        assertThat(pets.head().id()).isEqualTo(head.id());
        assertThatThrownBy(() -> Stores.small().dataset("nothing").delete(List.of(1L), ""))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void twoWhoChangeDifferentCellsOfOneRowAreBothHeard() {
        Snapshot start = pets.commit(pets(row(1, "Tom", "cat"), row(2, "Rex", "cat")), "");
        pets.basedOn(start).commit(pets(row(1, "Tim", "cat"), row(2, "Rex", "cat")), "");
        Snapshot merged = pets.basedOn(start).commit(pets(row(1, "Tom", "dog"), row(2, "Rex", "dog")), "");
        assertThat(merged.collect()).isEqualTo(pets(row(1, "Tim", "dog"), row(2, "Rex", "dog")));
        assertThatThrownBy(() -> pets.basedOn(start).commit(pets(row(1, "Tam", "dog"), row(2, "Rex", "cat")), ""))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("in name");
    }

    @Test
    void keysThatRiseAtFirstAndThenDoNotAreSortedAndRepeatedOnesNamed() {
        List<Columns> blocks = new ArrayList<>();
        for (long from : new long[] {0, 100, 200, 50, 300}) {
            Columns.Builder rows = Columns.builder(PETS);
            for (long id = from; id < from + 50; id++) {
                rows.row(id, null, "cat");
            }
            blocks.add(rows.build());
        }
        Columns all = Columns.concat(PETS, blocks);
        Snapshot snapshot = pets.commit(new Blocked(PETS, blocks), "");
        assertThat(snapshot.tableId())
                .isEqualTo(Stores.small()
                        .dataset("x")
                        .keyedBy("id")
                        .commit(all, "")
                        .tableId());
        blocks.add(pets(row(120, "again", "cat")));
        assertThatThrownBy(() -> pets.commit(new Blocked(PETS, blocks), ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("rows 70, 250")
                .hasMessageContaining("key id is 120");
    }

    @Test
    void equalColumnsOfWhichOneIsPersonalKeepTheirOwnSketches() {
        DatasetStore store = Stores.small();
        Schema schema = Schema.of(
                Column.of("id", ColumnType.INT64),
                Column.of("shown", ColumnType.TEXT),
                Column.of("hidden", ColumnType.TEXT).asPersonal(),
                Column.of("age", ColumnType.INT32));
        Columns.Builder rows = Columns.builder(schema);
        for (long id = 0; id < 100; id++) {
            rows.row(id, "same " + id, "same " + id, 1);
        }
        Dataset people = store.dataset("people").keyedBy("id");
        people.commit(rows.build(), "");
        Schema cells = Schema.of(schema.column("id"), schema.column("age"));
        people.update(Columns.builder(cells).row(7L, 2).row(50L, 2).build(), "");
        assertThat(store.verify().damages()).isEmpty();
    }

    @Test
    void aRowIsFoundByItsPlace() {
        Snapshot snapshot = pets.commit(pets(row(7, "Tom", "cat"), row(2, "Rex", "cat")), "");
        assertThat(snapshot.row(1)).isEqualTo(pets(row(7, "Tom", "cat")));
        assertThatThrownBy(() -> snapshot.row(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void thousandEditsStoreTheirLeavesAndTheWayToTheTop() {
        MemoryBlobs blobs = new MemoryBlobs();
        Dataset dataset = Stores.withLeaves(blobs, 16).dataset("pets").keyedBy("id");
        Columns.Builder rows = Columns.builder(PETS);
        for (long id = 0; id < 30_000; id++) {
            rows.row(id, "pet " + id, "cat");
        }
        dataset.commit(rows.build(), "");
        long before = size(blobs);
        Columns.Builder labels = Columns.builder(Schema.of(PETS.column("id"), PETS.column("kind")));
        for (long id = 0; id < 30_000; id += 3_000) {
            labels.row(id, "dog");
        }
        dataset.update(labels.build(), "");
        assertThat(size(blobs) - before).isLessThan(before / 20);
        assertThat(dataset.head().diff(dataset.at("~1")).changesByColumn()).isEqualTo(Map.of("kind", 10L));
    }

    private static long size(MemoryBlobs blobs) {
        return blobs.keys().stream().mapToLong(key -> blobs.bytes(key).length).sum();
    }

    private static Object[] row(Object... values) {
        return values;
    }

    private static Columns pets(Object[]... rows) {
        return RandomRows.table(PETS, List.of(rows));
    }
}
