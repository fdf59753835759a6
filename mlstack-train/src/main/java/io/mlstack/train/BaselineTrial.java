package io.mlstack.train;

import io.mlstack.api.error.Finding;
import io.mlstack.api.problem.Baseline;
import io.mlstack.api.problem.Metric;
import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Columns;
import io.mlstack.data.load.Split;
import io.mlstack.train.evaluate.BaselineResult;
import io.mlstack.train.evaluate.internal.Baselines;
import io.mlstack.train.evaluate.internal.ClassNames;
import io.mlstack.train.evaluate.internal.Estimates;
import io.mlstack.train.evaluate.internal.ScoredRows;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The baselines, cross-validated in up to five folds on rows outside the test part. */
final class BaselineTrial {

    private static final int LEAST_ROWS = 500;
    private static final long SEED = 0;

    /** Weights times rows of five linear models at most, to stay within seconds. */
    private static final long MOST_NUMBERS = 500_000;

    private final Problem problem;
    private final Split split;
    private final TrialRows rows;
    private final List<String> usable;

    /** @param risks takes what is said about classes that cannot be tried */
    BaselineTrial(Split split, Columns seen, List<String> usable, List<Finding> risks) {
        this.problem = split.problem();
        this.split = split;
        this.usable = usable;
        long weights =
                Math.max(1, (long) usable.size() * Math.max(1, split.classes().size() - 1));
        long affordable = Math.max(LEAST_ROWS, MOST_NUMBERS / weights);
        this.rows = TrialRows.of(split, seen, (int) Math.min(FeasibilityCheck.MOST_ROWS, affordable), risks);
    }

    /** Rows that were predicted. */
    int rows() {
        return rows.count();
    }

    /** Each baseline with the objective first; none where there are not two folds or two classes. */
    List<BaselineResult> results(List<Finding> notes) {
        Set<Finding> problems = new LinkedHashSet<>();
        Baselines baselines = new Baselines(rows.problem(), rows.classes(), usable);
        Map<Baseline, List<Baselines.Predictions>> parts = new EnumMap<>(Baseline.class);
        int[] folds = rows.folds();
        for (int fold : folds) {
            Split given = rows.given(fold, split.keyColumn());
            for (Baselines.Predictions p : baselines.predict(given, true, problems::add)) {
                parts.computeIfAbsent(p.baseline(), b -> new ArrayList<>()).add(p);
            }
        }
        notes.addAll(problems);
        // The rule of the whole training part speaks for the slightly different ones of the folds.
        Map<Baseline, String> words = new Baselines(problem, split.classes(), usable).words(split.train());
        List<String> names = ClassNames.shown(split.train().schema().column(problem.target()), rows.classes());
        List<BaselineResult> results = new ArrayList<>();
        parts.forEach((baseline, list) -> {
            if (list.size() == folds.length) {
                ScoredRows all = ScoredRows.concat(
                                list.stream().map(Baselines.Predictions::rows).toList())
                        .weighted(rows.weights());
                String what = words.getOrDefault(baseline, list.get(0).words());
                results.add(new BaselineResult(
                        baseline, what, Estimates.of(all, names, metrics(), SEED), Optional.empty()));
            }
        });
        return results;
    }

    private List<Metric> metrics() {
        Set<Metric> metrics = new LinkedHashSet<>(List.of(problem.objective()));
        metrics.addAll(
                problem.kind().isClassification()
                        ? List.of(Metric.ACCURACY, Metric.BALANCED_ACCURACY)
                        : List.of(Metric.MAE, Metric.R2));
        return List.copyOf(metrics);
    }
}
