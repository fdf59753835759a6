package io.mlstack.serve.importer.internal.xgboost;

import java.util.Arrays;

/**
 * Which nodes of a tree split by categories, and the categories that they send right.
 *
 * @param kinds 1 for a split by categories, by node
 * @param nodes those splits, in rising order
 * @param segments where the categories of each begin
 * @param sizes how many each has
 * @param categories of all splits
 */
record CategorySets(int[] kinds, int[] nodes, int[] segments, int[] sizes, int[] categories) {

    /** XGBoost takes codes below 2^24, which float32 can count to. */
    private static final int MAX_CATEGORY = 1 << 24;

    /** Words of 64 categories in all sets of a tree: 8 MiB. Sets are listed in a file, and bits here. */
    private static final int MAX_WORDS = 1 << 20;

    static CategorySets read(Place json, int count) {
        int[] kinds = json.optional("split_type").map(kind -> kind.ints(count)).orElseGet(() -> new int[count]);
        if (Arrays.stream(kinds).allMatch(kind -> kind == 0)) {
            return new CategorySets(kinds, new int[0], new int[0], new int[0], new int[0]);
        }
        int[] nodes = json.field("categories_nodes").ints();
        CategorySets sets = new CategorySets(
                kinds,
                nodes,
                json.field("categories_segments").ints(nodes.length),
                json.field("categories_sizes").ints(nodes.length),
                json.field("categories").ints());
        sets.check(json.path());
        return sets;
    }

    private void check(String path) {
        long words = 0;
        for (int i = 0; i < nodes.length; i++) {
            boolean rising = i == 0 || nodes[i] > nodes[i - 1];
            if (!rising || segments[i] < 0 || sizes[i] < 0 || (long) segments[i] + sizes[i] > categories.length) {
                throw Refusal.damaged(path, "the categories of node " + nodes[i] + " are not there");
            }
            words += words(i);
        }
        for (int category : categories) {
            if (category < 0 || category >= MAX_CATEGORY) {
                throw Refusal.damaged(path, "splits by the category " + category);
            }
        }
        for (int node = 0; node < kinds.length; node++) {
            if (kinds[node] != 0 && (kinds[node] != 1 || Arrays.binarySearch(nodes, node) < 0)) {
                throw Refusal.damaged(path, "node " + node + " splits by categories that are not there");
            }
        }
        if (words > MAX_WORDS) {
            throw Refusal.unsupported(
                    path,
                    "splits by sets of categories up to " + MAX_CATEGORY + " that take " + words + " words",
                    "train with fewer categories: at most " + MAX_WORDS + " words of 64 a tree");
        }
    }

    private int words(int split) {
        int highest = -1;
        for (int i = 0; i < sizes[split]; i++) {
            highest = Math.max(highest, categories[segments[split] + i]);
        }
        return (highest >> 6) + 1;
    }

    boolean isSplit(int node) {
        return kinds[node] == 1;
    }

    /** Category {@code c} is bit {@code c % 64} of word {@code c / 64}. */
    long[] members(int node) {
        int split = Arrays.binarySearch(nodes, node);
        long[] members = new long[words(split)];
        for (int i = 0; i < sizes[split]; i++) {
            int category = categories[segments[split] + i];
            members[category >> 6] |= 1L << category;
        }
        return members;
    }
}
