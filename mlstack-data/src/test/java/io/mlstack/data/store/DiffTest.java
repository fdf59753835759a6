package io.mlstack.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DiffTest {

    private static final Schema PETS = Schema.of(
            Column.of("id", ColumnType.INT64),
            Column.of("name", ColumnType.TEXT).asNullable(),
            Column.of("kind", ColumnType.category("cat", "dog")));

    @Property(tries = 60)
    void aDiffAppliedToTheEarlierVersionGivesTheLaterOne(@ForAll long seed, @ForAll @IntRange(max = 120) int rows) {
        RandomRows random = new RandomRows(seed, RandomRows.ALL_TYPES);
        TreeMap<Long, Object[]> before = random.rows(rows, 300);
        TreeMap<Long, Object[]> after = random.edited(before, 300);
        Dataset dataset = Stores.small().dataset("pets").keyedBy("id");
        Snapshot a = dataset.commit(random.shuffled(before), "a");
        Snapshot b = dataset.commit(random.shuffled(after), "b");

        assertThat(applied(a.diff(b), a.collect())).isEqualTo(b.collect());
        assertThat(applied(b.diff(a), b.collect())).isEqualTo(a.collect());
        assertThat(b.collect()).isEqualTo(random.inOrder(after));
        assertThat(a.diff(b).isEmpty()).isEqualTo(a.tableId().equals(b.tableId()));
    }

    @Test
    void rowsAndCellsAreNamedWithOldAndNewValues() {
        Dataset dataset = Stores.small().dataset("pets").keyedBy("id");
        Snapshot a = dataset.commit(pets(row(1, "Tom", "cat"), row(2, "Rex", "cat"), row(3, null, "dog")), "");
        Snapshot b = dataset.commit(pets(row(1, "Tom", "cat"), row(2, "Rex", "dog"), row(4, "Ada", "cat")), "");
        Diff diff = a.diff(b);

        assertThat(diff.added().value(0, "id")).isEqualTo(4L);
        assertThat(diff.removed().value(0, "id")).isEqualTo(3L);
        assertThat(diff.changed())
                .containsExactly(new RowChange(
                        PETS.column("id"), 2L, List.of(new CellChange(PETS.column("kind"), "cat", "dog"))));
        assertThat(diff.changesByColumn()).isEqualTo(Map.of("kind", 1L));
        assertThat(diff.toString())
                .contains("1 row added, 1 removed, 1 changed (kind 1)")
                .contains("~ 2: kind cat -> dog")
                .contains("+ 4")
                .contains("- 3");
        assertThat(diff.html()).contains("<td>2</td><td>kind</td><td>cat</td><td>dog</td>");
        assertThat(a.diff(a).toString()).contains("no difference");
    }

    @Test
    void columnsAddedRemovedAndRetypedAreChangesOfTheColumnsOnly() {
        Dataset dataset = Stores.small().dataset("pets").keyedBy("id");
        Schema before = Schema.of(
                Column.of("id", ColumnType.INT32),
                Column.of("age", ColumnType.INT32),
                Column.of("kind", ColumnType.category("cat", "dog")),
                Column.of("old", ColumnType.TEXT));
        Schema after = Schema.of(
                Column.of("kind", ColumnType.category("bird", "dog", "cat")),
                Column.of("id", ColumnType.INT64),
                Column.of("new", ColumnType.TEXT),
                Column.of("age", ColumnType.FLOAT64));
        Snapshot a = dataset.commit(
                Columns.builder(before)
                        .row(1, 7, "cat", "x")
                        .row(2, 8, "dog", "x")
                        .build(),
                "");
        Snapshot b = dataset.commit(
                Columns.builder(after)
                        .row("cat", 1, "y", 7.0)
                        .row("bird", 2, "y", 8.5)
                        .build(),
                "");
        Diff diff = a.diff(b);

        assertThat(diff.columns().stream().map(ColumnChange::toString))
                .containsExactly(
                        "added new: text",
                        "kind: category(cat, dog) -> kind: category(bird, dog, cat)",
                        "id: int32 -> id: int64",
                        "age: int32 -> age: float64",
                        "removed old");
        assertThat(diff.changed()).hasSize(1);
        assertThat(diff.changed().get(0).toString()).isEqualTo("2: kind dog -> bird, age 8 -> 8.5");
        assertThat(diff.added().rows() + diff.removed().rows()).isZero();
    }

    @Test
    void aValueThatReadsTheSameInAnotherTypeDidNotChange() {
        Dataset dataset = Stores.small().dataset("pets").keyedBy("id");
        Schema before = Schema.of(
                Column.of("id", ColumnType.INT64),
                Column.of("f", ColumnType.FLOAT32),
                Column.of("g", ColumnType.FLOAT32),
                Column.of("n", ColumnType.INT64),
                Column.of("d", ColumnType.decimal(5, 2)),
                Column.of("t", ColumnType.DATE),
                Column.of("l", ColumnType.listOf(ColumnType.category("a, b", "a", "b"))),
                Column.of("i", ColumnType.tensor(2, 1)));
        Schema after = Schema.of(
                Column.of("id", ColumnType.INT64),
                Column.of("f", ColumnType.FLOAT64),
                Column.of("g", ColumnType.FLOAT64),
                Column.of("n", ColumnType.FLOAT64),
                Column.of("d", ColumnType.decimal(6, 3)),
                Column.of("t", ColumnType.TEXT),
                Column.of("l", ColumnType.listOf(ColumnType.TEXT)),
                Column.of("i", ColumnType.vector(2)));
        long odd = (1L << 53) + 1;
        LocalDate day = LocalDate.of(2026, 10, 5);
        BigDecimal half = new BigDecimal("1.50");
        float[] image = {1, 2};
        Snapshot a = dataset.commit(
                Columns.builder(before)
                        .row(1, 0.1f, 0.1f, 7, half, day, List.of("a", "b"), image)
                        .row(2, 0.1f, 0.1f, odd, half, day, List.of("a, b"), image)
                        .build(),
                "");
        Snapshot b = dataset.commit(
                Columns.builder(after)
                        .row(1, 0.1, (double) 0.1f, 7.0, half, "2026-10-05", List.of("a", "b"), image)
                        .row(2, 0.2, (double) 0.1f, (double) odd, half, "2026-10-05", List.of("a", "b"), image)
                        .build(),
                "");
        assertThat(a.diff(b).changed()).hasSize(1);
        assertThat(a.diff(b).changesByColumn().keySet()).containsExactly("f", "n", "l");
    }

    @Test
    void columnsThatSwapTheirNamesAreSeenAlthoughEveryLeafIsEqual() {
        Dataset dataset = Stores.small().dataset("pets").keyedBy("id");
        Schema straight = Schema.of(
                Column.of("id", ColumnType.INT64), Column.of("a", ColumnType.INT64), Column.of("b", ColumnType.INT64));
        Schema swapped = Schema.of(straight.column("id"), straight.column("b"), straight.column("a"));
        Snapshot one = dataset.commit(Columns.builder(straight).row(1, 10, 20).build(), "");
        Snapshot two = dataset.commit(Columns.builder(swapped).row(1, 10, 20).build(), "");
        assertThat(one.diff(two).changed().get(0).toString()).isEqualTo("1: b 20 -> 10, a 10 -> 20");
    }

    @Test
    void personalValuesAreMaskedWhereverADiffIsShown() {
        Schema people = Schema.of(
                Column.of("mail", ColumnType.TEXT).asPersonal(),
                Column.of("phone", ColumnType.TEXT).asPersonal(),
                Column.of("age", ColumnType.INT32));
        Dataset dataset = Stores.small().dataset("people").keyedBy("mail");
        Snapshot a = dataset.commit(
                Columns.builder(people)
                        .row("ana@x", "111", 3)
                        .row("bob@x", "222", 4)
                        .build(),
                "");
        Snapshot b = dataset.commit(
                Columns.builder(people)
                        .row("ana@x", "333", 5)
                        .row("eve@x", "444", 4)
                        .build(),
                "");
        Diff diff = a.diff(b);
        for (String shown : List.of(diff.toString(), diff.html(), diff.changed().toString(), b.html())) {
            assertThat(shown).contains("(personal)").doesNotContain("@x", "111", "222", "333", "444");
        }
        assertThat(diff.changed().get(0).key()).isEqualTo("ana@x");
    }

    @Test
    void versionsWithOtherKeysAreNotCompared() {
        DatasetStore store = Stores.small();
        Snapshot byId = store.dataset("a").keyedBy("id").commit(pets(row(1, "Tom", "cat")), "");
        Snapshot byName = store.dataset("b").keyedBy("name").commit(pets(row(1, "Tom", "cat")), "");
        assertThatThrownBy(() -> byId.diff(byName))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("keyed by the same column");
    }

    @Test
    void theCostFollowsTheChangeAndNotTheTable() {
        MemoryBlobs blobs = new MemoryBlobs();
        Dataset dataset = Stores.withLeaves(blobs, 64).dataset("pets").keyedBy("id");
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            rows.add(row(i, "pet " + i, i % 3 == 0 ? "cat" : "dog"));
        }
        Snapshot a = dataset.commit(RandomRows.table(PETS, rows), "");
        rows.set(777, row(777, "pet 777", "dog"));
        Snapshot b = dataset.commit(RandomRows.table(PETS, rows), "");

        long start = blobs.reads();
        assertThat(a.diff(b).changed()).hasSize(1);
        // Two leaves; the page of the keys and two pages of the column that changed; two paths of about log4(300)
        // nodes.
        assertThat(blobs.reads() - start).isLessThanOrEqualTo(6 + 2 * 6);
        start = blobs.reads();
        assertThat(a.diff(a).isEmpty()).isTrue();
        assertThat(blobs.reads()).isEqualTo(start);
    }

    private static Object[] row(Object... values) {
        return values;
    }

    private static Columns pets(Object[]... rows) {
        return RandomRows.table(PETS, List.of(rows));
    }

    /** The naive way: rows as arrays in a map by key. */
    private static Columns applied(Diff diff, Columns before) {
        TreeMap<Long, Object[]> rows = rows(before);
        rows(diff.removed()).keySet().forEach(rows::remove);
        rows.putAll(rows(diff.added()));
        for (RowChange change : diff.changed()) {
            Object[] row = rows.get((Long) change.key());
            for (CellChange cell : change.cells()) {
                row[before.schema().indexOf(cell.column().name())] = cell.after();
            }
        }
        return RandomRows.table(before.schema(), rows.values());
    }

    private static TreeMap<Long, Object[]> rows(Columns table) {
        TreeMap<Long, Object[]> rows = new TreeMap<>();
        for (int row = 0; row < table.rows(); row++) {
            Object[] values = new Object[table.schema().size()];
            for (int column = 0; column < values.length; column++) {
                values[column] = table.value(row, column);
            }
            rows.put((Long) values[0], values);
        }
        return rows;
    }
}
