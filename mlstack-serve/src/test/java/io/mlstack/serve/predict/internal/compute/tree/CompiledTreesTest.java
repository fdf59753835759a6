package io.mlstack.serve.predict.internal.compute.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import io.mlstack.api.model.TreesBuilder;
import io.mlstack.serve.predict.RandomTrees;
import io.mlstack.serve.predict.ReferenceTrees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every path through an ensemble against its definition, to the last bit. */
class CompiledTreesTest {

    private static final int MANY = 300;

    @Property(tries = 600)
    void treesOfAnyKindScoreAsDefined(@ForAll long seed, @ForAll @IntRange(min = 1, max = MANY) int rows) {
        Random random = new Random(seed);
        scoreAsDefined(RandomTrees.of(random, kind(random)), rows, random);
    }

    @Property(tries = 150)
    void fullTreesOfNumericSplitsScoreAsDefined(@ForAll long seed, @ForAll @IntRange(min = 1, max = MANY) int rows) {
        Random random = new Random(seed);
        Tensor.Type type = random.nextBoolean() ? Tensor.Type.F32 : Tensor.Type.F64;
        RandomTrees.Kind plain = RandomTrees.Kind.plain(
                type, 1 + random.nextInt(40), 1 + random.nextInt(40), random.nextInt(10), random.nextInt(3) > 0);
        scoreAsDefined(RandomTrees.of(random, plain), rows, random);
    }

    @Test
    void batchesOnEitherSideOfAWordScoreAsDefined() {
        Random random = new Random(5);
        for (int rows : new int[] {1, 2, 7, 8, 31, 32, 63, 64, 65, 127, 128, 129, 191, 192, 193, 255, 256}) {
            for (Tensor.Type type : new Tensor.Type[] {Tensor.Type.F32, Tensor.Type.F64}) {
                scoreAsDefined(RandomTrees.of(random, RandomTrees.Kind.plain(type, 20, 30, 6, true)), rows, random);
            }
        }
    }

    @Test
    void manySplitsByCategoriesScoreAsDefined() {
        Random random = new Random(6);
        for (Tensor.Type type : new Tensor.Type[] {Tensor.Type.F32, Tensor.Type.F64}) {
            for (int depth : new int[] {1, 4, 9}) {
                RandomTrees.Kind kind =
                        new RandomTrees.Kind(type, 5, 1, 40, depth, true, true, true, false, false, false);
                scoreAsDefined(RandomTrees.of(random, kind), MANY, random);
            }
        }
    }

    @Test
    void treesOfOneLeafAddUp() {
        Random random = new Random(7);
        for (int trees : new int[] {1, 7, 8, 9, 17}) {
            scoreAsDefined(
                    RandomTrees.of(random, RandomTrees.Kind.plain(Tensor.Type.F32, 3, trees, 0, true)), 100, random);
        }
    }

    @Test
    void treesAsDeepAsTheyMayBeScoreAsDefined() {
        for (Tensor.Type type : new Tensor.Type[] {Tensor.Type.F32, Tensor.Type.F64}) {
            TreesBuilder builder = Trees.builder(type, 3, 1);
            for (int tree = 0; tree < 3; tree++) {
                builder.tree(0);
                chain(builder, tree);
            }
            scoreAsDefined(builder.build(), MANY, new Random(8));
        }
    }

    /** Splits of which one side always is a leaf. */
    private static void chain(TreesBuilder builder, int tree) {
        for (int i = 0; i < Trees.MAX_DEPTH; i++) {
            boolean rightmost = tree == 1;
            double threshold = (rightmost ? i : Trees.MAX_DEPTH - i) / 1024.0 - 2;
            builder.split(i % 3, threshold, Trees.Missing.NAN, !rightmost);
            if (rightmost) {
                builder.leaf(i);
            }
        }
        builder.leaf(-1);
        for (int i = 0; tree != 1 && i < Trees.MAX_DEPTH; i++) {
            builder.leaf(i / 2.0);
        }
    }

    @Test
    void rowsWiderThanSixteenBitsScoreAsDefined() {
        Random random = new Random(9);
        Trees trees = RandomTrees.of(random, RandomTrees.Kind.plain(Tensor.Type.F32, 70_000, 20, 6, true));
        scoreAsDefined(trees, 70, random);
    }

    @Property(tries = 300)
    void eachLayoutForARowScoresAsDefined(@ForAll long seed) {
        Random random = new Random(seed);
        Trees trees = RandomTrees.of(random, kind(random));
        for (RowTrees layout : layouts(trees)) {
            rowsScoreAsDefined(trees, layout, random);
        }
    }

    @Test
    void splitsOfTwoBytesAndOfFourScoreAsDefined() {
        Random random = new Random(10);
        // Features make slots, and trees make cuts: below and above 256 of either.
        for (int[] size : new int[][] {{3, 40, 6}, {120, 30, 6}, {300, 60, 6}, {2, 700, 5}, {40, 513, 3}, {5, 9, 12}}) {
            Trees trees =
                    RandomTrees.of(random, RandomTrees.Kind.plain(Tensor.Type.F32, size[0], size[1], size[2], true));
            assertThat(layouts(trees)).as("%s", trees).hasSize(4).anyMatch(RankedRow.class::isInstance);
            layouts(trees).forEach(layout -> rowsScoreAsDefined(trees, layout, random));
        }
    }

