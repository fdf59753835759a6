package io.mlstack.serve.predict.internal.compute.tree;

/** One row at a time by {@link RankedTrees}: ranks, walks, sums. Immutable. */
final class RankedRow implements RowTrees {

    private final RowKeys keys;
    private final RankedTrees ranked;
    private final LeafSums sums;

    RankedRow(RowKeys keys, RankedTrees ranked, LeafSums sums) {
        this.keys = keys;
        this.ranked = ranked;
        this.sums = sums;
    }

    @Override
    public void score(double[] in, int from, double[] out, int to, TreeScratch scratch) {
        int[] filled = keys.fill(in, from, scratch);
        int[] places = scratch.places();
        if (sums.isOne() && sums.areFloats()) {
            out[to] = sums.end(0, ranked.addFloats((float) sums.begin(0), filled, places));
        } else if (sums.areDoubles()) {
            out[to] = sums.end(0, ranked.addDoubles(sums.begin(0), filled, places));
        } else {
            any(in, from, filled, places, out, to);
        }
    }

    private void any(double[] in, int from, int[] filled, int[] places, double[] out, int to) {
        for (int k = 0; k < sums.outputs(); k++) {
            out[to + k] = sums.begin(k);
        }
        for (int band = 0; band < ranked.bands(); band++) {
            ranked.walk(band, filled, places);
            add(band, places, in, from, out, to);
        }
        for (int k = 0; k < sums.outputs(); k++) {
            out[to + k] = sums.end(k, out[to + k]);
        }
    }

    private void add(int band, int[] places, double[] in, int from, double[] out, int to) {
        int first = band * RankedTrees.BAND;
        for (int i = 0; i < ranked.count(band); i++) {
            if (sums.areFloats()) {
                int at = to + sums.output(first + i);
                out[at] = (float) (out[at] + ranked.floatAt(band, places[i]));
            } else {
                sums.add(first + i, ranked.leaf(band, places[i]), in, from, out, to);
            }
        }
    }
}
