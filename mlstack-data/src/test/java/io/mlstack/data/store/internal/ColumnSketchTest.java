package io.mlstack.data.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mlstack.api.table.BytesVector;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.DoubleVector;
import io.mlstack.api.table.LongVector;
import io.mlstack.api.table.Schema;
import io.mlstack.api.table.Validity;
import io.mlstack.data.store.MemoryBlobs;
import io.mlstack.data.store.RandomRows;
import io.mlstack.data.store.Stores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ColumnSketchTest {

    private static final Column LONGS = Column.of("n", ColumnType.INT64);
    private static final Column DOUBLES = Column.of("x", ColumnType.FLOAT64).asNullable();

    @Property(tries = 200)
    void radixSortIsSort(@ForAll long[] values) {
        long[] sorted = values.clone();
        OrderedBits.sort(sorted);
        long[] expected = values.clone();
        Arrays.sort(expected);
        assertThat(sorted).isEqualTo(expected);
    }

    @Property(tries = 200)
    void bitsAreOrderedAsNumbersAreAndComeBack(@ForAll double a, @ForAll double b) {
        assertThat(Integer.signum(Long.compare(OrderedBits.of(a), OrderedBits.of(b))))
                .isEqualTo(Integer.signum(Double.compare(a, b)));
        assertThat(OrderedBits.toDouble(OrderedBits.of(a))).isEqualTo(a);
    }

    /** Pages of uneven length with skewed, repeated and rising values; every bound that the sketch states must hold. */
    @Property(tries = 40)
    void everyStatedBoundHoldsForThePageAndForTheFold(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int pages) {
        Random random = new Random(seed);
        int kind = random.nextInt(4);
        List<Long> all = new ArrayList<>();
        SketchFold fold = new SketchFold(ColumnSketch.Domain.WHOLE);
        for (int page = 0; page < pages; page++) {
            long[] values = new long[1 + random.nextInt(700)];
            for (int i = 0; i < values.length; i++) {
                values[i] = switch (kind) {
                    case 0 -> random.nextLong();
                    case 1 -> (long) Math.exp(random.nextGaussian() * 3);
                    case 2 -> 1_700_000_000_000_000L + all.size();
                    default -> random.nextInt(4) == 0 ? random.nextInt(100_000) : 42;
                };
                all.add(values[i]);
            }
            fold.add(roundTrip(SketchBuilder.of(LONGS, LongVector.of(values))));
        }
        check(roundTrip(fold.result()), all);
    }

    private static void check(ColumnSketch sketch, List<Long> all) {
        long[] sorted = all.stream().mapToLong(v -> v).sorted().toArray();
        assertThat(sketch.rows()).isEqualTo(all.size());
        assertThat(sketch.least()).hasValue(sorted[0]);
        assertThat(sketch.greatest()).hasValue(sorted[sorted.length - 1]);
        assertThat(sketch.quantiles().weight()).isEqualTo(all.size());
        assertThat(sketch.rankError()).isLessThanOrEqualTo((long) Math.ceil(0.013 * all.size()) + 300);
        for (int i = 0; i < sorted.length; i += 1 + sorted.length / 97) {
            assertThat(Math.abs(sketch.quantiles().rank(sorted[i]) - rank(sorted, sorted[i])))
                    .as("error of the rank of " + sorted[i])
                    .isLessThanOrEqualTo(sketch.rankError());
        }
        Map<Long, Long> counts = new HashMap<>();
        all.forEach(value -> counts.merge(value, 1L, Long::sum));
        assertThat(sketch.topError()).isLessThanOrEqualTo(all.size() / TopValues.SIZE);
        Map<Double, Long> listed = new HashMap<>();
        sketch.top().forEach(value -> listed.put(value.number(), value.count()));
        counts.forEach((value, count) -> assertThat(count - listed.getOrDefault((double) value, 0L))
                .isBetween(counts.size() == listed.size() ? 0L : Long.MIN_VALUE, sketch.topError()));
        double distinct = sketch.distinct().orElseThrow();
        // Six standard errors, and exact where all values are listed.
        assertThat(distinct).isCloseTo(counts.size(), within(sketch.topError() == 0 ? 0 : 1 + 0.15 * counts.size()));
    }

    private static long rank(long[] sorted, long value) {
        int at = Arrays.binarySearch(sorted, value);
        while (at + 1 < sorted.length && sorted[at + 1] == value) {
            at++;
        }
        return at + 1L;
    }

    @Test
    void aPageOfEightThousandNumbersHasARankErrorOfAtMostFourInAThousand() {
        long[] values = new Random(1).longs(8192).toArray();
        ColumnSketch sketch = SketchBuilder.of(LONGS, LongVector.of(values));
        assertThat(sketch.rankError()).isLessThanOrEqualTo(32);
        assertThat(sketch.distinct().orElseThrow()).isBetween(7600L, 8800L);
        assertThat(sketch.encode().length).isLessThan(6000);
    }

    @Test
    void missingValuesAndNanAreCountedApart() {
        double[] values = {1, Double.NaN, 3, -0.0, 0.0, 9};
        Validity validity = Validity.of(6, new long[] {0b011111});
        ColumnSketch sketch = SketchBuilder.of(DOUBLES, DoubleVector.of(values, validity));
        assertThat(sketch.missing()).isEqualTo(1);
        assertThat(sketch.nans()).isEqualTo(1);
        assertThat(sketch.least()).hasValue(-0.0);
        assertThat(sketch.greatest()).hasValue(3);
        assertThat(sketch.quantile(0.75)).hasValue(1);
        assertThat(sketch.distinct()).contains(4L);
        ColumnSketch none = SketchBuilder.of(DOUBLES, DoubleVector.of(new double[2], Validity.of(2, new long[1])));
        assertThat(none.quantile(0.5)).isEmpty();
        assertThat(none.distinct()).contains(0L);
    }

    @Test
    void textsAndLevelsAreCountedAndTheMostFrequentShown() {
        ColumnSketch texts = SketchBuilder.of(
                Column.of("t", ColumnType.TEXT), BytesVector.of("b", "a", "b", "c", "b", "x".repeat(100)));
        assertThat(texts.top().get(0)).isEqualTo(new ColumnSketch.Frequent(Double.NaN, "b", 3));
        assertThat(texts.distinct()).contains(4L);
        assertThat(texts.least()).isEmpty();
        assertThat(texts.top()).extracting(ColumnSketch.Frequent::text).contains("x".repeat(64));
        String[] many = new String[5000];
        Arrays.setAll(many, i -> "text " + i % 3000);
        ColumnSketch sketch = SketchBuilder.of(Column.of("t", ColumnType.TEXT), BytesVector.of(many));
        assertThat(sketch.distinct().orElseThrow()).isBetween(2700L, 3300L);
    }

    @Test
    void aPersonalColumnLeavesNoTraceOfItsValues() {
        Column mail = Column.of("mail", ColumnType.TEXT).asPersonal();
        ColumnSketch sketch = SketchBuilder.of(mail, BytesVector.of("ana@example.org", "bob@example.org"));
        assertThat(sketch.rows()).isEqualTo(2);
        assertThat(sketch.distinct()).isEmpty();
        assertThat(sketch.top()).isEmpty();
        ColumnSketch other = SketchBuilder.of(mail, BytesVector.of("eve@example.org", "tom@example.org"));
        assertThat(sketch).isEqualTo(other);
    }

    @Test
    void sketchesOfOtherKindsDoNotMerge() {
        ColumnSketch longs = SketchBuilder.of(LONGS, LongVector.of(1));
        assertThatThrownBy(() -> ColumnSketch.merge(List.of(longs, ColumnSketch.empty(ColumnSketch.Domain.TEXT))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSketchesOfATableAreThoseOfItsRowsAndThoseOfAChangeReadItsLeavesOnly() {
        MemoryBlobs blobs = new MemoryBlobs();
        RandomRows random = new RandomRows(5, RandomRows.ALL_TYPES);
        Columns rows = random.inOrder(random.rows(2000, 1_000_000));
        Stores.small(blobs).dataset("d").keyedBy("id").commit(rows, "");
        StoreCore core = StoreCore.open(blobs, TreeShape.STANDARD);
        TableRoot root =
                core.table(core.history("d").head().orElseThrow().commit().table());
        List<ColumnSketch> sketches = Rows.sketches(core, root);
        for (int column = 0; column < rows.schema().size(); column++) {
            ColumnSketch whole = SketchBuilder.of(rows.schema().column(column), rows.vector(column));
            assertThat(sketches.get(column).rows()).isEqualTo(rows.rows());
            assertThat(sketches.get(column).missing()).isEqualTo(whole.missing());
            assertThat(sketches.get(column).least()).isEqualTo(whole.least());
            assertThat(sketches.get(column).greatest()).isEqualTo(whole.greatest());
            assertThat(sketches.get(column).nans()).isEqualTo(whole.nans());
        }
        Schema labels = Schema.of(rows.schema().column("id"), rows.schema().column("small"));
        Columns one = Columns.builder(labels).row(rows.value(700, "id"), 5).build();
        Stores.small(blobs).dataset("d").update(one, "");
        TableRoot after =
                core.table(core.history("d").head().orElseThrow().commit().table());
        long reads = blobs.reads();
        List<ColumnSketch> change = Rows.sketchesOfChange(core, root, after);
        assertThat(change.get(0).rows()).isLessThan(70);
        // A leaf, its sketches, and two paths.
        assertThat(blobs.reads() - reads).isLessThan(1 + rows.schema().size() + 2 * 10);
    }

    private static ColumnSketch roundTrip(ColumnSketch sketch) {
        ColumnSketch decoded = ColumnSketch.decode(sketch.encode(), "test");
        assertThat(decoded).isEqualTo(sketch);
        return decoded;
    }
}
