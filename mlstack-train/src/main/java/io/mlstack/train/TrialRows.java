package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.random.KeyedRandom;
import io.mlstack.api.random.Permutation;
import io.mlstack.api.table.Column;
import io.mlstack.api.table.ColumnType;
import io.mlstack.api.table.Columns;
import io.mlstack.api.table.IntVector;
import io.mlstack.data.load.Split;
import io.mlstack.data.load.SplitRule;
import io.mlstack.train.evaluate.internal.ClassNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The rows that the baselines are tried on, dealt into folds.
 *
 * <p>Each class is sampled by itself, so that all rows of a small one stay, and weights undo what that does to the shares.
 * Each fold gets its part of every class. Where the rule of the split groups rows, a group lies in one fold. Classes that
 * cannot be in the training rows of every fold are left out.
 */
final class TrialRows {

    private static final int FOLDS = 5;
    private static final int SHOWN = 5;
    private static final long SEED = 0;

    private final Problem problem;
    private final Columns rows;
    private final List<String> classes;
    private final double[] weights;
    private final int[] folds;

    private TrialRows(Problem problem, Columns rows, List<String> classes, double[] weights, int[] folds) {
        this.problem = problem;
        this.rows = rows;
        this.classes = classes;
        this.weights = weights;
        this.folds = folds;
    }

    /**
     * Rows of {@code seen}.
     *
     * @param most rows that are wanted; small classes may bring some more
     * @param risks takes what is said about classes that are left out
     */
    static TrialRows of(Split split, Columns seen, int most, List<Finding> risks) {
        Problem problem = split.problem();
        List<String> classes = split.classes();
        int[] codes = classes.isEmpty() ? new int[seen.rows()] : seen.codes(problem.target());
        int[] groups = groups(split, seen);
        double[] weights = new double[seen.rows()];
        int[] sample = sample(codes, Math.max(1, classes.size()), most, weights);
        boolean[] left = tooFew(codes, groups, sample, classes.size());
        int[] tried = Arrays.stream(sample).filter(row -> !left[codes[row]]).toArray();
        int[] dealt = deal(codes, groups, tried, left.length);
        leaveSingleFolds(codes, tried, dealt, left);
        int[] kept = Arrays.stream(tried).filter(row -> !left[codes[row]]).toArray();
        int[] folds = IntStream.range(0, tried.length)
                .filter(i -> !left[codes[tried[i]]])
                .map(i -> dealt[i])
                .toArray();
        report(split, seen, left, codes, risks);
        Columns rows = seen.take(kept);
        List<String> known = IntStream.range(0, classes.size())
                .filter(c -> !left[c])
                .mapToObj(classes::get)
                .toList();
        Optional<String> group = split.rule().flatMap(SplitRule::groupBy);
        Problem asked = group.filter(name -> !problem.ignored().contains(name))
                .map(problem::ignoring)
                .orElse(problem);
        return new TrialRows(
                asked,
                known.size() < classes.size() ? retyped(rows, problem.target(), classes, known) : rows,
                known,
                Arrays.stream(kept).mapToDouble(row -> weights[row]).toArray(),
                folds);
    }

    /** What the folds are asked: the problem, without the column that groups. */
    Problem problem() {
        return problem;
    }

    /** Classes that occur, in class order; empty for a regression. */
    List<String> classes() {
        return classes;
    }

    int count() {
        return rows.rows();
    }

    /** Folds that hold a row; none where nothing can be tried. */
    int[] folds() {
        int[] used = Arrays.stream(folds).distinct().sorted().toArray();
        boolean possible = used.length > 1 && classes.size() != 1;
        return possible ? used : new int[0];
    }

    /** The rows outside a fold beside those in it. */
    Split given(int fold, String keyColumn) {
        Columns train = rows.take(where(f -> f != fold));
        return Split.given(problem, train, train.slice(0, 0), rows.take(where(f -> f == fold)), keyColumn);
    }

    /** How many rows of the data each row of all folds, one fold after the other, stands for. */
    double[] weights() {
        return Arrays.stream(folds())
                .flatMap(fold -> Arrays.stream(where(f -> f == fold)))
                .mapToDouble(row -> weights[row])
                .toArray();
    }

    private int[] where(IntPredicate wanted) {
        return IntStream.range(0, folds.length)
                .filter(row -> wanted.test(folds[row]))
                .toArray();
    }

    /** A number for each row, equal for rows that belong together. */
    private static int[] groups(Split split, Columns seen) {
        Optional<String> column = split.rule().flatMap(SplitRule::groupBy);
        if (column.isEmpty()) {
            return IntStream.range(0, seen.rows()).toArray();
        }
        int index = seen.schema().indexOf(column.get());
        Map<String, Integer> numbers = new LinkedHashMap<>();
        return IntStream.range(0, seen.rows())
                .map(row -> numbers.computeIfAbsent(String.valueOf(seen.text(row, index)), g -> numbers.size()))
                .toArray();
    }

