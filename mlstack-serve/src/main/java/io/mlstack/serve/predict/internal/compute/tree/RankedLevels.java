package io.mlstack.serve.predict.internal.compute.tree;

/**
 * Splits of a band of {@link RankedTrees}, level by level. Immutable once filled.
 *
 * <p>The two ways to hold a split have each their own loops, so that the compiler sees one kind of array in them.
 */
abstract class RankedLevels {

    /** @param cut rank of the cut of a split, {@code slot} that of its key */
    abstract void put(int level, int place, int cut, int slot);

    /** Takes all steps: writes the place of the leaf where a row ends in each tree. */
    abstract void walk(int[] keys, int[] places);

    // The last step adds at once: the next splits are on their way while a sum waits for the one before.

    /** Walks, and adds the leaves in the order of trees. */
    abstract float add(float[] leaves, int[] keys, int[] places, float start);

    abstract double add(double[] leaves, int[] keys, int[] places, double start);

    /** Splits of two bytes, for ensembles of few cuts and slots. */
    static final class Narrow extends RankedLevels {
        static final int SHIFT = 8;
        private static final int SLOT = (1 << SHIFT) - 1;

        private final char[][] levels;
        private final int trees;

        Narrow(int trees, int depth) {
            this.trees = trees;
            this.levels = new char[depth][];
            for (int level = 0; level < depth; level++) {
                levels[level] = new char[trees << level];
            }
        }

        @Override
        void put(int level, int place, int cut, int slot) {
            levels[level][place] = (char) (cut << SHIFT | slot);
        }

        @Override
        void walk(int[] keys, int[] places) {
            walk(levels.length, keys, places);
        }

        @Override
        float add(float[] leaves, int[] keys, int[] places, float start) {
            walk(levels.length - 1, keys, places);
            return last(levels[levels.length - 1], leaves, trees, keys, places, start);
        }

        @Override
        double add(double[] leaves, int[] keys, int[] places, double start) {
            walk(levels.length - 1, keys, places);
            return last(levels[levels.length - 1], leaves, trees, keys, places, start);
        }

        private void walk(int steps, int[] keys, int[] places) {
            first(levels[0], trees, keys, places);
            for (int level = 1; level < steps; level++) {
                step(levels[level], trees, keys, places);
            }
        }

        private static void first(char[] splits, int trees, int[] keys, int[] places) {
            for (int i = 0; i < trees; i++) {
                places[i] = next(i, splits[i], keys);
            }
        }

        private static void step(char[] splits, int trees, int[] keys, int[] places) {
            for (int i = 0; i < trees; i++) {
                int place = places[i];
                places[i] = next(place, splits[place], keys);
            }
        }

        private static float last(char[] splits, float[] leaves, int trees, int[] keys, int[] places, float start) {
            float sum = start;
            for (int i = 0; i < trees; i++) {
                int place = places[i];
                sum += leaves[next(place, splits[place], keys)];
            }
            return sum;
        }

        private static double last(char[] splits, double[] leaves, int trees, int[] keys, int[] places, double start) {
            double sum = start;
            for (int i = 0; i < trees; i++) {
                int place = places[i];
                sum += leaves[next(place, splits[place], keys)];
            }
            return sum;
        }

        private static int next(int place, int split, int[] keys) {
            return 2 * place + (split - keys[split & SLOT] >>> Integer.SIZE - 1);
        }
    }

    /** Splits of four bytes. */
    static final class Wide extends RankedLevels {
        static final int SHIFT = 16;
        private static final int SLOT = (1 << SHIFT) - 1;

        private final int[][] levels;
        private final int trees;

        Wide(int trees, int depth) {
            this.trees = trees;
            this.levels = new int[depth][];
            for (int level = 0; level < depth; level++) {
                levels[level] = new int[trees << level];
            }
        }

        @Override
        void put(int level, int place, int cut, int slot) {
            levels[level][place] = cut << SHIFT | slot;
        }

        @Override
        void walk(int[] keys, int[] places) {
            walk(levels.length, keys, places);
        }

        @Override
        float add(float[] leaves, int[] keys, int[] places, float start) {
            walk(levels.length - 1, keys, places);
            return last(levels[levels.length - 1], leaves, trees, keys, places, start);
        }

        @Override
        double add(double[] leaves, int[] keys, int[] places, double start) {
            walk(levels.length - 1, keys, places);
            return last(levels[levels.length - 1], leaves, trees, keys, places, start);
        }

        private void walk(int steps, int[] keys, int[] places) {
            first(levels[0], trees, keys, places);
            for (int level = 1; level < steps; level++) {
                step(levels[level], trees, keys, places);
            }
        }

        private static void first(int[] splits, int trees, int[] keys, int[] places) {
            for (int i = 0; i < trees; i++) {
                places[i] = next(i, splits[i], keys);
            }
        }

        private static void step(int[] splits, int trees, int[] keys, int[] places) {
            for (int i = 0; i < trees; i++) {
                int place = places[i];
                places[i] = next(place, splits[place], keys);
            }
        }

        private static float last(int[] splits, float[] leaves, int trees, int[] keys, int[] places, float start) {
            float sum = start;
            for (int i = 0; i < trees; i++) {
                int place = places[i];
                sum += leaves[next(place, splits[place], keys)];
            }
            return sum;
        }

        private static double last(int[] splits, double[] leaves, int trees, int[] keys, int[] places, double start) {
            double sum = start;
            for (int i = 0; i < trees; i++) {
                int place = places[i];
                sum += leaves[next(place, splits[place], keys)];
            }
            return sum;
        }

        private static int next(int place, int split, int[] keys) {
            return 2 * place + (split - keys[split & SLOT] >>> Integer.SIZE - 1);
        }
    }
}