    @Test
    void aFeatureOfManyCutsTakesFourBytesASplitAndOneOfFewTwo() {
        assertThat(shiftOf(255)).isEqualTo(RankedLevels.Narrow.SHIFT);
        assertThat(shiftOf(256)).isEqualTo(RankedLevels.Wide.SHIFT);
        assertThat(shiftOf(32_767)).isEqualTo(RankedLevels.Wide.SHIFT);
        assertThat(shiftOf(32_768)).isZero();
    }

    /** Scores stumps with as many cuts on both sides of each, and says how they are laid out. */
    private static int shiftOf(int cuts) {
        TreesBuilder builder = Trees.builder(Tensor.Type.F32, 1, 1);
        for (int i = 0; i < cuts; i++) {
            builder.tree(0).split(0, i, Trees.Missing.NAN, i % 2 == 0).leaf(1).leaf(0);
        }
        Trees trees = builder.build();
        LazyRows rows = new LazyRows(layout(trees));
        TreeScratch scratch = new TreeScratch(new TreeSize(1));
        double[] out = new double[1];
        for (int i = 0; i < 2 * LazyRows.PLAIN; i++) {
            int x = i < LazyRows.PLAIN ? i : cuts + LazyRows.PLAIN - i;
            rows.next().score(new double[] {x}, 0, out, 0, scratch);
            assertThat(out[0]).as("%s of %s", x, cuts).isEqualTo(Math.max(0, cuts - x - 1));
        }
        rows.next().score(new double[] {Double.NaN}, 0, out, 0, scratch);
        assertThat(out[0]).isEqualTo((cuts + 1) / 2);
        CategorySets sets = new CategorySets(trees);
        return RankedTrees.shift(trees, new Slots(trees, sets, true), new CutOrder(trees));
    }

    private static RowLayout layout(Trees trees) {
        CategorySets sets = new CategorySets(trees);
        return new RowLayout(trees, sets, true, new LeafSums(trees));
    }

    private static List<RowTrees> layouts(Trees trees) {
        List<RowTrees> layouts = new ArrayList<>();
        for (boolean setsHaveKeys : new boolean[] {true, false}) {
            CategorySets sets = new CategorySets(trees);
            RowLayout layout = new RowLayout(trees, sets, setsHaveKeys, new LeafSums(trees));
            Slots slots = new Slots(trees, sets, setsHaveKeys);
            CutOrder order = new CutOrder(trees);
            layouts.add(layout.packed(slots, order));
            layouts.add(setsHaveKeys ? layout.ranked(slots, order) : layout.plain());
        }
        layouts.removeIf(Objects::isNull);
        return layouts;
    }

    private static void rowsScoreAsDefined(Trees trees, RowTrees layout, Random random) {
        TreeScratch scratch = new TreeScratch(new TreeSize(trees.outputs()));
        for (int r = 0; r < 20; r++) {
            double[] row = RandomTrees.row(random, trees);
            double[] out = new double[trees.outputs()];
            layout.score(row, 0, out, 0, scratch);
            assertThat(out)
                    .as("%s, %s", layout.getClass().getSimpleName(), trees)
                    .isEqualTo(ReferenceTrees.sums(trees, row));
        }
    }

    private static RandomTrees.Kind kind(Random random) {
        Tensor.Type type = random.nextBoolean() ? Tensor.Type.F32 : Tensor.Type.F64;
        int outputs = random.nextBoolean() ? 1 : 1 + random.nextInt(4);
        boolean wide = outputs > 1 && random.nextBoolean();
        return new RandomTrees.Kind(
                type,
                1 + random.nextInt(20),
                outputs,
                1 + random.nextInt(30),
                random.nextInt(9),
                random.nextInt(4) == 0,
                random.nextInt(3) == 0,
                random.nextInt(3) == 0,
                wide,
                type == Tensor.Type.F64 && !wide && random.nextInt(4) == 0,
                random.nextInt(4) == 0);
    }

    /** Brings rows until trees are laid out for one. */
    private static void settle(CompiledTrees compiled, Trees trees, TreeScratch scratch) {
        for (int i = 0; i < LazyRows.PLAIN; i++) {
            compiled.row(new double[trees.features()], 0, new double[trees.outputs()], 0, scratch);
        }
    }

    /** Rows one by one and together, at odd places among other numbers, which stay as they are. */
    private static void scoreAsDefined(Trees trees, int rows, Random random) {
        CompiledTrees compiled = CompiledTrees.of(trees);
        TreeScratch scratch = new TreeScratch(compiled.size());
        if (random.nextBoolean()) {
            settle(compiled, trees, scratch);
        }
        int features = trees.features();
        int stride = features + trees.outputs() + 3;
        double[] registers = random.doubles((long) rows * stride).toArray();
        double[] alone = registers.clone();
        double[] together = registers.clone();
        for (int r = 0; r < rows; r++) {
            double[] row = RandomTrees.row(random, trees);
            if (random.nextInt(3) == 0) {
                Arrays.setAll(row, i -> Double.isNaN(row[i]) ? 1 : row[i]);
            }
            for (double[] copy : new double[][] {registers, alone, together}) {
                System.arraycopy(row, 0, copy, r * stride + 1, features);
            }
            System.arraycopy(ReferenceTrees.sums(trees, row), 0, registers, r * stride + 1 + features, trees.outputs());
            compiled.row(alone, r * stride + 1, alone, r * stride + 1 + features, scratch);
        }
        compiled.rows(together, 1, stride, rows, 1 + features, scratch);
        assertThat(alone).as("%s, one by one", trees).isEqualTo(registers);
        assertThat(together).as("%s, %d rows together", trees, rows).isEqualTo(registers);
    }
}
