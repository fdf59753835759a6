package io.mlstack.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowNumbersTest {

    private static final Schema NOTES = Schema.of(Column.of("note", ColumnType.TEXT));

    @Test
    void rowsWithoutAKeyGetRisingNumbersThatAreNeverGivenTwice() {
        Dataset dataset = Stores.small().dataset("notes");
        Snapshot one = dataset.commit(SmallStore.notes("a", "b", "c"), "");
        assertThat(one.key()).isEqualTo("_row");
        assertThat(numbers(one)).containsExactly(0L, 1L, 2L);
        assertThat(numbers(dataset.commit(SmallStore.notes("a", "b"), ""))).containsExactly(0L, 1L);
        Snapshot three = dataset.append(SmallStore.notes("d"), "");
        assertThat(numbers(three)).containsExactly(0L, 1L, 3L);
        Schema withNumbers = Schema.of(Column.of("_row", ColumnType.INT64).asNullable(), NOTES.column("note"));
        Columns edited = Columns.builder(withNumbers)
                .row(3L, "D")
                .row(null, "new")
                .row(0L, "a")
                .build();
        Snapshot four = dataset.commit(edited, "");
        assertThat(numbers(four)).containsExactly(0L, 3L, 4L);
        assertThat(three.diff(four).toString()).contains("1 row added, 1 removed, 1 changed");
    }

    @Test
    void aFileWithoutNumbersIsAlignedWithTheLastVersion() {
        Dataset dataset = Stores.small().dataset("notes");
        Snapshot one = dataset.commit(SmallStore.notes("a", "b", "c", "d", "e"), "");
        Snapshot two = dataset.commit(SmallStore.notes("a", "B", "c", "d", "e"), "");
        assertThat(one.diff(two).changed().toString()).isEqualTo("[1: note b -> B]");
        Snapshot three = dataset.commit(SmallStore.notes("a", "B", "x", "c", "d", "e"), "");
        assertThat(two.diff(three).toString()).contains("1 row added, 0 removed, 0 changed");
        assertThat(numbers(three)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        Snapshot four = dataset.commit(SmallStore.notes("a", "d", "e", "x"), "");
        assertThat(four.rowCount()).hasValue(4);
    }

    @Test
    void theLoserOfARaceRenumbersTheRowsThatNobodyHasSeenYet() {
        Dataset dataset = Stores.small().dataset("notes");
        Snapshot start = dataset.commit(SmallStore.notes("a"), "");
        dataset.append(SmallStore.notes("b", "c"), "");
        Snapshot merged = dataset.basedOn(start).append(SmallStore.notes("d", "e"), "");
        assertThat(numbers(merged)).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(merged.collect().text(3, 1)).isEqualTo("d");
        assertThat(numbers(dataset.append(SmallStore.notes("f"), ""))).contains(5L);
    }

    private static List<Long> numbers(Snapshot snapshot) {
        Columns rows = snapshot.collect();
        List<Long> numbers = new ArrayList<>();
        for (int row = 0; row < rows.rows(); row++) {
            numbers.add((Long) rows.value(row, "_row"));
        }
        return numbers;
    }
}
