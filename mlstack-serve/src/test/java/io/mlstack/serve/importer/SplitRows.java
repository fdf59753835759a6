package io.mlstack.serve.importer;

import io.mlstack.api.model.ModelGraph;
import io.mlstack.api.model.Node;
import io.mlstack.api.model.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Rows that visit every edge of a model of trees: each threshold, both of its neighbours, and all that is not a number. */
final class SplitRows {

    private static final float[] ODD = {
        Float.NaN,
        0f,
        -0f,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MAX_VALUE,
        -1,
        -0.5f,
        0.5f,
        1.999f,
        63,
        64,
        89,
        90,
        127,
        128,
        1 << 24,
        (1 << 24) + 2,
        1e9f
    };

    private SplitRows() {}

    static Trees trees(ModelGraph graph) {
        for (Node node : graph.nodes()) {
            if (node instanceof Node.TreeEnsemble ensemble) {
                return ensemble.trees();
            }
        }
        throw new AssertionError("no trees in " + graph);
    }

    /** Row-major, as wide as the trees' features. */
    static float[] of(Trees trees, long seed) {
        Random random = new Random(seed);
        List<float[]> rows = new ArrayList<>();
        for (int feature = 0; feature < trees.features(); feature++) {
            for (float number : numbers(trees, feature)) {
                float[] row = new float[trees.features()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = random.nextInt(8) == 0 ? ODD[random.nextInt(ODD.length)] : (float) random.nextGaussian();
                }
                row[feature] = number;
                rows.add(row);
            }
        }
        float[] flat = new float[rows.size() * trees.features()];
        for (int r = 0; r < rows.size(); r++) {
            System.arraycopy(rows.get(r), 0, flat, r * trees.features(), trees.features());
        }
        return flat;
    }

    private static List<Float> numbers(Trees trees, int feature) {
        TreeSet<Float> numbers = new TreeSet<>();
        for (int node = 0; node < trees.nodes(); node++) {
            if (!trees.isLeaf(node) && trees.feature(node) == feature) {
                float threshold = (float) trees.threshold(node);
                numbers.add(threshold);
                numbers.add(Math.nextUp(threshold));
                numbers.add(Math.nextDown(threshold));
                if (trees.byCategories(node)) {
                    for (int category = 0; category < 100; category++) {
                        numbers.add((float) category);
                    }
                }
            }
        }
        for (float odd : ODD) {
            numbers.add(odd);
        }
        return List.copyOf(numbers);
    }
}
