package io.mlstack.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.ConflictException;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.MlstackException;
import io.mlstack.api.error.NotFoundException;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DatasetTest {

    private static final Schema PETS = Schema.of(
            Column.of("id", ColumnType.INT64),
            Column.of("name", ColumnType.TEXT).asNullable(),
            Column.of("kind", ColumnType.category("cat", "dog")));

    @Property(tries = 60)
    void equalRowsGiveTheSameTableWhateverTheOrderInWhichTheyCame(
            @ForAll long seed, @ForAll @IntRange(max = 150) int rows) {
        RandomRows random = new RandomRows(seed, RandomRows.ALL_TYPES);
        TreeMap<Long, Object[]> wanted = random.rows(rows, 400);
        Snapshot atOnce = Stores.small().dataset("a").keyedBy("id").commit(random.shuffled(wanted), "");

        Dataset grown = Stores.small().dataset("b").keyedBy("id");
        grown.commit(random.shuffled(random.edited(wanted, 400)), "");
        List<Long> half = wanted.keySet().stream().filter(key -> key % 2 == 0).toList();
        TreeMap<Long, Object[]> evens = new TreeMap<>(wanted);
        evens.keySet().retainAll(half);
        Snapshot snapshot = grown.commit(random.shuffled(evens), "");
        TreeMap<Long, Object[]> odds = new TreeMap<>(wanted);
        half.forEach(odds::remove);
        List<Object[]> parts = new ArrayList<>(odds.values());
        for (int from = 0; from < parts.size(); from += 7) {
            snapshot = grown.append(
                    RandomRows.table(RandomRows.ALL_TYPES, parts.subList(from, Math.min(from + 7, parts.size()))), "");
        }

        assertThat(snapshot.tableId()).isEqualTo(atOnce.tableId());
        assertThat(snapshot.collect()).isEqualTo(random.inOrder(wanted));
    }

    @Property(tries = 40)
    void concurrentChangesOfDifferentRowsAreBothKept(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int rows) {
        RandomRows random = new RandomRows(seed, RandomRows.ALL_TYPES);
        TreeMap<Long, Object[]> base = random.rows(rows, 200);
        Dataset dataset = Stores.small().dataset("pets").keyedBy("id");
        Snapshot start = dataset.commit(random.inOrder(base), "");
        TreeMap<Long, Object[]> theirs = new TreeMap<>(base);
        TreeMap<Long, Object[]> ours = new TreeMap<>(base);
        TreeMap<Long, Object[]> both = new TreeMap<>(base);
        LongStream.range(0, 200).filter(key -> (seed >>> (key % 61) & 3) == 0).forEach(key -> {
            Object[] row = random.row(key);
            (key % 2 == 0 ? theirs : ours).put(key, row);
            both.put(key, row);
        });
        LongStream.range(0, 200).filter(key -> (seed >>> (key % 59) & 7) == 1).forEach(key -> {
            (key % 2 == 0 ? theirs : ours).remove(key);
            both.remove(key);
        });
        dataset.commit(random.inOrder(theirs), "");
        Snapshot merged = dataset.basedOn(start).commit(random.inOrder(ours), "");

        assertThat(merged.collect()).isEqualTo(random.inOrder(both));
        assertThat(merged.tableId())
                .isEqualTo(Stores.small()
                        .dataset("x")
                        .keyedBy("id")
                        .commit(random.inOrder(both), "")
                        .tableId());
    }

    @Test
    void theSameRowChangedByBothIsAConflictThatNamesTheKeyAndWritesNothing() {
        Dataset dataset = Stores.small().dataset("pets").keyedBy("id");
        Snapshot start = dataset.commit(pets(row(1, "Tom", "cat"), row(2, "Rex", "dog"), row(3, "Ada", "cat")), "");
        Snapshot head = dataset.commit(pets(row(1, "Tim", "cat"), row(2, "Rex", "dog")), "");
        assertThatThrownBy(() -> dataset.basedOn(start)
                        .commit(pets(row(1, "Tam", "cat"), row(2, "Rox", "dog"), row(3, "Eva", "cat")), ""))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        e -> assertThat(e.findings())
                                .extracting(finding -> finding.place() + " " + finding.message())
                                .containsExactly(
                                        "id 1 differs between this change and the newest version in name",
                                        "id 3 is changed here and removed in the newest version"));
        assertThat(dataset.head().id()).isEqualTo(head.id());
        // The same change twice is no conflict.
        Snapshot again = dataset.basedOn(start).commit(pets(row(1, "Tim", "cat"), row(2, "Rex", "dog")), "");
        assertThat(again.id()).isEqualTo(head.id());
    }

    @Test
    void equalContentMakesNoVersionButAnOlderContentDoes() {
        Dataset dataset = Stores.small().dataset("pets").keyedBy("id");
        Snapshot first = dataset.commit(pets(row(1, "Tom", "cat"), row(2, "Rex", "dog")), "one");
        assertThat(dataset.commit(pets(row(2, "Rex", "dog"), row(1, "Tom", "cat")), "again")
                        .id())
                .isEqualTo(first.id());
        dataset.commit(pets(row(1, "Tom", "cat")), "two");
        Snapshot back = dataset.commit(pets(row(1, "Tom", "cat"), row(2, "Rex", "dog")), "back");
        assertThat(back.tableId()).isEqualTo(first.tableId());
        assertThat(back.id()).isNotEqualTo(first.id());
        assertThat(dataset.log()).extracting(CommitInfo::message).containsExactly("back", "two", "one");
        assertThat(dataset.log()).extracting(CommitInfo::number).containsExactly(3L, 2L, 1L);
        assertThat(dataset.log().get(0).author()).isEqualTo("ana");
        assertThat(dataset.log().get(0).at()).isEqualTo(Stores.NOON);
    }

    @Test
    void everyRowWithoutAKeyOrWithAKeyThatIsTakenIsReported() {
        Schema loose = Schema.of(Column.of("id", ColumnType.TEXT).asNullable());
        Dataset dataset = Stores.small().dataset("pets").keyedBy("id");
        Columns missing = Columns.builder(loose)
                .row("a")
                .row((Object) null)
                .row("b")
                .row((Object) null)
                .build();
        assertThatThrownBy(() -> dataset.commit(missing, ""))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.findings()).extracting(Finding::place).containsExactly("row 1", "row 3"));
        Columns repeated = Columns.builder(loose)
                .row("b")
                .row("a")
                .row("b")
                .row("c")
                .row("a")
                .row("b")
                .build();
        assertThatThrownBy(() -> dataset.commit(repeated, ""))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.findings())
                                .extracting(f -> f.place() + ": " + f.message())
                                .containsExactly(
                                        "rows 1, 4: key id is a in all of them",
                                        "rows 0, 2, 5: key id is b in all of them"));
        assertThat(dataset.isEmpty()).isTrue();
    }

    @Test
    void aPersonalKeyIsNotShownInErrors() {
        Schema people = Schema.of(Column.of("mail", ColumnType.TEXT).asPersonal());
        Dataset dataset = Stores.small().dataset("people").keyedBy("mail");
        Columns twice = Columns.builder(people).row("ana@x").row("ana@x").build();
        assertThatThrownBy(() -> dataset.commit(twice, ""))
                .hasMessageContaining("rows 0, 1")
                .message()
                .doesNotContain("ana@x");
        dataset.commit(Columns.builder(people).row("ana@x").build(), "");
        assertThatThrownBy(() ->
                        dataset.append(Columns.builder(people).row("ana@x").build(), ""))
                .message()
                .doesNotContain("ana@x");
    }

    @Test
    void aKeyThatDoesNotExistOrCannotBeOneOrIsAnotherOneIsRefused() {
        DatasetStore store = Stores.small();
        Columns rows = pets(row(1, "Tom", "cat"));
        assertThatThrownBy(() -> store.dataset("pets").keyedBy("idd").commit(rows, ""))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("did you mean \"id\"");
        Columns floats = Columns.builder(Schema.of(Column.of("x", ColumnType.FLOAT64)))
                .row(1.5)
                .build();
        assertThatThrownBy(() -> store.dataset("pets").keyedBy("x").commit(floats, ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("float64 cannot be a key");
        store.dataset("pets").keyedBy("id").commit(rows, "");
        assertThatThrownBy(() -> store.dataset("pets").keyedBy("name").commit(rows, ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is keyed by id, not by name");
        Schema text = Schema.of(Column.of("id", ColumnType.TEXT));
        assertThatThrownBy(() -> store.dataset("pets")
                        .commit(Columns.builder(text).row("1").build(), ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the keys of the dataset are int64");
    }

    @Test
    void rowsAreFoundByTheirKeyOfWhateverType() {
        DatasetStore store = Stores.small();
        Schema schema = Schema.of(
                Column.of("number", ColumnType.INT32),
                Column.of("text", ColumnType.TEXT),
                Column.of("day", ColumnType.DATE),
                Column.of("price", ColumnType.decimal(6, 2)),
                Column.of("level", ColumnType.category("b", "a")));
        Columns.Builder rows = Columns.builder(schema);
        for (int i = 0; i < 100; i++) {
            rows.row(i, "t" + i, LocalDate.ofEpochDay(i), BigDecimal.valueOf(i, 2), "a");
        }
        Columns table = rows.build();
        List<Object> keys = List.of(42, "t42", LocalDate.ofEpochDay(42), BigDecimal.valueOf(42, 2));
        for (int i = 0; i < keys.size(); i++) {
            Snapshot snapshot =
                    store.dataset("by-" + i).keyedBy(schema.column(i).name()).commit(table, "");
            assertThat(snapshot.get(keys.get(i)).orElseThrow().value(0, "number"))
                    .isEqualTo(42);
        }
        Columns one = Columns.builder(schema)
                .row(1, "x", LocalDate.EPOCH, BigDecimal.ONE, "a")
                .build();
        Snapshot byLevel = store.dataset("by-level").keyedBy("level").commit(one, "");
        assertThat(byLevel.get("a")).isPresent();
        assertThat(byLevel.get("nothing")).isEmpty();
        assertThatThrownBy(() -> byLevel.get(7)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void blocksAreTheLeavesInKeyOrder() {
        Columns.Builder rows = Columns.builder(PETS);
        LongStream.range(0, 500).forEach(i -> rows.row((i * 7919) % 500, "pet", "cat"));
        Snapshot snapshot = Stores.small().dataset("pets").keyedBy("id").commit(rows.build(), "");
        int count = 0;
        long last = -1;
        try (Blocks blocks = snapshot.blocks()) {
            for (Columns block = blocks.next(); block != null; block = blocks.next()) {
                count++;
                for (int row = 0; row < block.rows(); row++) {
                    assertThat((Long) block.value(row, 0)).isEqualTo(++last);
                }
            }
        }
        assertThat(last).isEqualTo(499);
        assertThat(count).isBetween(20, 150);
        assertThat(snapshot.rowCount()).hasValue(500);
    }

    @Test
    void appendTakesRowsThatFitTheSchemaAndNamesEveryColumnThatDoesNot() {
        Dataset dataset = Stores.small().dataset("pets").keyedBy("id");
        dataset.commit(pets(row(1, null, "cat")), "");
        Schema other = Schema.of(
                Column.of("kind", ColumnType.category("dog")),
                Column.of("id", ColumnType.INT64).asNullable(),
                Column.of("name", ColumnType.TEXT));
        Snapshot two =
                dataset.append(Columns.builder(other).row("dog", 2, "Rex").build(), "");
        assertThat(two.schema()).isEqualTo(PETS);
        assertThat(two.get(2).orElseThrow().text(0, 2)).isEqualTo("dog");
        Schema wrong = Schema.of(
                Column.of("id", ColumnType.INT64),
                Column.of("nam", ColumnType.TEXT),
                Column.of("kind", ColumnType.category("bird")));
        assertThatThrownBy(() -> dataset.append(
                        Columns.builder(wrong).row(3, "x", "bird").build(), ""))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.findings())
                                .extracting(Finding::place)
                                .containsExactly("column nam", "column name", "column kind"));
        assertThatThrownBy(() -> dataset.append(pets(row(1, "x", "cat"), row(2, "x", "cat"), row(9, "x", "cat")), ""))
                .isInstanceOfSatisfying(
                        MlstackException.class,
                        e -> assertThat(e.findings()).extracting(Finding::place).containsExactly("id 1", "id 2"));
    }

    @Test
    void anEmptyTableIsAVersionToo() {
        Dataset dataset = Stores.small().dataset("pets").keyedBy("id");
        Snapshot empty = dataset.commit(pets(), "");
        assertThat(empty.collect().rows()).isZero();
        assertThat(empty.get(1)).isEmpty();
        Snapshot one = dataset.append(pets(row(1, "Tom", "cat")), "");
        assertThat(empty.diff(one).added().rows()).isOne();
        assertThat(dataset.commit(pets(), "").tableId()).isEqualTo(empty.tableId());
    }

    @Test
    void aSplitBearsTheNameOfTheRowsSoThatItDoesNotDependOnWhoCommittedThemWhen() {
        Problem problem = Problem.binary("pets", "kind", "dog");
        List<Object[]> rows = new ArrayList<>();
        LongStream.range(0, 200).forEach(i -> rows.add(row(i, "pet", i % 3 == 0 ? "dog" : "cat")));
        Snapshot ana = Stores.small().dataset("pets").keyedBy("id").commit(RandomRows.table(PETS, rows), "a");
        Snapshot bob = Stores.small().as("bob").dataset("b").keyedBy("id").commit(RandomRows.table(PETS, rows), "b");
        assertThat(ana.id()).isNotEqualTo(bob.id());
        assertThat(ana.split(problem).snapshotId()).isEqualTo(ana.tableId().hex());
        assertThat(ana.split(problem).toJson()).isEqualTo(bob.split(problem).toJson());
    }

    @Test
    void relabellingStoresThePagesOfThatColumnOnly() {
        MemoryBlobs blobs = new MemoryBlobs();
        Dataset dataset = Stores.withLeaves(blobs, 64).dataset("pets").keyedBy("id");
        List<Object[]> rows = new ArrayList<>();
        LongStream.range(0, 5000).forEach(i -> rows.add(row(i, "a long name of pet number " + i, "cat")));
        dataset.commit(RandomRows.table(PETS, rows), "");
        long before = size(blobs);
        rows.replaceAll(row -> row(row[0], row[1], "dog"));
        dataset.commit(RandomRows.table(PETS, rows), "");
        long relabelled = size(blobs) - before;
        rows.set(100, row(100, "a name", "dog"));
        dataset.commit(RandomRows.table(PETS, rows), "");
        long edited = size(blobs) - before - relabelled;
        assertThat(relabelled).isLessThan(before / 3);
        assertThat(edited).isLessThan(before / 20);
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
