package io.mlstack.train.evaluate.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The best single column: one threshold of a number, or the levels of a category.
 *
 * <p>After Holte, Very simple classification rules perform well on most commonly used datasets, Machine Learning 11
 * (1993); chosen by the squared error that each row has when the others of its leaf predict it. Immutable.
 */
public final class OneRule {

    private static final int FEWEST = 2;

    private final int column;
    private final String name;
    private final double threshold;
    private final List<String> levels;
    private final double[][] leaves;
    private final double error;

    private OneRule(int column, Feature feature, double threshold, List<LeafSums> leaves, double error) {
        this.column = column;
        this.name = feature.name();
        this.threshold = threshold;
        this.levels = feature.levels();
        this.leaves = leaves.stream().map(LeafSums::prediction).toArray(double[][]::new);
        this.error = error;
    }

    /**
     * The rule of the column that predicts best; of equals the first.
     *
     * @return empty when no column has two values
     */
    public static Optional<OneRule> best(List<Feature> features, Target target) {
        Optional<OneRule> best = Optional.empty();
        for (int f = 0; f < features.size(); f++) {
            Optional<OneRule> rule = of(f, features.get(f), target);
            if (rule.isPresent() && (best.isEmpty() || rule.get().error < best.get().error)) {
                best = rule;
            }
        }
        return best;
    }

    /**
     * The rule of one column.
     *
     * @param column what {@link #predict} takes from its list
     */
    public static Optional<OneRule> of(int column, Feature feature, Target target) {
        double[] prior = target.prior();
        return feature.numeric() ? threshold(column, feature, target, prior) : levels(column, feature, target, prior);
    }

    /** Three leaves: missing, at most the threshold, above it. */
    private static Optional<OneRule> threshold(int column, Feature feature, Target target, double[] prior) {
        LeafSums missing = new LeafSums(target, prior);
        LeafSums low = new LeafSums(target, prior);
        LeafSums high = new LeafSums(target, prior);
        int[] present = present(feature.numbers(), missing);
        double[] values = Arrays.stream(present)
                .mapToDouble(row -> feature.numbers()[row])
                .toArray();
        int[] falling = SortedRows.descending(values);
        Arrays.stream(present).forEach(row -> low.add(row, 1));
        double least = Double.POSITIVE_INFINITY;
        int cut = -1;
        for (int i = 0; i + 1 < falling.length; i++) {
            low.add(present[falling[i]], -1);
            high.add(present[falling[i]], 1);
            boolean between = values[falling[i]] != values[falling[i + 1]];
            if (between && high.rows() >= FEWEST && low.rows() >= FEWEST) {
                double error = low.leftOutError() + high.leftOutError();
                if (error < least) {
                    least = error;
                    cut = i;
                }
            }
        }
        if (cut < 0) {
            return Optional.empty();
        }
        for (int i = falling.length - 2; i > cut; i--) {
            high.add(present[falling[i]], -1);
            low.add(present[falling[i]], 1);
        }
        double middle = middle(values[falling[cut + 1]], values[falling[cut]]);
        return Optional.of(
                new OneRule(column, feature, middle, List.of(missing, low, high), least + missing.leftOutError()));
    }

    private static double middle(double below, double above) {
        double middle = below + (above - below) / 2;
        return middle < above ? middle : below;
    }

    private static int[] present(double[] numbers, LeafSums missing) {
        int[] present = new int[numbers.length];
        int n = 0;
        for (int row = 0; row < numbers.length; row++) {
            if (Double.isNaN(numbers[row])) {
                missing.add(row, 1);
            } else {
                present[n++] = row;
            }
        }
        return Arrays.copyOf(present, n);
    }

    /** One leaf a level, the first for missing values. */
    private static Optional<OneRule> levels(int column, Feature feature, Target target, double[] prior) {
        List<LeafSums> leaves = new ArrayList<>();
        for (int level = -1; level < feature.levels().size(); level++) {
            leaves.add(new LeafSums(target, prior));
        }
        for (int row = 0; row < feature.codes().length; row++) {
            leaves.get(Math.max(-1, feature.codes()[row]) + 1).add(row, 1);
        }
        if (leaves.stream().filter(leaf -> leaf.rows() > 0).count() < 2) {
            return Optional.empty();
        }
        double error = 0;
        for (LeafSums leaf : leaves) {
            error += leaf.leftOutError();
        }
        return Optional.of(new OneRule(column, feature, Double.NaN, leaves, error));
    }

    /** Sum of the squared errors over the rows of the fit, each predicted by the others. */
    public double error() {
        return error;
    }

    /** The error of saying the same in every row: that of the mean of the other rows. */
    public static double errorWithout(Target target) {
        LeafSums all = new LeafSums(target, target.prior());
        for (int row = 0; row < target.rows(); row++) {
            all.add(row, 1);
        }
        return all.leftOutError();
    }

    /** Which of the features it looks at. */
    public int column() {
        return column;
    }

    /**
     * Class probabilities or a number for each row.
     *
     * @param feature the same column of any rows
     * @return {@code [rows, width]} of the target it was fitted to
     */
    public double[] predict(Feature feature) {
        int width = leaves[0].length;
        double[] out = new double[feature.rows() * width];
        for (int row = 0; row < feature.rows(); row++) {
            System.arraycopy(leaves[leaf(feature, row)], 0, out, row * width, width);
        }
        return out;
    }

    private int leaf(Feature feature, int row) {
        if (!feature.numeric()) {
            int code = feature.codes()[row];
            return code < 0 || code >= levels.size() ? 0 : code + 1;
        }
        double number = feature.numbers()[row];
        return Double.isNaN(number) ? 0 : number <= threshold ? 1 : 2;
    }

    /** The rule in words: {@code worst_perimeter at most 105.9} or {@code the level of colour}. */
    @Override
    public String toString() {
        return levels.isEmpty() ? name + " at most " + Figures.of(threshold) : "the level of " + name;
    }
}
