package io.mlstack.serve.predict.internal.compute.tree;

/** The memory that ensembles write to while they run; of one thread at a time. */
public final class TreeScratch {

    /** Of a row, by slot. */
    final long[] keys;
    /** Where the trees of a flight end. */
    final long[] found = new long[PackedTrees.FLIGHT];

    public TreeScratch(TreeSize size) {
        this.keys = new long[size.keys()];
        for (int slot = 0; slot < Math.min(Slots.FIRST, keys.length); slot++) {
            keys[slot] = Sortable.HIGHEST;
        }
    }
}
