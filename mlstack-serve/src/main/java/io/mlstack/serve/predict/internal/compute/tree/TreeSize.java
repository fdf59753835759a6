package io.mlstack.serve.predict.internal.compute.tree;

/**
 * What an ensemble needs to write to while it runs.
 *
 * @param outputs of the ensemble
 */
public record TreeSize(int outputs) {

    /** Of a program without trees. */
    public static final TreeSize NONE = new TreeSize(0);

    /** Enough for either of two ensembles. */
    public TreeSize max(TreeSize other) {
        return new TreeSize(Math.max(outputs, other.outputs));
    }
}
