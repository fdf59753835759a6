package io.mlstack.serve.predict.internal.compute.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import io.mlstack.api.model.TreesBuilder;
import io.mlstack.serve.predict.RandomTrees;
import io.mlstack.serve.predict.ReferenceTrees;
import java.util.Arrays;
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

    @Property(tries = 100)
    void treesTooLargeToPackScoreAsDefined(@ForAll long seed) {
        Random random = new Random(seed);
        Trees trees = RandomTrees.of(random, kind(random));
        HugeTrees huge = new HugeTrees(trees, new CategorySets(trees), new LeafSums(trees));
        for (int r = 0; r < 20; r++) {
            double[] row = RandomTrees.row(random, trees);
            double[] out = new double[trees.outputs()];
            huge.score(row, 0, out, 0, new TreeScratch(TreeSize.NONE));
            assertThat(out).as("%s", trees).isEqualTo(ReferenceTrees.sums(trees, row));
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

    /** Rows one by one and together, at odd places among other numbers, which stay as they are. */
    private static void scoreAsDefined(Trees trees, int rows, Random random) {
        CompiledTrees compiled = CompiledTrees.of(trees);
        TreeScratch scratch = new TreeScratch(compiled.size());
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
