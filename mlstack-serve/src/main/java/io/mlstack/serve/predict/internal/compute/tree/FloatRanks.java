package io.mlstack.serve.predict.internal.compute.tree;

import java.util.Arrays;

/**
 * Keys of the float32 numbers of a row by their ranks among the cuts of their features, all features in one search.
 *
 * <p>As in {@link Cuts}, a search begins behind the cuts of lower {@link Buckets} and halves what the fullest bucket holds.
 * Every feature takes a step before any takes the next one, so that no step waits for another; those with the fullest
 * buckets come first, and only they take part in the first steps. Immutable.
 */
final class FloatRanks {

    /** Buckets for each cut: few, because the tables of all features share the second-level cache with the trees. */
    private static final int EACH = 2;

    private final int shift;
    private final int lowest;
    private final int[] features;
    private final int[] missingRight;
    private final int[] missingLeft;
    private final double[] lows;
    private final double[] scales;
    private final int[] firstBuckets;
    private final int[] lastBuckets;
    private final char[] starts;
    private final int[] firstCuts;
    private final int[] cuts;
    /** How many features take part in each step; the last one takes all. */
    private final int[] taking;

    /**
     * @param order in which each feature has {@link Character#MAX_VALUE} cuts at most
     * @param shift how many bits up a rank is in a key
     * @param lowest key of what is missing and goes left
     */
    FloatRanks(CutOrder order, Slots slots, int shift, int lowest) {
        this.shift = shift;
        this.lowest = lowest;
        Buckets[] all = new Buckets[order.features()];
        int buckets = 0;
        int size = 0;
        int most = 1;
        for (int feature : slots.nanFeatures()) {
            Buckets made = Buckets.of(order.cuts(feature), EACH);
            all[feature] = made;
            buckets = Math.addExact(buckets, made.count());
            size = Math.addExact(size, order.cuts(feature).length);
            most = Math.max(most, made.steps());
        }
        this.features = Arrays.stream(slots.nanFeatures())
                .boxed()
                .sorted((a, b) -> Integer.compare(all[b].steps(), all[a].steps()))
                .mapToInt(f -> f)
                .toArray();
        this.missingRight = slots.missingRight(features);
        this.missingLeft = slots.missingLeft(features);
        this.lows = new double[features.length];
        this.scales = new double[features.length];
        this.firstBuckets = new int[features.length];
        this.lastBuckets = new int[features.length];
        this.firstCuts = new int[features.length];
        this.starts = new char[buckets];
        // A step may look past the cuts of its feature, at what must not be below any number.
        int padding = 1 << most;
        this.cuts = new int[Math.addExact(size, Math.multiplyExact(features.length, padding))];
        this.taking = new int[most];
        Arrays.fill(cuts, Sortable.HIGHEST);
        place(order, all, padding);
    }

    private void place(CutOrder order, Buckets[] all, int padding) {
        int bucket = 0;
        int cut = 0;
        for (int i = 0; i < features.length; i++) {
            Buckets made = all[features[i]];
            lows[i] = made.lowest();
            scales[i] = made.scale();
            firstBuckets[i] = bucket;
            lastBuckets[i] = made.count() - 1;
            firstCuts[i] = cut;
            for (int b = 0; b < made.count(); b++) {
                starts[bucket++] = (char) made.startOf(b);
            }
            for (double threshold : order.cuts(features[i])) {
                cuts[cut++] = Sortable.key((float) threshold);
            }
            cut += padding;
            for (int step = 0; step < made.steps(); step++) {
                taking[step]++;
            }
        }
    }

    /** Writes the keys of a row by slot. */
    void fill(double[] in, int from, int[] keys, TreeScratch scratch) {
        int[] found = scratch.searched(features.length);
        int[] numbers = scratch.numbers(features.length);
        start(in, from, found, numbers);
        for (int step = taking.length - 1; step > 0; step--) {
            halve(1 << step, taking[step], cuts, found, numbers);
        }
        end(in, from, keys, found, numbers);
    }

    private void start(double[] in, int from, int[] found, int[] numbers) {
        // Locals: the compiler would read a field anew after each write to an array.
        int[] features = this.features;
        double[] lows = this.lows;
        double[] scales = this.scales;
        int[] firstBuckets = this.firstBuckets;
        int[] lastBuckets = this.lastBuckets;
        char[] starts = this.starts;
        int[] firstCuts = this.firstCuts;
        for (int i = 0; i < features.length; i++) {
            double x = in[from + features[i]];
            numbers[i] = Sortable.key((float) x);
            int bucket = Buckets.bucket(x, lows[i], scales[i], lastBuckets[i]);
            found[i] = firstCuts[i] + starts[firstBuckets[i] + bucket];
        }
    }

    private static void halve(int half, int count, int[] cuts, int[] found, int[] numbers) {
        for (int i = 0; i < count; i++) {
            int at = found[i];
            found[i] = at + (half & (int) ~((long) numbers[i] - cuts[at + half - 1] >> 63));
        }
    }

    /** The last step, and what becomes of its rank. */
    private void end(double[] in, int from, int[] keys, int[] found, int[] numbers) {
        int[] features = this.features;
        int[] cuts = this.cuts;
        int[] firstCuts = this.firstCuts;
        int[] missingRight = this.missingRight;
        int[] missingLeft = this.missingLeft;
        for (int i = 0; i < features.length; i++) {
            int at = found[i];
            int rank = at + 1 + (int) ((long) numbers[i] - cuts[at] >> 63) - firstCuts[i];
            boolean missing = Double.isNaN(in[from + features[i]]);
            int key = rank << shift;
            keys[missingRight[i]] = missing ? Sortable.HIGHEST : key;
            keys[missingLeft[i]] = missing ? lowest : key;
        }
    }
}
