package io.mlstack.serve.predict.internal.compute.tree;

/**
 * What an ensemble needs to write to while it runs.
 *
 * @param keys of a row
 */
public record TreeSize(int keys) {

    /** Of a program without trees. */
    public static final TreeSize NONE = new TreeSize(0);

    /** Enough for either of two ensembles. */
    public TreeSize max(TreeSize other) {
        return new TreeSize(Math.max(keys, other.keys));
    }
}
