package io.mlstack.serve.predict.internal.compute.tree;

/** One row at a time by {@link PackedTrees}: keys, walks, sums. Immutable. */
final class PackedRow implements RowTrees {

    private final RowKeys keys;
    private final PackedTrees packed;
    private final LeafSums sums;
    private final int trees;

    PackedRow(RowKeys keys, PackedTrees packed, LeafSums sums, int trees) {
        this.keys = keys;
        this.packed = packed;
        this.sums = sums;
        this.trees = trees;
    }

    @Override
    public void score(double[] in, int from, double[] out, int to, TreeScratch scratch) {
        int[] filled = keys.fill(in, from, scratch);
        if (sums.areFloats() && sums.isOne()) {
            out[to] = sums.end(0, floats(in, from, filled, scratch.found));
            return;
        }
        for (int k = 0; k < sums.outputs(); k++) {
            out[to + k] = sums.begin(k);
        }
        for (int flight = 0; flight < packed.flights(); flight++) {
            packed.walk(flight, in, from, filled, scratch.found);
            add(flight * PackedTrees.FLIGHT, in, from, scratch.found, out, to);
        }
        for (int k = 0; k < sums.outputs(); k++) {
            out[to + k] = sums.end(k, out[to + k]);
        }
    }

    private float floats(double[] in, int from, int[] filled, long[] found) {
        float sum = (float) sums.begin(0);
        for (int flight = 0; flight < packed.flights(); flight++) {
            packed.walk(flight, in, from, filled, found);
            int count = Math.min(PackedTrees.FLIGHT, trees - flight * PackedTrees.FLIGHT);
            for (int i = 0; i < count; i++) {
                sum += floatOf(found[i]);
            }
        }
        return sum;
    }

    private void add(int first, double[] in, int from, long[] found, double[] out, int to) {
        int count = Math.min(PackedTrees.FLIGHT, trees - first);
        for (int i = 0; i < count; i++) {
            if (sums.areFloats()) {
                int at = to + sums.output(first + i);
                out[at] = (float) (out[at] + floatOf(found[i]));
            } else {
                sums.add(first + i, (int) (found[i] >> 32), in, from, out, to);
            }
        }
    }

    private static float floatOf(long leaf) {
        return Float.intBitsToFloat((int) (leaf >> 32));
    }
}