    private static int[] sample(int[] codes, int classes, int most, double[] weights) {
        Arrays.fill(weights, 1);
        if (codes.length <= most) {
            return IntStream.range(0, codes.length).toArray();
        }
        int[] counts = new int[classes];
        Arrays.stream(codes).forEach(code -> counts[code]++);
        int[] quotas = quotas(counts, most);
        for (int row = 0; row < codes.length; row++) {
            weights[row] = counts[codes[row]] / (double) quotas[codes[row]];
        }
        Permutation order = KeyedRandom.of(SEED, "feasibility/sample").permutation(codes.length);
        int[] open = quotas.clone();
        return IntStream.range(0, codes.length)
                .map(i -> (int) order.at(i))
                .filter(row -> open[codes[row]]-- > 0)
                .sorted()
                .toArray();
    }

    /** Rows of each class: half of the places are shared equally, as far as a class has rows for them, the rest by size. */
    private static int[] quotas(int[] counts, int most) {
        int fair = Math.max(FOLDS, most / (2 * counts.length));
        long rows = Arrays.stream(counts).asLongStream().sum();
        long small = 0;
        long ofSmall = 0;
        for (int count : counts) {
            if ((long) count * most <= fair * rows) {
                small += Math.min(count, fair);
                ofSmall += count;
            }
        }
        int[] quotas = new int[counts.length];
        for (int c = 0; c < counts.length; c++) {
            boolean isSmall = (long) counts[c] * most <= fair * rows;
            long share = isSmall ? fair : Math.max(fair, (most - small) * counts[c] / (rows - ofSmall));
            quotas[c] = (int) Math.min(counts[c], share);
        }
        return quotas;
    }

    /** Classes that stand in fewer groups than there are folds. */
    private static boolean[] tooFew(int[] codes, int[] groups, int[] sample, int classes) {
        boolean[] few = new boolean[Math.max(1, classes)];
        for (int c = 0; c < classes; c++) {
            int code = c;
            few[c] = Arrays.stream(sample)
                            .filter(row -> codes[row] == code)
                            .map(row -> groups[row])
                            .distinct()
                            .count()
                    < FOLDS;
        }
        return few;
    }

    /**
     * The fold of each of {@code rows}: the largest groups first, equal ones in a keyed order, each to the fold that has
     * least of its classes, measured as a share of all rows of a class; of equals to the smallest.
     */
    private static int[] deal(int[] codes, int[] groups, int[] rows, int classes) {
        Map<Integer, List<Integer>> members = new LinkedHashMap<>();
        Permutation order = KeyedRandom.of(SEED, "feasibility/folds").permutation(rows.length);
        int[] totals = new int[classes];
        for (int i = 0; i < rows.length; i++) {
            int at = (int) order.at(i);
            members.computeIfAbsent(groups[rows[at]], g -> new ArrayList<>()).add(at);
            totals[codes[rows[at]]]++;
        }
        List<List<Integer>> largestFirst = new ArrayList<>(members.values());
        largestFirst.sort(Comparator.comparingInt(group -> -group.size()));
        int[] folds = new int[rows.length];
        int[][] dealt = new int[FOLDS][classes];
        int[] sizes = new int[FOLDS];
        for (List<Integer> group : largestFirst) {
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int fold = 0; fold < FOLDS; fold++) {
                double load = 0;
                for (int at : group) {
                    int code = codes[rows[at]];
                    load += dealt[fold][code] / ((double) totals[code] * totals[code]);
                }
                if (load < least || load == least && sizes[fold] < sizes[best]) {
                    least = load;
                    best = fold;
                }
            }
            for (int at : group) {
                folds[at] = best;
                dealt[best][codes[rows[at]]]++;
                sizes[best]++;
            }
        }
        return folds;
    }

    /** Marks classes of which all rows came into one fold, which groups of several classes can do. */
    private static void leaveSingleFolds(int[] codes, int[] rows, int[] folds, boolean[] left) {
        int[] seenIn = new int[left.length];
        for (int i = 0; i < rows.length; i++) {
            seenIn[codes[rows[i]]] |= 1 << folds[i];
        }
        for (int c = 0; c < left.length; c++) {
            left[c] |= Integer.bitCount(seenIn[c]) < 2;
        }
    }

    private static void report(Split split, Columns seen, boolean[] left, int[] codes, List<Finding> risks) {
        List<String> classes =
                ClassNames.shown(seen.schema().column(split.problem().target()), split.classes());
        List<String> names = IntStream.range(0, classes.size())
                .filter(c -> left[c])
                .mapToObj(c -> "\"" + classes.get(c) + "\" ("
                        + Arrays.stream(codes).filter(code -> code == c).count() + ")")
                .toList();
        if (names.isEmpty()) {
            return;
        }
        String what = split.rule()
                .flatMap(SplitRule::groupBy)
                .map(g -> "groups of " + g)
                .orElse("rows");
        risks.add(new Finding(
                "feasibility.class-not-tried",
                "column " + split.problem().target(),
                "too few " + what + " outside the test part to try a baseline on: "
                        + String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                        + (names.size() > SHOWN ? ", ..." : ""),
                "gather at least " + FOLDS + " " + what + " of each class, or join it with another"));
    }

    /** The target as a category of the classes that are left, as every class of a split must have rows. */
    private static Columns retyped(Columns rows, String target, List<String> classes, List<String> known) {
        Column column = rows.schema().column(target);
        int[] codes = Arrays.stream(rows.codes(target))
                .map(code -> known.indexOf(classes.get(code)))
                .toArray();
        if (known.isEmpty()) {
            return rows;
        }
        return rows.with(
                new Column(target, ColumnType.category(known), false, column.personal(), column.description()),
                IntVector.of(codes));
    }
}
