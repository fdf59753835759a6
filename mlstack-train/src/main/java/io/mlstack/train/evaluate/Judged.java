package io.mlstack.train.evaluate;

import io.mlstack.api.problem.Problem;
import io.mlstack.train.evaluate.internal.Baselines;
import io.mlstack.train.evaluate.internal.ScoredRows;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * All that an evaluation is computed from: predictions beside the truth, and where both came from.
 *
 * @param model what to call the model in a sentence, without article: {@code logistic model}
 * @param classes names in class order; empty for a regression
 * @param rows the model on the test part
 * @param keys one a row, for people; no personal data
 * @param baselines the baselines on the same rows
 * @param threshold the model's own threshold on the probability of the positive class, if it has one
 * @param seed of the resamples
 * @param provenance name and value of what made the model, in reading order; functions of the content only
 * @param personalTarget whether answers can identify a person and so are shown for no single row
 * @param packing makes the bundle
 */
record Judged(
        Problem problem,
        String model,
        List<String> classes,
        ScoredRows rows,
        List<String> keys,
        List<Baselines.Predictions> baselines,
        OptionalDouble threshold,
        long seed,
        Map<String, String> provenance,
        boolean personalTarget,
        Packing packing) {}
