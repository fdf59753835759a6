package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;

/** Where a split sends a number, as {@link Trees} defines it. Immutable; not for the hot path. */
public final class TreeRoute {

    private final Trees trees;
    private final boolean narrow;

    public TreeRoute(Trees trees) {
        this.trees = trees;
        this.narrow = trees.type() == Tensor.Type.F32;
    }

    /** Whether a split sends {@code given} left; in trees of float32 it holds a float. */
    public boolean goesLeft(int node, double given) {
        double x = given;
        switch (trees.missing(node)) {
            case NAN -> {
                if (Double.isNaN(x)) {
                    return trees.missingLeft(node);
                }
            }
            case NAN_OR_ZERO -> {
                if (Double.isNaN(x) || Math.abs(x) <= Trees.ZERO) {
                    return trees.missingLeft(node);
                }
            }
            case NEVER -> x = Double.isNaN(x) ? 0 : x;
        }
        if (!trees.byCategories(node)) {
            return x < trees.threshold(node);
        }
        return isMember(trees.members(node), x) == trees.membersLeft(node);
    }

    private boolean isMember(long[] members, double x) {
        boolean below = narrow ? x < 0 : x <= -1;
        int category = (int) x;
        return !below && category >> 6 < members.length && (members[category >> 6] >>> category & 1) != 0;
    }
}
