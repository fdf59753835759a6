package io.mlstack.train.engine;

import io.mlstack.api.problem.ProblemKind;
import io.mlstack.train.ModelSpec;
import java.util.Optional;

/**
 * All that decides a trained model.
 *
 * @param spec what to train
 * @param kind what the targets are
 * @param classes number of classes; 0 for a regression
 * @param train rows to learn from; their features are standardised
 * @param validation rows that decide when to stop
 * @param seed of every draw
 */
public record FitRequest(
        ModelSpec spec, ProblemKind kind, int classes, Examples train, Optional<Examples> validation, long seed) {}
