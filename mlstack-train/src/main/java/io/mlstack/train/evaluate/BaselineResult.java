package io.mlstack.train.evaluate;

import io.mlstack.api.problem.Baseline;
import io.mlstack.api.stats.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What a baseline reached on the same rows as the model.
 *
 * @param baseline which one
 * @param words what it does: {@code always "benign"}, {@code worst_perimeter at most 105.9}
 * @param metrics the same metrics as the model's, in the same order
 * @param verdict the model against it under the problem's objective; empty where the objective is undefined for either
 */
public record BaselineResult(Baseline baseline, String words, List<MetricValue> metrics, Optional<Verdict> verdict) {

    public BaselineResult {
        metrics = List.copyOf(metrics);
    }
}
