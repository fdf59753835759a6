package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Trees;
import java.util.Arrays;

/**
 * Which key of a row each split compares with.
 *
 * <p>A number has a key for each way in which it may be missing and direction that it then takes: a missing number has the
 * lowest key where it goes left, the highest where it goes right. So a split is one comparison, whatever it does with what
 * is missing. A split by categories has a key of its own: the lowest where the category goes left, else the highest.
 *
 * <p>Slots 0 and 1 are for nodes that are no comparisons. Then come two for each feature with splits of
 * {@link Trees.Missing#NAN}, missing right and missing left; then those of other kinds; then those of sets.
 */
final class Slots {

    /** Of leaves. */
    static final int LEAF = 0;
    /** Of splits by categories that have no key. */
    static final int STOP = 1;
    /** The first of a comparison. */
    static final int FIRST = 2;

    /** How a slot of another kind takes its number: by what is missing, and where that goes. */
    private static final int ZERO_RIGHT = 0;

    private static final int ZERO_LEFT = 1;
    private static final int NEVER = 2;
    private static final int KINDS = 3;

    private final Trees trees;
    private final CategorySets sets;
    private final boolean setsHaveKeys;
    private final int[] nanPlace;
    private final int[] otherPlace;
    private int[] nanFeatures = new int[16];
    private int[] others = new int[16];
    private int nans;
    private int otherCount;

    /** @param setsHaveKeys whether all splits by categories are decided before the trees are walked */
    Slots(Trees trees, CategorySets sets, boolean setsHaveKeys) {
        this.trees = trees;
        this.sets = sets;
        this.setsHaveKeys = setsHaveKeys;
        this.nanPlace = filled(trees.features());
        this.otherPlace = filled(Math.multiplyExact(KINDS, trees.features()));
        for (int node = 0; node < trees.nodes(); node++) {
            if (!trees.isLeaf(node) && !trees.byCategories(node)) {
                note(node);
            }
        }
        nanFeatures = Arrays.copyOf(nanFeatures, nans);
        others = Arrays.copyOf(others, otherCount);
    }

    private static int[] filled(int size) {
        int[] places = new int[size];
        Arrays.fill(places, -1);
        return places;
    }

    private void note(int node) {
        int feature = trees.feature(node);
        if (trees.missing(node) == Trees.Missing.NAN) {
            if (nanPlace[feature] < 0) {
                nanFeatures = nans == nanFeatures.length ? Arrays.copyOf(nanFeatures, 2 * nans) : nanFeatures;
                nanFeatures[nans] = feature;
                nanPlace[feature] = nans++;
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

    private int other(int node) {
        int kind =
                trees.missing(node) == Trees.Missing.NEVER ? NEVER : trees.missingLeft(node) ? ZERO_LEFT : ZERO_RIGHT;
        return trees.feature(node) * KINDS + kind;
    }

    /** How many slots there are. */
    int count() {
        return firstSet() + (setsHaveKeys ? sets.count() : 0);
    }

    private int firstOther() {
        return FIRST + 2 * nans;
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
            return FIRST + 2 * nanPlace[trees.feature(node)] + (trees.missingLeft(node) ? 1 : 0);
        }
        return firstOther() + otherPlace[other(node)];
    }

    /** The feature of each pair of slots from {@link #FIRST} on. */
    int[] nanFeatures() {
        return nanFeatures;
    }

    /** The feature of each slot after those. */
    int[] otherFeatures() {
        return Arrays.stream(others).map(other -> other / KINDS).toArray();
    }

    /** What each of them makes of what is missing: the lowest key, the highest, or, where it is never missing, 0. */
    int[] otherMissing() {
        return Arrays.stream(others)
                .map(other -> switch (other % KINDS) {
                    case ZERO_LEFT -> Sortable.LOWEST;
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
