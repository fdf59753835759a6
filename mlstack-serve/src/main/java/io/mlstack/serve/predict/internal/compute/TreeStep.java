package io.mlstack.serve.predict.internal.compute;

import io.mlstack.serve.predict.internal.compute.tree.CompiledTrees;

/** A tree ensemble on the numbers that lie side by side among the registers. */
final class TreeStep extends Step {

    private final int from;
    private final int to;
    private final CompiledTrees trees;

    TreeStep(int from, int to, CompiledTrees trees) {
        this.from = from;
        this.to = to;
        this.trees = trees;
    }

    @Override
    void row(double[] registers, int base, Workspace workspace) {
        trees.row(registers, base + from, registers, base + to, workspace.trees);
    }

    @Override
    void block(double[] registers, int stride, int rows, Workspace workspace) {
        trees.rows(registers, from, stride, rows, to, workspace.trees);
    }
}
