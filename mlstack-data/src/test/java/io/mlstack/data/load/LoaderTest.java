package io.mlstack.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlstack.api.error.InvalidInputException;
import io.mlstack.api.error.ShapeException;
import io.mlstack.api.random.KeyedRandom;
import io.mlstack.api.random.Permutation;
import io.mlstack.data.read.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LoaderTest {

    @Property(tries = 300)
    void everyRowComesOnceAnEpochInTheOrderOfThePermutation(
            @ForAll @IntRange(max = 300) int rows,
            @ForAll @IntRange(min = 1, max = 40) int batchSize,
            @ForAll long seed,
            @ForAll long epoch) {
        Loader loader = loader(rows, 3).shuffled(seed).batches(batchSize);
        Permutation order = KeyedRandom.of(seed, "loader/shuffle").at(epoch).permutation(rows);
        int[] expected = IntStream.range(0, rows).map(i -> (int) order.at(i)).toArray();
        assertThat(positions(loader, epoch)).containsExactly(expected);
    }

    @Property(tries = 200)
    void aRunThatResumesAtAnyBatchSeesWhatAnUninterruptedOneSees(
            @ForAll @IntRange(min = 1, max = 300) int rows,
            @ForAll @IntRange(min = 1, max = 40) int batchSize,
            @ForAll @IntRange(max = 1000) int stop,
            @ForAll long seed) {
        Loader loader = loader(rows, 2).shuffled(seed).batches(batchSize);
        int total = 2 * loader.batchCount();
        List<String> whole = run(loader, 0, total);
        int at = stop % total;
        List<String> parts = run(loader, 0, at);
        parts.addAll(run(loader(rows, 2).shuffled(seed).batches(batchSize), at, total));
        assertThat(parts).isEqualTo(whole);
    }

    @Property(tries = 200)
    void shardsAreDisjointAndComplete(
            @ForAll @IntRange(max = 200) int rows,
            @ForAll @IntRange(min = 1, max = 5) int world,
            @ForAll @IntRange(min = 1, max = 20) int batchSize,
            @ForAll long seed) {
        List<Integer> all = new ArrayList<>();
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int rank = 0; rank < world; rank++) {
            int[] mine =
                    positions(loader(rows, 1).shuffled(seed).batches(batchSize).shard(rank, world), 3);
            Arrays.stream(mine).forEach(all::add);
            least = Math.min(least, mine.length);
            most = Math.max(most, mine.length);
        }
        assertThat(all).hasSize(rows).doesNotHaveDuplicates();
        assertThat(most - least).isLessThanOrEqualTo(1);
    }

    @Test
    void valuesFollowTheirRows() {
        int rows = 100;
        float[] targets = new float[2 * rows];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = -i;
        }
        Loader loader = loader(rows, 3)
                .withLabels(IntStream.range(0, rows).map(i -> i * 7).toArray())
                .withTargets(targets, 2)
                .shuffled(5)
                .batches(8);
        Batch batch = loader.newBatch();
        for (int index = 0; index < loader.batchCount(); index++) {
            loader.load(1, index, batch);
            assertThat(batch.epoch()).isEqualTo(1);
            assertThat(batch.index()).isEqualTo(index);
            for (int i = 0; i < batch.rows(); i++) {
                int row = batch.positions()[i];
                assertThat(Arrays.copyOfRange(batch.features(), 3 * i, 3 * i + 3))
                        .containsExactly(3 * row, 3 * row + 1, 3 * row + 2);
                assertThat(batch.labels()[i]).isEqualTo(7 * row);
                assertThat(Arrays.copyOfRange(batch.targets(), 2 * i, 2 * i + 2))
                        .containsExactly(-2 * row, -2 * row - 1);
            }
        }
    }

    @Test
    void buffersAreReusedFromBatchToBatch() {
        Loader loader = loader(10, 2).batches(4);
        Batch batch = loader.newBatch();
        loader.load(0, 0, batch);
        float[] features = batch.features();
        loader.load(0, 2, batch);
        assertThat(batch.features()).isSameAs(features);
        assertThat(batch.labels()).isEmpty();
        assertThat(batch.rows()).isEqualTo(2);
        assertThat(batch).hasToString("batch 2 of epoch 0: 2 rows x 2");
    }

    @Test
    void withoutShufflingRowsComeInTheirOwnOrder() {
        assertThat(positions(loader(7, 1).batches(3), 9)).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void aShortLastBatchIsKeptUnlessItIsDropped() {
        Loader loader = loader(10, 1).shuffled(1).batches(4);
        assertThat(loader.batchCount()).isEqualTo(3);
        assertThat(loader.droppingLast().batchCount()).isEqualTo(2);
        assertThat(positions(loader.droppingLast(), 0)).containsExactly(Arrays.copyOf(positions(loader, 0), 8));
        assertThat(loader(8, 1).batches(4).droppingLast().batchCount()).isEqualTo(2);
    }

    @Test
    void epochsHaveDifferentOrders() {
        Loader loader = loader(50, 1).shuffled(1);
        assertThat(positions(loader, 0)).isNotEqualTo(positions(loader, 1));
    }

    @Test
    void columnsAreGatheredAsFloats() {
        Loader loader =
                Loader.over(Samples.iris(), List.of("petal_width_cm", "id")).batches(2);
        Batch batch = loader.newBatch();
        loader.load(0, 1, batch);
        assertThat(batch.features()).containsExactly(0.2f, 3, 0.2f, 4);
        assertThat(loader).hasToString("Loader of 150 rows x 2, 75 batches of 2");
        assertThatThrownBy(() -> Loader.over(Samples.iris(), List.of("petal_width", "species", "id")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("petal_width_cm")
                .hasMessageContaining("column species");
    }

    @Test
    void shapesAndPlacesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> Loader.over(new float[7], 2)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Loader.over(new float[0], 0)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> loader(3, 1).withLabels(new int[2])).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> loader(3, 1).withTargets(new float[4], 2)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> loader(3, 1).batches(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> loader(3, 1).shard(2, 2)).isInstanceOf(IllegalArgumentException.class);
        Loader loader = loader(3, 1);
        assertThatThrownBy(() -> loader.load(0, 1, loader.newBatch())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> loader.load(0, 0, loader.batches(2).newBatch()))
                .isInstanceOf(ShapeException.class);
    }

    /** Feature j of row i is {@code width * i + j}. */
    private static Loader loader(int rows, int width) {
        float[] features = new float[rows * width];
        for (int i = 0; i < features.length; i++) {
            features[i] = i;
        }
        return Loader.over(features, width);
    }

    private static int[] positions(Loader loader, long epoch) {
        Batch batch = loader.newBatch();
        IntStream.Builder all = IntStream.builder();
        for (int index = 0; index < loader.batchCount(); index++) {
            loader.load(epoch, index, batch);
            Arrays.stream(batch.positions(), 0, batch.rows()).forEach(all);
        }
        return all.build().toArray();
    }

    /** What batches {@code from} to {@code to} of two epochs hold. */
    private static List<String> run(Loader loader, int from, int to) {
        Batch batch = loader.newBatch();
        List<String> seen = new ArrayList<>();
        for (int step = from; step < to; step++) {
            loader.load(step / loader.batchCount(), step % loader.batchCount(), batch);
            seen.add(batch + Arrays.toString(Arrays.copyOf(batch.features(), batch.rows() * loader.width())));
        }
        return seen;
    }
}
