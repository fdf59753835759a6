package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import java.util.function.IntUnaryOperator;

/** The keys of a row that the {@link Slots} of its ensemble name. Immutable. */
abstract class RowKeys {

    private final Slots slots;
    private final int[] otherFeatures;
    private final int[] otherMissing;

    final int lowest;
    final int[] nanFeatures;
    final int[] missingRight;
    final int[] missingLeft;

    /** @param lowest below the key of every number */
    private RowKeys(Slots slots, int lowest) {
        this.slots = slots;
        this.lowest = lowest;
        this.nanFeatures = slots.nanFeatures();
        this.missingRight = slots.missingRight(nanFeatures);
        this.missingLeft = slots.missingLeft(nanFeatures);
        this.otherFeatures = slots.otherFeatures();
        this.otherMissing = slots.otherMissing(lowest);
    }

    /** Keys for {@link PackedTrees}: floats as themselves, doubles by their rank among the cuts. */
    static RowKeys of(Tensor.Type type, Slots slots, Cuts cuts) {
        return type == Tensor.Type.F32 ? new Floats(slots) : new Ranks(slots, cuts, 0);
    }

    /** Keys for {@link RankedTrees}: ranks, {@code shift} bits up. */
    static RowKeys ranks(Tensor.Type type, Slots slots, CutOrder order, int shift) {
        Cuts cuts = new Cuts(order, type);
        return type == Tensor.Type.F32 ? new QuickRanks(slots, order, cuts, shift) : new Ranks(slots, cuts, shift);
    }

    /** What a key must be below to go left at a numeric split. */
    static IntUnaryOperator thresholds(Trees trees, CutOrder order) {
        return trees.type() == Tensor.Type.F32
                ? node -> Sortable.key((float) trees.threshold(node))
                : node -> order.position(node) + 1;
    }

    /** The key of a number that is not NaN. */
    abstract int key(int feature, double x);

    abstract void fillNumbers(double[] in, int from, int[] keys, TreeScratch scratch);

    /** The keys of a row, by slot, in the memory of {@code scratch}. */
    final int[] fill(double[] in, int from, TreeScratch scratch) {
        int[] keys = scratch.keys(slots.count());
        fillNumbers(in, from, keys, scratch);
        if (otherFeatures.length > 0) {
            fillOthers(in, from, keys);
        }
        if (slots.setsHaveKeys()) {
            fillSets(in, from, keys);
        }
        return keys;
    }

    private void fillOthers(double[] in, int from, int[] keys) {
        int at = slots.firstOther();
        for (int i = 0; i < otherFeatures.length; i++) {
            int feature = otherFeatures[i];
            double x = in[from + feature];
            int missing = otherMissing[i];
            boolean never = missing == 0;
            if (Double.isNaN(x)) {
                keys[at + i] = never ? key(feature, 0) : missing;
            } else {
                keys[at + i] = never || Math.abs(x) > Trees.ZERO ? key(feature, x) : missing;
            }
        }
    }

    private void fillSets(double[] in, int from, int[] keys) {
        CategorySets sets = slots.sets();
        int at = slots.firstSet();
        for (int i = 0; i < sets.count(); i++) {
            keys[at + i] = sets.left(i, in[from + sets.feature(i)]) ? lowest : Sortable.HIGHEST;
        }
    }

    private static final class Floats extends RowKeys {

        Floats(Slots slots) {
            super(slots, Sortable.LOWEST);
        }

        @Override
        int key(int feature, double x) {
            return Sortable.key((float) x);
        }

        @Override
        void fillNumbers(double[] in, int from, int[] keys, TreeScratch scratch) {
            for (int i = 0; i < nanFeatures.length; i++) {
                float x = (float) in[from + nanFeatures[i]];
                boolean missing = Float.isNaN(x);
                int key = Sortable.key(x);
                keys[missingRight[i]] = missing ? Sortable.HIGHEST : key;
                keys[missingLeft[i]] = missing ? Sortable.LOWEST : key;
            }
        }
    }

    private static class Ranks extends RowKeys {
        private final Cuts cuts;
        final int shift;

        Ranks(Slots slots, Cuts cuts, int shift) {
            // Not lower, so that no difference to a split of ranks overflows.
            super(slots, -1);
            this.cuts = cuts;
            this.shift = shift;
        }

        @Override
        final int key(int feature, double x) {
            return cuts.rank(feature, x) << shift;
        }

        @Override
        void fillNumbers(double[] in, int from, int[] keys, TreeScratch scratch) {
            for (int i = 0; i < nanFeatures.length; i++) {
                double x = in[from + nanFeatures[i]];
                boolean missing = Double.isNaN(x);
                int key = missing ? 0 : key(nanFeatures[i], x);
                keys[missingRight[i]] = missing ? Sortable.HIGHEST : key;
                keys[missingLeft[i]] = missing ? lowest : key;
            }
        }
    }

    /** Ranks of float32 numbers, of all features at once. */
    private static final class QuickRanks extends Ranks {
        private final FloatRanks ranks;

        QuickRanks(Slots slots, CutOrder order, Cuts cuts, int shift) {
            super(slots, cuts, shift);
            this.ranks = new FloatRanks(order, slots, shift, lowest);
        }

        @Override
        void fillNumbers(double[] in, int from, int[] keys, TreeScratch scratch) {
            ranks.fill(in, from, keys, scratch);
        }
    }
}
