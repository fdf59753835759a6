package io.mlstack.serve.predict.internal.compute;

import io.mlstack.serve.predict.internal.compute.tree.TreeSize;

/**
 * What a program needs to write to while it runs.
 *
 * @param registers numbers a row
 * @param numbers the most that a linear step gathers or imputes
 * @param widest features of the widest layer; 0 without dense layers
 * @param trees what tree ensembles write to
 */
public record Size(int registers, int numbers, int widest, TreeSize trees) {}
