package io.mlstack.serve.predict.internal.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import io.mlstack.api.model.TreesBuilder;
import io.mlstack.serve.predict.RandomTrees;
import io.mlstack.serve.predict.ReferenceTrees;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TreeShapTest {

    private static Trees trees(Random random, int features, int outputs, boolean wide, boolean average) {
        Tensor.Type type = random.nextBoolean() ? Tensor.Type.F32 : Tensor.Type.F64;
        RandomTrees.Kind kind = new RandomTrees.Kind(
                type,
                features,
                outputs,
                1 + random.nextInt(6),
                1 + random.nextInt(6),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                wide && outputs > 1,
                false,
                average);
        return consistent(RandomTrees.of(random, kind));
    }

    /** The same trees, with covers that are sums of those of their leaves, some of which are 0. */
    private static Trees consistent(Trees trees) {
        return new Covers(trees).again();
    }

    private static final class Covers {
        private final Trees trees;
        private final double[] cover;

        Covers(Trees trees) {
            this.trees = trees;
            this.cover = new double[trees.nodes()];
            for (int n = trees.nodes() - 1; n >= 0; n--) {
                cover[n] = trees.isLeaf(n) ? (int) trees.cover(n) % 7 : cover[trees.left(n)] + cover[trees.right(n)];
            }
        }

        Trees again() {
            TreesBuilder builder = Trees.builder(trees.type(), trees.features(), trees.outputs());
            double[] base = new double[trees.outputs()];
            for (int k = 0; k < base.length; k++) {
                base[k] = trees.base(k);
            }
            builder.base(base);
            if (trees.isAverage()) {
                builder.average();
            }
            for (int t = 0; t < trees.trees(); t++) {
                builder.tree(trees.output(t));
                for (int n = trees.root(t); n < trees.root(t + 1); n++) {
                    node(builder, n);
                    builder.cover(cover[n]);
                }
            }
            return builder.build();
        }

        private void node(TreesBuilder builder, int n) {
            if (trees.isLeaf(n)) {
                double[] values = new double[trees.leafWidth()];
                for (int k = 0; k < values.length; k++) {
                    values[k] = trees.value(trees.leaf(n), k);
                }
                builder.leaf(values);
            } else if (trees.byCategories(n)) {
                builder.categories(
                        trees.feature(n),
                        trees.members(n),
                        trees.membersLeft(n),
                        trees.missing(n),
                        trees.missingLeft(n));
            } else {
                builder.split(trees.feature(n), trees.threshold(n), trees.missing(n), trees.missingLeft(n));
            }
        }
    }

    /** The mean over the orders in which features become known, by its definition over all subsets. */
    private static double[] byDefinition(Trees trees, double[] x, int output) {
        int features = trees.features();
        double[] expected = new double[1 << features];
        for (int known = 0; known < expected.length; known++) {
            expected[known] = ReferenceTrees.expectation(trees, x, known, output);
        }
        double[] shares = new double[features];
        for (int known = 0; known < expected.length; known++) {
            for (int f = 0; f < features; f++) {
                if ((known & 1 << f) == 0) {
                    shares[f] +=
                            weight(Integer.bitCount(known), features) * (expected[known | 1 << f] - expected[known]);
                }
            }
        }
        return shares;
    }

    /** |S|! (n - |S| - 1)! / n! */
    private static double weight(int size, int features) {
        double weight = 1.0 / features;
        for (int i = 1; i <= size; i++) {
            weight *= (double) i / (features - i);
        }
        return weight;
    }

    @Property(tries = 300)
    void sharesAreShapleyValuesByTheirDefinition(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int features, @ForAll boolean wide) {
        Random random = new Random(seed);
        Trees trees = trees(random, features, 1 + random.nextInt(3), wide, random.nextBoolean());
        TreeShap shap = new TreeShap(trees);
        double[] x = RandomTrees.row(random, trees);
        for (int k = 0; k < trees.outputs(); k++) {
            double[] shares = new double[features];

            double base = shap.attribute(x, k, shares);

            assertThat(base).isCloseTo(ReferenceTrees.expectation(trees, x, 0, k), within(1e-9));
            assertThat(shares).containsExactly(byDefinition(trees, x, k), within(1e-9));
        }
    }

    @Property(tries = 100)
    void baseAndSharesAddUpToTheMargin(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int features) {
        Random random = new Random(seed);
        Trees trees = trees(random, features, 1 + random.nextInt(3), random.nextBoolean(), random.nextBoolean());
        TreeShap shap = new TreeShap(trees);
        double[] x = RandomTrees.row(random, trees);
        double[] margins = ReferenceTrees.sums(trees, x);
        for (int k = 0; k < trees.outputs(); k++) {
            double[] shares = new double[features];

            double sum = shap.attribute(x, k, shares);
            for (double share : shares) {
                sum += share;
            }

            assertThat(sum).isCloseTo(margins[k], within(1e-5));
        }
    }

    @Test
    void aFeatureThatNoSplitLooksAtHasNoShare() {
        Trees trees = Trees.builder(Tensor.Type.F64, 3, 1)
                .base(10)
                .tree(0)
                .split(1, 0, Trees.Missing.NAN, true)
                .cover(4)
                .leaf(-2)
                .cover(1)
                .leaf(6)
                .cover(3)
                .build();
        double[] shares = new double[3];

        double base = new TreeShap(trees).attribute(new double[] {1, -1, 2}, 0, shares);

        assertThat(base).isEqualTo(10 + 4);
        assertThat(shares).containsExactly(0, -6, 0);
    }
}
