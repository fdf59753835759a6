package io.mlstack.serve.predict;

import io.mlstack.serve.predict.internal.compute.Workspace;

/**
 * The memory that a {@link Scorer} writes to while it scores. The caller owns it and uses it from one thread at a time.
 *
 * <p>Made by {@link Scorer#scratch}; it serves every scorer of the same size, so that it outlives the swap of a model for
 * a retrained one. A few kilobytes at first; the space for blocks of rows is taken on the first call with many of them.
 */
public final class Scratch {

    private final Workspace workspace;

    Scratch(Workspace workspace) {
        this.workspace = workspace;
    }

    Workspace workspace() {
        return workspace;
    }
}
