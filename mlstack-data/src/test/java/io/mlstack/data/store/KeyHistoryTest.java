package io.mlstack.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KeyHistoryTest {

    private static final Schema PETS = Schema.of(Column.of("id", ColumnType.INT64), Column.of("age", ColumnType.INT32));

    @Property(tries = 12)
    void theHistoryOfARowIsWhatReadingEveryVersionTells(@ForAll long seed) {
        RandomRows random = new RandomRows(seed, PETS);
        Random choice = new Random(seed);
        Dataset dataset = Stores.small().dataset("pets").keyedBy("id");
        TreeMap<Long, Object[]> rows = random.rows(60, 80);
        dataset.commit(random.inOrder(rows), "");
        for (int i = 0; i < 8; i++) {
            rows = choice.nextBoolean() ? random.edited(rows, 80) : new TreeMap<>(rows);
            rows.put(choice.nextLong(80), random.row(0));
            rows.forEach((key, row) -> row[0] = key);
            dataset.commit(random.inOrder(rows), "");
        }
        for (long key = 0; key < 80; key += 7) {
            assertThat(dataset.history(key)).isEqualTo(bruteForce(dataset, key));
        }
    }

    private static List<RowVersion> bruteForce(Dataset dataset, long key) {
        List<RowVersion> changes = new ArrayList<>();
        Optional<Columns> before = Optional.empty();
        List<CommitInfo> log = new ArrayList<>(dataset.log());
        for (int i = log.size() - 1; i >= 0; i--) {
            Optional<Columns> row = dataset.at(log.get(i).id().hex()).get(key);
            if (!row.equals(before)) {
                changes.add(0, new RowVersion(log.get(i), row));
            }
            before = row;
        }
        return changes;
    }

    @Test
    void whoAddedChangedAndRemovedARowIsTold() {
        Dataset dataset = Stores.small().dataset("pets").keyedBy("id");
        dataset.commit(Columns.builder(PETS).row(1L, 5).row(2L, 6).build(), "first");
        dataset.upsert(Columns.builder(PETS).row(2L, 7).build(), "birthday");
        dataset.append(Columns.builder(PETS).row(3L, 1).build(), "another one");
        dataset.delete(List.of(2), "gone");
        assertThat(dataset.history(2))
                .extracting(version -> version.commit().message())
                .containsExactly("gone", "birthday", "first");
        assertThat(dataset.history(2).get(0).toString()).startsWith("removed by ");
        assertThat(dataset.history(9)).isEmpty();
    }
}
