package io.mlstack.api.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden values were computed by a second implementation, outside Java, and must never change. */
class PermutationTest {

    private static final KeyedRandom RANDOM = KeyedRandom.of(7, "shuffle").at(3);

    @Test
    void smallOrdersAreGolden() {
        assertThat(values(1)).containsExactly(0);
        assertThat(values(2)).containsExactly(1, 0);
        assertThat(values(3)).containsExactly(1, 0, 2);
        assertThat(values(16)).containsExactly(4, 7, 11, 1, 8, 9, 13, 0, 3, 5, 14, 15, 2, 10, 6, 12);
        assertThat(values(17)).containsExactly(4, 16, 13, 3, 1, 11, 8, 9, 6, 0, 2, 10, 15, 14, 12, 7, 5);
        assertThat(values(64)).startsWith(4, 42, 40, 59, 1, 25, 8, 18, 51, 36, 48, 10, 21, 32, 23, 31, 5, 52, 49, 33);
        assertThat(values(65)).startsWith(44, 45, 25, 50, 40, 36, 6, 21, 1, 18, 17, 8, 41, 57, 56, 27, 38, 5, 33, 47);
    }

    @Test
    void hugeOrdersAreGolden() {
        assertThat(ends(1_000_000)).containsExactly(974874, 216023, 697586, 109351);
        assertThat(ends(1_000_000_000_000L))
                .containsExactly(757473992131L, 303138036076L, 972663996646L, 193360834312L);
        assertThat(ends(Permutation.MAX_SIZE - 1))
                .containsExactly(1375035494286152057L, 261092118844079189L, 3556167658817651071L, 2384338532892312531L);
        assertThat(ends(Permutation.MAX_SIZE))
                .containsExactly(1375035494286152057L, 261092118844079189L, 3556167658817651071L, 3906286155430765323L);
    }

    @Test
    void everySizeUpTo1100IsABijectionWithItsInverse() {
        for (int size = 0; size <= 1_100; size++) {
            Permutation order = RANDOM.permutation(size);
            BitSet seen = new BitSet(size);
            for (int i = 0; i < size; i++) {
                int value = (int) order.at(i);
                seen.set(value);
                assertThat(order.indexOf(value)).as("size %d", size).isEqualTo(i);
            }
            assertThat(seen.cardinality()).as("size %d", size).isEqualTo(size);
            assertThat(seen.length()).as("size %d", size).isEqualTo(size);
        }
    }

    @Property
    void inverseUndoesAnySize(
            @ForAll long seed,
            @ForAll @LongRange(min = 1, max = 1L << 62) long size,
            @ForAll @LongRange(min = 0) long any) {
        Permutation order = KeyedRandom.of(seed, "inverse").permutation(size);
        long position = any % size;
        long value = order.at(position);
        assertThat(value).isBetween(0L, size - 1);
        assertThat(order.indexOf(value)).isEqualTo(position);
        assertThat(order.at(order.indexOf(position))).isEqualTo(position);
    }

    @Test
    void eachOrderOfFiveIsEquallyLikely() {
        long[] counts = new long[5 * 5 * 5 * 5];
        for (int seed = 0; seed < 60_000; seed++) {
            Permutation order = KeyedRandom.of(seed, "orders").permutation(5);
            counts[(int) (((order.at(0) * 5 + order.at(1)) * 5 + order.at(2)) * 5 + order.at(3))]++;
        }
        long[] met = LongStream.of(counts).filter(count -> count > 0).toArray();
        assertThat(met).hasSize(120);
        assertThat(ChiSquare.score(met)).isBetween(-5.0, 5.0);
    }

    /** 17 and 65 waste most of their power of four, 64 and 256 waste none, so both ends of cycle walking are met. */
    @ParameterizedTest
    @ValueSource(ints = {16, 17, 18, 63, 64, 65, 256})
    void eachValueIsEquallyLikelyAtEachPosition(int size) {
        for (int position : new int[] {0, 1, size / 2, size - 1}) {
            long[] counts = new long[size];
            for (int epoch = 0; epoch < 40_000; epoch++) {
                counts[
                        (int) KeyedRandom.of(1, "values")
                                .at(epoch)
                                .permutation(size)
                                .at(position)]++;
            }
            assertThat(ChiSquare.score(counts)).as("position %d", position).isBetween(-5.0, 5.0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 30, 64})
    void eachPairOfNeighboursIsEquallyLikely(int size) {
        long[] counts = new long[size * (size - 1)];
        for (int epoch = 0; epoch < 400_000; epoch++) {
            Permutation order = KeyedRandom.of(2, "pairs").at(epoch).permutation(size);
            int first = (int) order.at(3);
            int second = (int) order.at(4);
            counts[first * (size - 1) + (second < first ? second : second - 1)]++;
        }
        assertThat(ChiSquare.score(counts)).isBetween(-5.0, 5.0);
    }

    /** A shuffle that keeps neighbours together makes batches alike: their distance must have the mean (n + 1) / 3. */
    @Test
    void neighboursOfAMillionLandFarApart() {
        long size = 1_000_000;
        Permutation order = RANDOM.permutation(size);
        int samples = 200_000;
        double sum = 0;
        for (int i = 0; i < samples; i++) {
            sum += Math.abs(order.at(i + 1) - order.at(i)) / (double) size;
        }
        double deviation = Math.sqrt(1 / 18.0 / samples);
        assertThat(sum / samples).isBetween(1 / 3.0 - 6 * deviation, 1 / 3.0 + 6 * deviation);
    }

    @Test
    void positionsAndSizesOutsideAreRefused() {
        Permutation ten = RANDOM.permutation(10);
        assertThatThrownBy(() -> ten.at(10)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ten.at(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ten.indexOf(10)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> RANDOM.permutation(0).at(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> RANDOM.permutation(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got -1");
        assertThatThrownBy(() -> RANDOM.permutation(Permutation.MAX_SIZE + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isAValue() {
        assertThat(RANDOM.permutation(9)).isEqualTo(RANDOM.permutation(9)).hasSameHashCodeAs(RANDOM.permutation(9));
        assertThat(RANDOM.permutation(9)).isNotEqualTo(RANDOM.permutation(10));
        assertThat(RANDOM.permutation(9)).isNotEqualTo(RANDOM.at(4).permutation(9));
        assertThat(RANDOM.permutation(9))
                .hasToString("Permutation[size=9, KeyedRandom[seed=7, purpose=shuffle, epoch=3, step=0]]");
    }

    private static long[] values(int size) {
        return LongStream.range(0, size).map(RANDOM.permutation(size)::at).toArray();
    }

    private static long[] ends(long size) {
        return LongStream.of(0, 1, 2, size - 1)
                .map(RANDOM.permutation(size)::at)
                .toArray();
    }
}
