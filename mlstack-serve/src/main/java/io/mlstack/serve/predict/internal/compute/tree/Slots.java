package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Trees;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which key of a row each split compares with.
 *
 * <p>A number has a key for each way in which it may be missing and direction that it then takes: a missing number has the
 * lowest key where it goes left, the highest where it goes right. So a split is one comparison, whatever it does with what
 * is missing. A split by categories has a key of its own: the lowest where the category goes left, else the highest.
 *
 * <p>Slots 0 and 1 are for nodes that are no comparisons, 2 is for keys that nobody asks for. Then come those of splits of
 * {@link Trees.Missing#NAN}, one or two for a feature; then those of other kinds; then those of sets.
 */
final class Slots {

    /** Of leaves. */
    static final int LEAF = 0;
    /** Of splits by categories that have no key. */
    static final int STOP = 1;
    /** Of keys that no split compares with. */
    static final int UNUSED = 2;
    /** The first of a comparison. */
    private static final int FIRST = 3;

    /** How a slot of another kind takes its number: by what is missing, and where that goes. */
    private static final int ZERO_RIGHT = 0;

    private static final int ZERO_LEFT = 1;
    private static final int NEVER = 2;
    private static final int KINDS = 3;

    private final Trees trees;
    private final CategorySets sets;
    private final boolean setsHaveKeys;
    /** For each feature, the slot of those that are missing right, and of those that are missing left; 0 where there is none. */
    private final int[] nanPlace;

    private final int[] otherPlace;
    private final int[] nanFeatures;
    private int[] others = new int[16];
    private int nans;
    private int otherCount;

    /** @param setsHaveKeys whether all splits by categories are decided before the trees are walked */
    Slots(Trees trees, CategorySets sets, boolean setsHaveKeys) {
        this.trees = trees;
        this.sets = sets;
        this.setsHaveKeys = setsHaveKeys;
        this.nanPlace = new int[Math.multiplyExact(2, trees.features())];
        this.otherPlace = new int[Math.multiplyExact(KINDS, trees.features())];
        Arrays.fill(otherPlace, -1);
        for (int node = 0; node < trees.nodes(); node++) {
            if (!trees.isLeaf(node) && !trees.byCategories(node)) {
                note(node);
            }
        }
        nanFeatures = IntStream.range(0, trees.features())
                .filter(f -> nanPlace[2 * f] + nanPlace[2 * f + 1] > 0)
                .toArray();
        others = Arrays.copyOf(others, otherCount);
    }

    private void note(int node) {
        if (trees.missing(node) == Trees.Missing.NAN) {
            if (nanPlace[nan(node)] == 0) {
                nanPlace[nan(node)] = FIRST + nans++;
            }
            return;
        }
        int other = other(node);
        if (otherPlace[other] < 0) {
            others = otherCount == others.length ? Arrays.copyOf(others, 2 * otherCount) : others;
            others[otherCount] = other;
            otherPlace[other] = otherCount++;
        }
    }

    private int nan(int node) {
        return 2 * trees.feature(node) + (trees.missingLeft(node) ? 1 : 0);
    }

    private int other(int node) {
        int kind =
                trees.missing(node) == Trees.Missing.NEVER ? NEVER : trees.missingLeft(node) ? ZERO_LEFT : ZERO_RIGHT;
        return trees.feature(node) * KINDS + kind;
    }

    /** How many slots there are. */
    int count() {
        return firstSet() + (setsHaveKeys ? sets.count() : 0);
    }

    int firstOther() {
        return FIRST + nans;
    }

    int firstSet() {
        return firstOther() + otherCount;
    }

    /** The slot of a split. */
    int of(int node) {
        if (trees.byCategories(node)) {
            return setsHaveKeys ? firstSet() + sets.number(node) : STOP;
        }
        if (trees.missing(node) == Trees.Missing.NAN) {
            return nanPlace[nan(node)];
        }
        return firstOther() + otherPlace[other(node)];
    }

    /** The features of splits of {@link Trees.Missing#NAN}. */
    int[] nanFeatures() {
        return nanFeatures;
    }

    /** For each of those, the slot whose key is the highest for NaN. */
    int[] missingRight(int[] features) {
        return Arrays.stream(features).map(f -> orUnused(nanPlace[2 * f])).toArray();
    }

    /** For each of those, the slot whose key is the lowest for NaN. */
    int[] missingLeft(int[] features) {
        return Arrays.stream(features).map(f -> orUnused(nanPlace[2 * f + 1])).toArray();
    }

    private static int orUnused(int slot) {
        return slot == 0 ? UNUSED : slot;
    }

    /** The feature of each slot from {@link #firstOther} on. */
    int[] otherFeatures() {
        return Arrays.stream(others).map(other -> other / KINDS).toArray();
    }

    /** What each of them makes of what is missing: the lowest key, the highest, or, where it is never missing, 0. */
    int[] otherMissing(int lowest) {
        return Arrays.stream(others)
                .map(other -> switch (other % KINDS) {
                    case ZERO_LEFT -> lowest;
                    case ZERO_RIGHT -> Sortable.HIGHEST;
                    default -> 0;
                })
                .toArray();
    }

    /** The sets whose keys come last. */
    CategorySets sets() {
        return sets;
    }

    boolean setsHaveKeys() {
        return setsHaveKeys;
    }
}
