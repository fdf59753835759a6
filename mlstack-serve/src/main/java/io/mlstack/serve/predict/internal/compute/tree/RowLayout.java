package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Trees;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lays trees out for one row at a time.
 *
 * @param setsHaveKeys whether all splits by categories are decided before the trees are walked
 */
record RowLayout(Trees trees, CategorySets sets, boolean setsHaveKeys, LeafSums sums) {

    /** As they are: nothing to lay out. */
    RowTrees plain() {
        return new PlainTrees(trees, sets, sums);
    }

    /** In the fastest layout that they fit in. */
    RowTrees best() {
        Slots slots = new Slots(trees, sets, setsHaveKeys);
        CutOrder order = new CutOrder(trees);
        RowTrees made = ranked(slots, order);
        made = made == null ? packed(slots, order) : made;
        return made == null ? plain() : made;
    }

    /** As {@link RankedTrees}, or null where they do not fit. */
    @Nullable
    RowTrees ranked(Slots slots, CutOrder order) {
        int shift = RankedTrees.shift(trees, slots, order);
        if (shift == 0) {
            return null;
        }
        RankedTrees ranked = new RankedTrees(trees, slots, order, sums, shift);
        return new RankedRow(RowKeys.ranks(trees.type(), slots, order, shift), ranked, sums);
    }

    /** As {@link PackedTrees}, or null where they do not fit. */
    @Nullable
    RowTrees packed(Slots slots, CutOrder order) {
        if (!PackedTreesBuilder.fits(trees, slots)) {
            return null;
        }
        IntUnaryOperator payload =
                sums.areFloats() ? leaf -> Float.floatToRawIntBits(sums.floatValue(leaf)) : leaf -> leaf;
        PackedTreesBuilder builder = new PackedTreesBuilder(trees, slots, RowKeys.thresholds(trees, order), payload);
        RowKeys keys = RowKeys.of(trees.type(), slots, new Cuts(order, trees.type()));
        return new PackedRow(keys, new PackedTrees(builder, sets), sums, trees.trees());
    }
}
