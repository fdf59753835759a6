package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.problem.Baseline;
import io.mlstack.api.problem.Metric;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.random.KeyedRandom;
import io.mlstack.api.random.Permutation;
import io.mlstack.api.table.Columns;
import io.mlstack.data.load.Split;
import io.mlstack.train.evaluate.BaselineResult;
import io.mlstack.train.evaluate.internal.Baselines;
import io.mlstack.train.evaluate.internal.Estimates;
import io.mlstack.train.evaluate.internal.ScoredRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The baselines, cross-validated in five stratified folds on rows outside the test part. */
final class BaselineTrial {

    private static final int FOLDS = 5;
    private static final int LEAST_ROWS = 500;

    /** Of a class of this size every row is kept when the others are sampled. */
    private static final int SMALL_CLASS = 50;

    private static final long SEED = 0;

    /** Weights times rows of five linear models at most, to stay within seconds. */
    private static final long MOST_NUMBERS = 500_000;

    private final Problem problem;
    private final Split split;
    private final Columns rows;
    private final Baselines baselines;

    BaselineTrial(Problem problem, Split split, Columns seen, List<String> usable) {
        this.problem = problem;
        this.split = split;
        long affordable = Math.max(
                LEAST_ROWS,
                MOST_NUMBERS
                        / Math.max(
                                1,
                                (long) usable.size()
                                        * Math.max(1, split.classes().size() - 1)));
        this.rows = sample(seen, (int) Math.min(FeasibilityCheck.MOST_ROWS, affordable), codes(seen));
        this.baselines = new Baselines(problem, split.classes(), usable);
    }

    /** At most about {@code most} rows, class by class in proportion; of a small class all of them. */
    private static Columns sample(Columns seen, int most, int[] codes) {
        if (seen.rows() <= most) {
            return seen;
        }
        Permutation order = KeyedRandom.of(SEED, "feasibility/sample").permutation(seen.rows());
        Map<Integer, Integer> counts = new HashMap<>();
        Arrays.stream(codes).forEach(code -> counts.merge(code, 1, Integer::sum));
        Map<Integer, Integer> taken = new HashMap<>();
        return seen.take(IntStream.range(0, seen.rows())
                .map(i -> (int) order.at(i))
                .filter(row -> {
                    long share = Math.max(SMALL_CLASS, (long) counts.getOrDefault(codes[row], 0) * most / codes.length);
                    return taken.merge(codes[row], 1, Integer::sum) <= share;
                })
                .sorted()
                .toArray());
    }

    /** The class of each row; all 0 where there are none. */
    private int[] codes(Columns table) {
        return problem.kind().isClassification() ? table.codes(problem.target()) : new int[table.rows()];
    }

    /** The first class that cannot be in every training part and be held out as well. */
    private Optional<String> tooRare() {
        if (!problem.kind().isClassification()) {
            return Optional.empty();
        }
        long[] counts = new long[split.classes().size()];
        Arrays.stream(codes(rows)).forEach(code -> counts[code]++);
        return IntStream.range(0, counts.length)
                .filter(code -> counts[code] < FOLDS)
                .mapToObj(split.classes()::get)
                .findFirst();
    }

    /** Rows that were predicted. */
    int rows() {
        return rows.rows();
    }

    /** Each baseline with the objective first. */
    List<BaselineResult> results(List<Finding> notes) {
        if (tooRare().isPresent()) {
            notes.add(new Finding(
                    "feasibility.no-trial",
                    "column " + problem.target(),
                    "the baselines were not tried, because a class has fewer than " + FOLDS + " rows to learn from",
                    "label more rows of the rare classes, or join them"));
            return List.of();
        }
        Set<Finding> problems = new LinkedHashSet<>();
        int[] folds = folds();
        Map<Baseline, List<Baselines.Predictions>> parts = new EnumMap<>(Baseline.class);
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            Columns train = rows.take(where(folds, f -> f != held));
            Columns test = rows.take(where(folds, f -> f == held));
            for (Baselines.Predictions p : baselines.predict(given(train, test), true, problems::add)) {
                parts.computeIfAbsent(p.baseline(), b -> new ArrayList<>()).add(p);
            }
        }
        notes.addAll(problems);
        Map<Baseline, String> words = words();
        List<BaselineResult> results = new ArrayList<>();
        parts.forEach((baseline, list) -> {
            if (list.size() == FOLDS) {
                ScoredRows all = ScoredRows.concat(
                        list.stream().map(Baselines.Predictions::rows).toList());
                String what = words.getOrDefault(baseline, list.get(0).words());
                results.add(new BaselineResult(
                        baseline, what, Estimates.of(all, split.classes(), metrics(), SEED), Optional.empty()));
            }
        });
        return results;
    }

    private Split given(Columns train, Columns test) {
        return Split.given(problem, train, train.slice(0, 0), test, split.keyColumn());
    }

    /** The rule of the whole training part speaks for the five slightly different ones of the folds. */
    private Map<Baseline, String> words() {
        Map<Baseline, String> words = new EnumMap<>(Baseline.class);
        baselines.predict(split, false, f -> {}).forEach(p -> words.put(p.baseline(), p.words()));
        return words;
    }

    private List<Metric> metrics() {
        Set<Metric> metrics = new LinkedHashSet<>(List.of(problem.objective()));
        metrics.addAll(
                problem.kind().isClassification()
                        ? List.of(Metric.ACCURACY, Metric.BALANCED_ACCURACY)
                        : List.of(Metric.MAE, Metric.R2));
        return List.copyOf(metrics);
    }

    /** The fold of each row: a keyed order, dealt out class by class so that each fold has its share of every class. */
    private int[] folds() {
        Permutation order = KeyedRandom.of(SEED, "feasibility/folds").permutation(rows.rows());
        int[] codes = codes(rows);
        List<Integer> dealt = IntStream.range(0, rows.rows())
                .map(i -> (int) order.at(i))
                .boxed()
                .sorted(Comparator.comparingInt(row -> codes[row]))
                .toList();
        int[] folds = new int[rows.rows()];
        for (int i = 0; i < folds.length; i++) {
            folds[dealt.get(i)] = i % FOLDS;
        }
        return folds;
    }

    private static int[] where(int[] folds, IntPredicate wanted) {
        return IntStream.range(0, folds.length)
                .filter(row -> wanted.test(folds[row]))
                .toArray();
    }
}
