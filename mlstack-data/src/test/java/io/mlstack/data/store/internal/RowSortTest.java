package io.mlstack.data.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.blob.FileBlobStore;
import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.Schema;
import io.mlstack.data.store.RandomRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowSortTest {

    private static final Schema TEXTS =
            Schema.of(Column.of("key", ColumnType.TEXT), Column.of("position", ColumnType.INT64));

    @TempDir
    Path folder;

    @Test
    void rowsOfEveryTypeComeInTheOrderOfTheirKeysWhetherTheyFitInMemoryOrNot() {
        RandomRows random = new RandomRows(7, RandomRows.ALL_TYPES);
        TreeMap<Long, Object[]> rows = random.rows(600, 100_000);
        for (long heap : new long[] {1 << 30, 20_000, 500}) {
            assertThat(sorted(random.shuffled(rows), 0, heap, Findings.collect()))
                    .isEqualTo(random.inOrder(rows));
        }
    }

    @Test
    void aHundredRunsAreMergedInTwoPasses() throws IOException {
        Columns rows = texts(20_000, 1_000_000_000);
        Findings findings = Findings.collect();
        Columns sorted = sorted(rows, 0, 2_000, findings);
        List<String> keys = new ArrayList<>();
        for (int row = 0; row < rows.rows(); row++) {
            keys.add(rows.text(row, 0));
        }
        List<String> expected = keys.stream().distinct().sorted().toList();
        assertThat(sorted.rows()).isEqualTo(expected.size());
        for (int row = 0; row < sorted.rows(); row++) {
            assertThat(sorted.text(row, 0)).isEqualTo(expected.get(row));
        }
        try (Stream<Path> left = Files.list(folder.resolve("staging"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void everyRepeatedKeyIsReportedOnceWithItsRowsAndTheFirstRowIsDelivered() {
        for (long heap : new long[] {1 << 30, 3_000, 300}) {
            Columns rows = texts(2_000, 3_000);
            Findings findings = Findings.upTo(10_000);
            Columns sorted = sorted(rows, 1, heap, findings);
            TreeMap<String, List<Long>> positions = new TreeMap<>();
            for (int row = 0; row < rows.rows(); row++) {
                positions
                        .computeIfAbsent(rows.text(row, 0), key -> new ArrayList<>())
                        .add((long) row);
            }
            assertThat(sorted.rows()).isEqualTo(positions.size());
            int at = 0;
            List<String> expected = new ArrayList<>();
            for (Map.Entry<String, List<Long>> entry : positions.entrySet()) {
                assertThat(sorted.value(at++, 1)).isEqualTo(entry.getValue().get(0));
                if (entry.getValue().size() > 1) {
                    expected.add("rows "
                            + entry.getValue().stream().map(String::valueOf).collect(Collectors.joining(", ")));
                }
            }
            assertThat(findings.list()).extracting(Finding::place).isEqualTo(expected);
        }
    }

    private Columns sorted(Columns rows, int slices, long heap, Findings findings) {
        try (RowSort sort = new RowSort(rows.schema(), 0, Scratch.in(FileBlobStore.open(folder)), heap)) {
            int step = slices == 0 ? 37 : 11;
            for (int from = 0; from < rows.rows(); from += step) {
                sort.add(rows.slice(from, Math.min(from + step, rows.rows())), from);
            }
            List<Columns> blocks = new ArrayList<>();
            RowSort.Sorted sorted = sort.sorted(findings);
            for (Columns block = sorted.next(); block != null; block = sorted.next()) {
                if (slices > 0) {
                    assertThat(block.value(0, 1)).isEqualTo(sorted.position(0));
                }
                blocks.add(block);
            }
            return Columns.concat(rows.schema(), blocks);
        }
    }

    private static Columns texts(int count, int bound) {
        Random random = new Random(3);
        Columns.Builder rows = Columns.builder(TEXTS);
        for (int i = 0; i < count; i++) {
            rows.row("key-" + random.nextInt(bound), (long) i);
        }
        return rows.build();
    }
}
