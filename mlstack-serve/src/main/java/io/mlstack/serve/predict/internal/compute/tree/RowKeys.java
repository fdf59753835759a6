package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import java.util.function.IntUnaryOperator;

/** The keys of a row that the {@link Slots} of its ensemble name. Immutable. */
abstract class RowKeys {

    private final Slots slots;
    private final int[] otherFeatures;
    private final int[] otherMissing;

    final int[] nanFeatures;

    private RowKeys(Slots slots) {
        this.slots = slots;
        this.nanFeatures = slots.nanFeatures();
        this.otherFeatures = slots.otherFeatures();
        this.otherMissing = slots.otherMissing();
    }

    /** Keys as they compare fastest: floats as themselves, doubles by their rank among the cuts. */
    static RowKeys of(Tensor.Type type, Slots slots, Cuts cuts) {
        return type == Tensor.Type.F32 ? new Floats(slots) : new Ranks(slots, cuts);
    }

    /** What a key must be below to go left at a numeric split. */
    static IntUnaryOperator thresholds(Trees trees, CutOrder order) {
        return trees.type() == Tensor.Type.F32
                ? node -> Sortable.key((float) trees.threshold(node))
                : node -> order.position(node) + 1;
    }

    /** The key of a number that is not NaN. */
    abstract int key(int feature, double x);

    abstract void fillNumbers(double[] in, int from, long[] keys);

    final void fill(double[] in, int from, long[] keys) {
        fillNumbers(in, from, keys);
        if (otherFeatures.length > 0) {
            fillOthers(in, from, keys);
        }
        if (slots.setsHaveKeys()) {
            fillSets(in, from, keys);
        }
    }

    private void fillOthers(double[] in, int from, long[] keys) {
        int at = Slots.FIRST + 2 * nanFeatures.length;
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

    private void fillSets(double[] in, int from, long[] keys) {
        CategorySets sets = slots.sets();
        int at = slots.firstSet();
        for (int i = 0; i < sets.count(); i++) {
            keys[at + i] = sets.left(i, in[from + sets.feature(i)]) ? Sortable.LOWEST : Sortable.HIGHEST;
        }
    }

    private static final class Floats extends RowKeys {

        Floats(Slots slots) {
            super(slots);
        }

        @Override
        int key(int feature, double x) {
            return Sortable.key((float) x);
        }

        @Override
        void fillNumbers(double[] in, int from, long[] keys) {
            int at = Slots.FIRST;
            for (int feature : nanFeatures) {
                float x = (float) in[from + feature];
                boolean missing = Float.isNaN(x);
                int key = Sortable.key(x);
                keys[at] = missing ? Sortable.HIGHEST : key;
                keys[at + 1] = missing ? Sortable.LOWEST : key;
                at += 2;
            }
        }
    }

    private static final class Ranks extends RowKeys {
        private final Cuts cuts;

        Ranks(Slots slots, Cuts cuts) {
            super(slots);
            this.cuts = cuts;
        }

        @Override
        int key(int feature, double x) {
            return cuts.rank(feature, x);
        }

        @Override
        void fillNumbers(double[] in, int from, long[] keys) {
            int at = Slots.FIRST;
            for (int feature : nanFeatures) {
                double x = in[from + feature];
                boolean missing = Double.isNaN(x);
                int key = missing ? 0 : cuts.rank(feature, x);
                keys[at] = missing ? Sortable.HIGHEST : key;
                keys[at + 1] = missing ? Sortable.LOWEST : key;
                at += 2;
            }
        }
    }
}
