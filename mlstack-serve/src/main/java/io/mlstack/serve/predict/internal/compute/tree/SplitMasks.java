package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Trees;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * For each different split, which of 64 rows it sends left, as the bits of a word. Immutable.
 *
 * <p>Splits of a feature that treat what is missing alike lie together, by rising cut, and one more word after them. A row
 * sets the bit of its rank there; then every word takes over the bits of the one before, because what is below a cut is
 * below all higher ones. A missing number has the rank 0 where it goes left, the last where it goes right.
 */
final class SplitMasks {

    /** The word that sends no row left. */
    static final int NONE = 0;

    /** Splits of one feature that treat what is missing alike. */
    private static final class Run {
        private final int feature;
        private final Trees.Missing missing;
        private final boolean left;
        private final boolean[] used;
        private int start;
        private int end;
        /** The word whose bit a row sets, by rank among all cuts of the feature; the last is for what is missing. */
        private final int[] words;

        Run(int feature, int kind, int cuts) {
            this.feature = feature;
            this.missing = Trees.Missing.values()[kind / 2];
            this.left = kind % 2 == 1;
            this.used = new boolean[cuts];
            this.words = new int[cuts + 2];
        }

        /** Takes its words from {@code at} on and returns what comes after them. */
        int place(int at, Cuts cuts) {
            start = at;
            end = at;
            for (int i = 0; i < used.length; i++) {
                words[i] = end;
                end += used[i] ? 1 : 0;
            }
            words[used.length] = end;
            boolean never = missing == Trees.Missing.NEVER;
            words[used.length + 1] = never ? words[cuts.rank(feature, 0)] : left ? start : end;
            return end + 1;
        }

        int missingWord() {
            return words[words.length - 1];
        }
    }

    private static final int KINDS = 2 * Trees.Missing.values().length;

    private final Cuts cuts;
    private final CategorySets sets;
    private final Run[][] runs;
    private final int[] features;
    private final int firstSet;

    SplitMasks(Trees trees, CutOrder order, Cuts cuts, CategorySets sets) {
        this.cuts = cuts;
        this.sets = sets;
        Run[][] all = new Run[trees.features()][];
        for (int node = 0; node < trees.nodes(); node++) {
            if (!trees.isLeaf(node) && !trees.byCategories(node)) {
                note(trees, node, order, all);
            }
        }
        this.runs = all;
        this.features =
                IntStream.range(0, all.length).filter(f -> all[f] != null).toArray();
        int next = NONE + 1;
        for (int feature : features) {
            for (Run run : all[feature]) {
                next = run == null ? next : run.place(next, cuts);
            }
        }
        this.firstSet = next;
    }

    private static void note(Trees trees, int node, CutOrder order, Run[][] all) {
        int feature = trees.feature(node);
        int kind = kind(trees, node);
        all[feature] = all[feature] == null ? new Run[KINDS] : all[feature];
        Run run = all[feature][kind];
        if (run == null) {
            run = new Run(feature, kind, order.cuts(feature).length);
            all[feature][kind] = run;
        }
        run.used[order.position(node)] = true;
    }

    private static int kind(Trees trees, int node) {
        return 2 * trees.missing(node).ordinal() + (trees.missingLeft(node) ? 1 : 0);
    }

    /** How many words there are. */
    int count() {
        return firstSet + sets.count();
    }

    /** Position of the word of a split. */
    int position(Trees trees, int node, CutOrder order) {
        if (trees.byCategories(node)) {
            return firstSet + sets.number(node);
        }
        Run run = runs[trees.feature(node)][kind(trees, node)];
        return run.words[order.position(node)];
    }

    /**
     * Fills the words for up to 64 rows that lie {@code stride} apart.
     *
     * @param ranks room for 64 ranks
     * @param keys room for as many keys
     */
    void fill(double[] in, int from, int stride, int rows, long[] masks, int[] ranks, long[] keys) {
        masks[NONE] = 0;
        for (int feature : features) {
            cuts.ranks(feature, in, from + feature, stride, rows, ranks, keys);
            for (Run run : runs[feature]) {
                if (run != null) {
                    fill(run, in, from + feature, stride, rows, masks, ranks);
                }
            }
        }
        for (int set = 0; set < sets.count(); set++) {
            int at = from + sets.feature(set);
            long word = 0;
            for (int r = 0; r < rows; r++) {
                word |= (sets.left(set, in[at + r * stride]) ? 1L : 0L) << r;
            }
            masks[firstSet + set] = word;
        }
    }

    private static void fill(Run run, double[] in, int from, int stride, int rows, long[] masks, int[] ranks) {
        Arrays.fill(masks, run.start, run.end + 1, 0);
        scatter(masks, run.words, ranks, rows);
        if (run.missing == Trees.Missing.NAN_OR_ZERO) {
            moveZeros(run, in, from, stride, rows, masks, ranks);
        }
        long below = 0;
        for (int i = run.start; i < run.end; i++) {
            below |= masks[i];
            masks[i] = below;
        }
    }

    private static void scatter(long[] masks, int[] words, int[] ranks, int rows) {
        for (int r = 0; r < rows; r++) {
            masks[words[ranks[r]]] |= 1L << r;
        }
    }

    private static void moveZeros(Run run, double[] in, int from, int stride, int rows, long[] masks, int[] ranks) {
        for (int r = 0; r < rows; r++) {
            if (Math.abs(in[from + r * stride]) <= Trees.ZERO) {
                masks[run.words[ranks[r]]] &= ~(1L << r);
                masks[run.missingWord()] |= 1L << r;
            }
        }
    }
}
