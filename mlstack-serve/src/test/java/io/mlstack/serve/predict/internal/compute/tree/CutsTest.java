package io.mlstack.serve.predict.internal.compute.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import io.mlstack.api.model.TreesBuilder;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The search for a rank against counting. */
class CutsTest {

    private static final double[] ODD = {
        0.0,
        -0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        Float.MAX_VALUE,
        -Float.MAX_VALUE
    };

    @Property(tries = 400)
    void rankIsTheCountOfCutsAtOrBelow(@ForAll long seed) {
        Random random = new Random(seed);
        Tensor.Type type = random.nextBoolean() ? Tensor.Type.F32 : Tensor.Type.F64;
        double[] thresholds = new double[1 + random.nextInt(40)];
        int spread = random.nextInt(4);
        Arrays.setAll(thresholds, i -> number(random, type, spread));
        Trees trees = stumps(type, thresholds);
        CutOrder order = new CutOrder(trees);
        Cuts cuts = new Cuts(order, type);
        double[] in = new double[64];
        Arrays.setAll(in, i -> near(random, type, spread, thresholds));
        int[] ranks = new int[64];

        cuts.ranks(0, in, 0, 1, 64, ranks, new long[64]);

        for (int i = 0; i < in.length; i++) {
            double x = in[i];
            int expected =
                    (int) Arrays.stream(order.cuts(0)).filter(cut -> cut <= x).count();
            assertThat(ranks[i])
                    .as("%s among %s", x, Arrays.toString(order.cuts(0)))
                    .isEqualTo(Double.isNaN(x) ? order.cuts(0).length + 1 : expected);
            if (!Double.isNaN(x)) {
                assertThat(cuts.rank(0, x)).isEqualTo(expected);
            }
        }
    }

    @Property(tries = 100)
    void everySplitIsFoundAmongTheCutsOfItsFeature(@ForAll long seed) {
        Random random = new Random(seed);
        Tensor.Type type = random.nextBoolean() ? Tensor.Type.F32 : Tensor.Type.F64;
        double[] thresholds = new double[1 + random.nextInt(40)];
        Arrays.setAll(thresholds, i -> number(random, type, 1));
        Trees trees = stumps(type, thresholds);
        CutOrder order = new CutOrder(trees);

        assertThat(order.cuts(0)).isSorted().doesNotHaveDuplicates();
        for (int tree = 0; tree < trees.trees(); tree++) {
            int node = trees.root(tree);
            assertThat(order.cuts(0)[order.position(node)]).isEqualTo(trees.threshold(node));
        }
    }

    private static Trees stumps(Tensor.Type type, double[] thresholds) {
        TreesBuilder builder = Trees.builder(type, 1, 1);
        for (double threshold : thresholds) {
            builder.tree(0).split(0, threshold, Trees.Missing.NAN, true).leaf(0).leaf(1);
        }
        return builder.build();
    }

    private static double number(Random random, Tensor.Type type, int spread) {
        double x = random.nextInt(8) == 0
                ? ODD[random.nextInt(ODD.length)]
                : random.nextGaussian() * Math.pow(10, random.nextInt(1 + 10 * spread));
        return type == Tensor.Type.F32 ? (float) x : x;
    }

    private static double near(Random random, Tensor.Type type, int spread, double[] thresholds) {
        double cut = thresholds[random.nextInt(thresholds.length)];
        double x = switch (random.nextInt(6)) {
            case 0 -> number(random, type, spread);
            case 1 -> Double.NaN;
            case 2 -> type == Tensor.Type.F32 ? Math.nextUp((float) cut) : Math.nextUp(cut);
            case 3 -> type == Tensor.Type.F32 ? Math.nextDown((float) cut) : Math.nextDown(cut);
            default -> cut;
        };
        return type == Tensor.Type.F32 ? (float) x : x;
    }
}
