package io.mlstack.serve.predict.internal.compute.tree;

import io.mlstack.api.model.Tensor;
import io.mlstack.api.model.Trees;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The different splits by categories of an ensemble; splits that ask the same of the same feature are one. */
final class CategorySets {

    private record Question(
            int feature, List<Long> members, boolean membersLeft, Trees.Missing missing, boolean missingLeft) {}

    private final Map<Question, Integer> known = new HashMap<>();
    private final List<Question> questions = new ArrayList<>();
    private final int[] numbers;
    private final double least;

    private int[] features = {};
    private int[] starts = {};
    private long[] words = {};
    private boolean[] membersLeft = {};
    private boolean[] zeroMissing = {};
    private boolean[] nanMissing = {};
    private boolean[] missingLeft = {};
    private double met;

    CategorySets(Trees trees) {
        // As float32 what is below 0 is no category, as float64 what is -1 or less: see Trees.
        this.least = trees.type() == Tensor.Type.F32 ? 0 : Math.nextUp(-1.0);
        this.numbers = new int[trees.hasCategories() ? trees.nodes() : 0];
        for (int node = 0; node < numbers.length; node++) {
            if (!trees.isLeaf(node) && trees.byCategories(node)) {
                numbers[node] = number(trees, node);
            }
        }
        flatten();
        meet(trees);
    }

    /** Adds up, over the splits by categories, how likely a row comes by that goes either way as often. */
    private void meet(Trees trees) {
        if (count() == 0) {
            return;
        }
        double[] likely = new double[trees.nodes()];
        for (int tree = 0; tree < trees.trees(); tree++) {
            likely[trees.root(tree)] = 1;
        }
        for (int node = 0; node < likely.length; node++) {
            if (!trees.isLeaf(node)) {
                likely[trees.left(node)] = likely[node] / 2;
                likely[trees.right(node)] = likely[node] / 2;
                met += trees.byCategories(node) ? likely[node] : 0;
            }
        }
    }

    private int number(Trees trees, int node) {
        Question question = new Question(
                trees.feature(node),
                LongStream.of(trees.members(node)).boxed().toList(),
                trees.membersLeft(node),
                trees.missing(node),
                trees.missingLeft(node));
        return known.computeIfAbsent(question, asked -> {
            questions.add(asked);
            return questions.size() - 1;
        });
    }

    private void flatten() {
        int count = questions.size();
        features = new int[count];
        starts = new int[count + 1];
        membersLeft = new boolean[count];
        zeroMissing = new boolean[count];
        nanMissing = new boolean[count];
        missingLeft = new boolean[count];
        words = questions.stream()
                .flatMapToLong(question -> question.members().stream().mapToLong(word -> word))
                .toArray();
        for (int i = 0; i < count; i++) {
            Question question = questions.get(i);
            features[i] = question.feature();
            starts[i + 1] = starts[i] + question.members().size();
            membersLeft[i] = question.membersLeft();
            zeroMissing[i] = question.missing() == Trees.Missing.NAN_OR_ZERO;
            nanMissing[i] = question.missing() != Trees.Missing.NEVER;
            missingLeft[i] = question.missingLeft();
        }
        known.clear();
        questions.clear();
    }

    int count() {
        return features.length;
    }

    /** How many splits by categories a row meets, more or less. */
    double met() {
        return met;
    }

    /** Which of them a split by categories is. */
    int number(int node) {
        return numbers[node];
    }

    int feature(int set) {
        return features[set];
    }

    /** Whether a number goes left. */
    boolean left(int set, double x) {
        if (Double.isNaN(x) ? nanMissing[set] : zeroMissing[set] && Math.abs(x) <= Trees.ZERO) {
            return missingLeft[set];
        }
        // The cast makes 0 of NaN, which is what counts where nothing is missing.
        int category = (int) x;
        int word = starts[set] + (category >> 6);
        boolean outside = x < least || word >= starts[set + 1] || category < 0;
        return (!outside && (words[word] >>> category & 1) != 0) == membersLeft[set];
    }
}
