package io.mlstack.train.engine;

import io.mlstack.api.problem.ProblemKind;
import io.mlstack.train.ModelSpec;
import java.util.List;
import java.util.Optional;

/**
 * All that decides a trained model.
 *
 * @param spec what to train
 * @param kind what the targets are
 * @param classes number of classes; 0 for a regression
 * @param featureNames how to call each feature in messages; as many as {@code train.width()}
 * @param train rows to learn from; their features are standardised
 * @param validation rows that decide when to stop
 * @param seed of every draw
 */
public record FitRequest(
        ModelSpec spec,
        ProblemKind kind,
        int classes,
        List<String> featureNames,
        Examples train,
        Optional<Examples> validation,
        long seed) {}
