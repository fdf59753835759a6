package io.mlstack.serve.predict.internal.compute.tree;

/**
 * What an ensemble needs to write to while it runs.
 *
 * @param keys of a row
 * @param masks of a slice of rows; 0 for an ensemble that is not sliced
 * @param outputs of the ensemble
 */
public record TreeSize(int keys, int masks, int outputs) {

    /** Of a program without trees. */
    public static final TreeSize NONE = new TreeSize(0, 0, 0);

    /** Enough for either of two ensembles. */
    public TreeSize max(TreeSize other) {
        return new TreeSize(Math.max(keys, other.keys), Math.max(masks, other.masks), Math.max(outputs, other.outputs));
    }
}
