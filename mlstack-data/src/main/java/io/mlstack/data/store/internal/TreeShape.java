package io.mlstack.data.store.internal;

/**
 * How a store cuts its tables; fixed when it is created.
 *
 * @param leaves into blocks of rows
 * @param nodes those into nodes of the tree
 */
public record TreeShape(LeafCut leaves, NodeCut nodes) {

    /** What a store gets that is created by this version. */
    public static final TreeShape STANDARD = new TreeShape(LeafCut.STANDARD, NodeCut.STANDARD);
}
