package io.mlstack.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.table.Columns;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Of {@link Columns.Builder}; here because the random rows of every type are. */
class AppendedRangesTest {

    @Property(tries = 100)
    void rangesOfABlockAreItsRowsOneAfterTheOther(
            @ForAll long seed, @ForAll @IntRange(max = 200) int a, @ForAll @IntRange(max = 200) int b) {
        RandomRows random = new RandomRows(seed, RandomRows.ALL_TYPES);
        Columns rows = random.inOrder(random.rows(200, 1_000_000));
        int from = Math.min(Math.min(a, b), rows.rows());
        int to = Math.min(Math.max(a, b), rows.rows());
        Columns.Builder builder = Columns.builder(rows.schema());
        builder.append(rows, from, to).append(rows, 0, from).append(rows, to, rows.rows());
        int[] order = new int[rows.rows()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i < to - from ? from + i : i < to ? i - (to - from) : i;
        }
        assertThat(builder.build()).isEqualTo(rows.take(order));
    }

    @Test
    void aRangeOutsideTheBlockAddsNothing() {
        RandomRows random = new RandomRows(1, RandomRows.ALL_TYPES);
        Columns rows = random.inOrder(random.rows(5, 10));
        Columns.Builder builder = Columns.builder(rows.schema());
        assertThatThrownBy(() -> builder.append(rows, 0, rows.rows() + 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(builder.rows()).isZero();
    }
}
