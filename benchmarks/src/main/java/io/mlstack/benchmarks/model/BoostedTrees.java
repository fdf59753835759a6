package io.mlstack.benchmarks.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Trees as XGBoost writes them, read and walked plainly: the reference for everybody who scores them fast.
 *
 * <p>Reads of the JSON only what numeric trees with one output and a base score of one half need, and shares nothing with
 * mlstack's importer.
 */
public record BoostedTrees(List<Tree> trees) {

    /**
     * A tree; node 0 is its root.
     *
     * @param left the child for {@code x < value}, or -1 at a leaf
     * @param value threshold of a split, number of a leaf
     * @param missingLeft where NaN goes
     */
    public record Tree(int[] left, int[] right, int[] feature, float[] value, boolean[] missingLeft) {

        /** The node at which the row at {@code offset} arrives. */
        public int leaf(float[] rows, int offset) {
            int node = 0;
            while (!isLeaf(node)) {
                float x = rows[offset + feature[node]];
                boolean goesLeft = Float.isNaN(x) ? missingLeft[node] : x < value[node];
                node = goesLeft ? left[node] : right[node];
            }
            return node;
        }

        /** Whether the node has no children. */
        public boolean isLeaf(int node) {
            return left[node] < 0;
        }

        /** How many nodes. */
        public int nodes() {
            return left.length;
        }
    }

    /** Reads {@code model.json} of XGBoost 3. */
    public static BoostedTrees read(Path json) throws IOException {
        List<Tree> trees = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json.toFile())) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.FIELD_NAME
                        && parser.currentName().equals("trees")
                        && parser.nextToken() == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        trees.add(tree(parser));
                    }
                }
            }
        }
        return new BoostedTrees(List.copyOf(trees));
    }

    private static Tree tree(JsonParser parser) throws IOException {
        float[] left = {};
        float[] right = {};
        float[] feature = {};
        float[] value = {};
        float[] missingLeft = {};
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "left_children" -> left = numbers(parser);
                case "right_children" -> right = numbers(parser);
                case "split_indices" -> feature = numbers(parser);
                case "split_conditions" -> value = numbers(parser);
                case "default_left" -> missingLeft = numbers(parser);
                default -> parser.skipChildren();
            }
        }
        boolean[] goesLeft = new boolean[missingLeft.length];
        for (int i = 0; i < goesLeft.length; i++) {
            goesLeft[i] = missingLeft[i] != 0;
        }
        return new Tree(whole(left), whole(right), whole(feature), value, goesLeft);
    }

    private static float[] numbers(JsonParser parser) throws IOException {
        float[] numbers = new float[64];
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            // From the text, because rounding to double first may round twice.
            numbers[count++] = Float.parseFloat(parser.getText());
        }
        return Arrays.copyOf(numbers, count);
    }

    private static int[] whole(float[] numbers) {
        int[] whole = new int[numbers.length];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (int) numbers[i];
        }
        return whole;
    }

    /** Sum of the leaves in double precision. */
    public double margin(float[] rows, int offset) {
        double sum = 0;
        for (Tree tree : trees) {
            sum += tree.value()[tree.leaf(rows, offset)];
        }
        return sum;
    }
}
