package io.mlstack.data.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.table.Blocks;
import io.mlstack.api.table.BytesVector;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.LongVector;
import io.mlstack.api.table.Schema;
import io.mlstack.data.store.Dataset;
import io.mlstack.data.store.MemoryBlobs;
import io.mlstack.data.store.Snapshot;
import io.mlstack.data.store.Stores;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LeafCutTest {

    private static final Schema IDS = Schema.of(Column.of("id", ColumnType.INT64));

    @Test
    void leavesHaveTheTargetOnAverage() {
        KeyVector keys = keys(LongStream.range(0, 1_000_000).toArray());
        int ends = 0;
        for (int row = 0; row < keys.size(); row++) {
            ends += new LeafCut(1000).endsAfter(keys.hash(row), 1) ? 1 : 0;
        }
        assertThat(ends).isBetween(900, 1100);
    }

    @Test
    void aLeafEndsAfterEightTimesTheTargetAtTheLatest() {
        assertThat(new LeafCut(10).endsAfter(-1, 79)).isFalse();
        assertThat(new LeafCut(10).endsAfter(-1, 80)).isTrue();
        assertThat(new LeafCut(10).endsAfter(0, 1)).isTrue();
        assertThatThrownBy(() -> new LeafCut(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The hard case: keys none of which ends a leaf, so that every end is a forced one and moves with each insertion. */
    @Property(tries = 30)
    void forcedEndsDependOnTheKeysOnlyToo(@ForAll long seed) {
        LeafCut cut = new LeafCut(2);
        List<Long> stubborn = new ArrayList<>();
        for (long id = 0; stubborn.size() < 120; id++) {
            if (!cut.endsAfter(keys(id).hash(0), 1) || id % 17 == 0) {
                stubborn.add(id);
            }
        }
        Snapshot atOnce = dataset().commit(rows(stubborn), "");
        List<Long> order = new ArrayList<>(stubborn);
        Collections.shuffle(order, new Random(seed));
        Dataset grown = dataset();
        Snapshot last = null;
        for (int from = 0; from < order.size(); from += 11) {
            last = grown.append(rows(order.subList(from, Math.min(from + 11, order.size()))), "");
        }
        assertThat(last.tableId()).isEqualTo(atOnce.tableId());
        assertThat(longestBlock(atOnce)).isEqualTo(16);
    }

    @Test
    void keysHaveTheHashesTheyAlwaysHad() {
        assertThat(keys(0, 1, -1).hash(0)).isEqualTo(0xE220A8397B1DCDAFL);
        assertThat(KeyVector.of(Column.of("k", ColumnType.TEXT), BytesVector.of("", "a"))
                        .hash(1))
                .isEqualTo(0x02C0BDBF481420F8L);
    }

    private static Dataset dataset() {
        return Stores.withLeaves(new MemoryBlobs(), 2).dataset("ids").keyedBy("id");
    }

    private static KeyVector keys(long... ids) {
        return KeyVector.of(IDS.column(0), LongVector.of(ids));
    }

    private static Columns rows(List<Long> ids) {
        return Columns.of(
                IDS, List.of(LongVector.of(ids.stream().mapToLong(id -> id).toArray())));
    }

    private static int longestBlock(Snapshot snapshot) {
        int longest = 0;
        try (Blocks blocks = snapshot.blocks()) {
            for (Columns block = blocks.next(); block != null; block = blocks.next()) {
                longest = Math.max(longest, block.rows());
            }
        }
        return longest;
    }
}
