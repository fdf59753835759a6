package io.mlstack.serve.predict;

import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import io.mlstack.api.model.TreesBuilder;
import java.util.Random;

/** Trees by seed, of every shape that {@link Trees} knows, and rows that meet their splits. */
public final class RandomTrees {

    /** What trees may hold. */
    public record Kind(
            Tensor.Type type,
            int features,
            int outputs,
            int trees,
            int depth,
            boolean full,
            boolean categories,
            boolean kindsOfMissing,
            boolean wideLeaves,
            boolean linear,
            boolean average) {

        /** Numeric splits alone, NaN missing. */
        public static Kind plain(Tensor.Type type, int features, int trees, int depth, boolean full) {
            return new Kind(type, features, 1, trees, depth, full, false, false, false, false, false);
        }
    }

    private final Random random;
    private final Kind kind;
    private final TreesBuilder builder;

    private RandomTrees(Random random, Kind kind) {
        this.random = random;
        this.kind = kind;
        this.builder = Trees.builder(kind.type(), kind.features(), kind.outputs());
    }

    /** Trees of any kind for rows of {@code features} numbers. */
    static Trees any(Random random, Tensor.Type type, int features) {
        int outputs = random.nextBoolean() ? 1 : 1 + random.nextInt(4);
        boolean wide = outputs > 1 && random.nextInt(3) == 0;
        boolean linear = type == Tensor.Type.F64 && !wide && random.nextInt(4) == 0;
        return of(
                random,
                new Kind(
                        type,
                        features,
                        outputs,
                        1 + random.nextInt(12),
                        random.nextInt(7),
                        random.nextInt(3) == 0,
                        random.nextInt(3) == 0,
                        random.nextInt(3) == 0,
                        wide,
                        linear,
                        random.nextInt(4) == 0));
    }

    /** Trees of one kind. */
    public static Trees of(Random random, Kind kind) {
        return new RandomTrees(random, kind).build();
    }

    private Trees build() {
        builder.base(number());
        if (kind.average()) {
            builder.average();
        }
        for (int t = 0; t < kind.trees(); t++) {
            builder.tree(kind.wideLeaves() ? 0 : t % kind.outputs());
            grow(kind.depth());
        }
        return builder.build();
    }

    private void grow(int depth) {
        if (depth == 0 || !kind.full() && random.nextInt(5) == 0) {
            leaf();
            return;
        }
        int feature = random.nextInt(kind.features());
        Trees.Missing missing = kind.kindsOfMissing()
                ? Trees.Missing.values()[random.nextInt(Trees.Missing.values().length)]
                : Trees.Missing.NAN;
        boolean left = random.nextBoolean();
        if (kind.categories() && random.nextInt(3) == 0) {
            builder.categories(feature, members(), random.nextBoolean(), missing, left);
        } else {
            builder.split(feature, threshold(), missing, left);
        }
        builder.cover(1 + random.nextInt(100));
        grow(depth - 1);
        grow(depth - 1);
    }

    private long[] members() {
        long[] words = new long[random.nextInt(3)];
        for (int i = 0; i < words.length; i++) {
            long every = random.nextLong();
            words[i] = every & random.nextLong();
        }
        return words;
    }

    private void leaf() {
        if (kind.linear() && random.nextInt(3) > 0) {
            int[] terms = random.ints(random.nextInt(4), 0, kind.features()).toArray();
            double[] weights = random.doubles(terms.length, -1, 1).toArray();
            builder.linearLeaf(number(), number(), terms, weights);
        } else {
            double[] numbers = new double[kind.wideLeaves() ? kind.outputs() : 1];
            for (int k = 0; k < numbers.length; k++) {
                numbers[k] = number();
            }
            builder.leaf(numbers);
        }
        builder.cover(1 + random.nextInt(100));
    }

    private double threshold() {
        // Few distinct numbers, so that rows meet them; both zeros and infinities now and then.
        return switch (random.nextInt(30)) {
            case 0 -> Double.POSITIVE_INFINITY;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2, 3, 4 -> 0;
            default -> typed((random.nextInt(64) - 32) / 10.0);
        };
    }

    private double number() {
        return typed(random.nextGaussian());
    }

    private double typed(double x) {
        return kind.type() == Tensor.Type.F32 ? (float) x : x;
    }

    /** A row of split values, their neighbours, zeros, infinities, categories seen and unseen, NaN, and other numbers. */
    public static double[] row(Random random, Trees trees) {
        double[] row = new double[trees.features()];
        for (int i = 0; i < row.length; i++) {
            double x = number(random, trees);
            row[i] = trees.type() == Tensor.Type.F32 ? (float) x : x;
        }
        return row;
    }

    private static double number(Random random, Trees trees) {
        return switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> random.nextBoolean() ? 0.0 : -0.0;
            case 2 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            case 3 -> random.nextInt(140) - 4;
            case 4 -> random.nextInt(70) + random.nextDouble() - 1.5;
            case 5 -> (random.nextBoolean() ? 1 : -1) * Trees.ZERO * (0.5 + random.nextInt(3) / 2.0);
            case 6, 7, 8 -> near(random, trees);
            default -> random.nextGaussian() * 2;
        };
    }

    private static double near(Random random, Trees trees) {
        int node = random.nextInt(trees.nodes());
        if (trees.isLeaf(node)) {
            return random.nextGaussian();
        }
        double threshold = trees.threshold(node);
        if (trees.type() == Tensor.Type.F32) {
            float t = (float) threshold;
            return random.nextInt(3) == 0 ? t : random.nextBoolean() ? Math.nextUp(t) : Math.nextDown(t);
        }
        return random.nextInt(3) == 0
                ? threshold
                : random.nextBoolean() ? Math.nextUp(threshold) : Math.nextDown(threshold);
    }
}
