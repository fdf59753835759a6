package io.mlstack.train.engine.jvm;

import io.mlstack.train.Optimiser;

/**
 * How a net is trained.
 *
 * @param epochs most passes over the rows
 * @param batch rows of one step
 * @param weightDecay see {@link Update#apply}; biases do not decay
 * @param dropout share of hidden outputs left out in each step, from 0 to below 1
 * @param clip largest Euclidean norm of a step's gradient; a larger one is scaled down to it
 * @param patience epochs without a better validation loss before training stops; without effect when there are no
 *     validation rows
 */
record NetRecipe(
        int epochs,
        int batch,
        float learningRate,
        float weightDecay,
        float dropout,
        float clip,
        int patience,
        Optimiser optimiser,
        long seed) {}
