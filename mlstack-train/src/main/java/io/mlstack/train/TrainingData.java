package io.mlstack.train;

import io.mlstack.api.problem.Problem;
import io.mlstack.api.table.Columns;
import java.util.Optional;
import java.util.Set;

/**
 * What a training learns from.
 *
 * @param train rows to learn from
 * @param validation rows that decide when to stop
 * @param keys columns that name the rows
 * @param snapshot identity of the data, where they come from a store
 */
record TrainingData(
        Problem problem, Columns train, Optional<Columns> validation, Set<String> keys, Optional<String> snapshot) {
    TrainingData {
        keys = Set.copyOf(keys);
    }
}
