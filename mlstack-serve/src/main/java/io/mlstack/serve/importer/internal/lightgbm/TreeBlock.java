package io.mlstack.serve.importer.internal.lightgbm;

import io.mlstack.api.error.Finding;
import io.mlstack.api.error.Findings;
import io.mlstack.serve.importer.UnsupportedModelException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The lines of one tree: {@code n} leaves, {@code n - 1} splits; a child {@code c >= 0} is split {@code c}, a child below 0
 * is leaf {@code -1 - c}.
 *
 * @param place where it begins, for findings
 * @param leaves how many leaves
 * @param sets how many splits by categories
 * @param linear whether leaves are linear
 */
record TreeBlock(
        String place,
        int leaves,
        int sets,
        boolean linear,
        int[] features,
        double[] thresholds,
        int[] decisions,
        int[] left,
        int[] right,
        double[] values,
        int[] leafCounts,
        int[] splitCounts,
        int[] setStarts,
        int[] setWords,
        double[] constants,
        int[] termCounts,
        int[] termFeatures,
        double[] termWeights) {

    private static final Set<String> WHOLE = Set.of(
            "num_leaves",
            "num_cat",
            "split_feature",
            "decision_type",
            "left_child",
            "right_child",
            "leaf_count",
            "internal_count",
            "cat_boundaries",
            "is_linear",
            "num_features",
            "leaf_features");
    private static final Set<String> DECIMAL = Set.of("threshold", "leaf_value", "leaf_const", "leaf_coeff");
    /** Sets as 32-bit words without a sign. */
    private static final String WORDS = "cat_threshold";
    /** What no prediction needs; {@code shrinkage} is in the leaves already. */
    private static final Set<String> IGNORED =
            Set.of("split_gain", "leaf_weight", "internal_value", "internal_weight", "shrinkage", "leaf_parent");

    private static final int[] NO_INTS = {};
    private static final double[] NO_DOUBLES = {};

    /** Reads on from the line {@code Tree=i} to the blank line behind the tree. */
    static TreeBlock read(TextLines lines) throws IOException {
        String place = lines.place() + ", " + LightGbmHeader.shown(lines.text());
        Map<String, int[]> ints = new HashMap<>();
        Map<String, double[]> doubles = new HashMap<>();
        while (lines.next() && !lines.isBlank()) {
            String key = lines.key();
            boolean known = true;
            boolean twice = false;
            if (WHOLE.contains(key)) {
                twice = ints.put(key, lines.numbers().ints()) != null;
            } else if (DECIMAL.contains(key)) {
                twice = doubles.put(key, lines.numbers().doubles(key.equals("threshold"))) != null;
            } else if (key.equals(WORDS)) {
                twice = ints.put(key, words(lines)) != null;
            } else {
                known = IGNORED.contains(key);
            }
            if (!known || twice) {
                throw refused(
                        lines.place(),
                        "\"" + LightGbmHeader.shown(key)
                                + (known ? "\" stands twice in one tree" : "\" is nothing that a v3 or v4 tree says"),
                        "upgrade mlstack, or report the model");
            }
        }
        return new Lengths(place, ints, doubles, Findings.collect()).block();
    }

    private static int[] words(TextLines lines) {
        long[] numbers = lines.numbers().longs(0, (1L << 32) - 1);
        int[] words = new int[numbers.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = (int) numbers[i];
        }
        return words;
    }

    static UnsupportedModelException refused(String place, String message, String cure) {
        return new UnsupportedModelException(new Finding("lightgbm.tree", place, message, cure));
    }

    /** Whether the tree says how many training rows came by each of its nodes. */
    boolean hasCounts() {
        return leafCounts.length == leaves && splitCounts.length == leaves - 1;
    }

    /** Holds what the tree says against the number of its leaves. */
    private record Lengths(String place, Map<String, int[]> ints, Map<String, double[]> doubles, Findings findings) {

        TreeBlock block() {
            int leaves = one("num_leaves", -1);
            int sets = one("num_cat", -1);
            boolean linear = one("is_linear", 0) != 0;
            if (leaves < 1 || sets < 0) {
                throw refused(
                        place,
                        "has num_leaves=" + leaves + " and num_cat=" + sets,
                        "a tree has at least one leaf and says both numbers");
            }
            int[] starts = sets > 0 ? ints("cat_boundaries", sets + 1L) : NO_INTS;
            int[] terms = linear ? ints("num_features", leaves) : NO_INTS;
            long sum = 0;
            for (int count : terms) {
                sum += Math.max(0, count);
            }
            TreeBlock block = new TreeBlock(
                    place,
                    leaves,
                    sets,
                    linear,
                    ints("split_feature", leaves - 1L),
                    doubles("threshold", leaves - 1L),
                    ints("decision_type", leaves - 1L),
                    ints("left_child", leaves - 1L),
                    ints("right_child", leaves - 1L),
                    doubles("leaf_value", leaves),
                    ints.getOrDefault("leaf_count", NO_INTS),
                    ints.getOrDefault("internal_count", NO_INTS),
                    starts,
                    sets > 0 && starts.length > 0 ? ints(WORDS, starts[starts.length - 1]) : NO_INTS,
                    linear ? doubles("leaf_const", leaves) : NO_DOUBLES,
                    terms,
                    linear ? ints("leaf_features", sum) : NO_INTS,
                    linear ? doubles("leaf_coeff", sum) : NO_DOUBLES);
            findings.throwIfAny(UnsupportedModelException::new);
            return block;
        }

        private int one(String key, int otherwise) {
            int[] numbers = ints.get(key);
            if (numbers == null) {
                return otherwise;
            }
            if (numbers.length != 1) {
                sized(key, numbers.length, 1);
                return otherwise;
            }
            return numbers[0];
        }

        private int[] ints(String key, long length) {
            int[] numbers = ints.getOrDefault(key, NO_INTS);
            sized(key, numbers.length, length);
            return numbers;
        }

        private double[] doubles(String key, long length) {
            double[] numbers = doubles.getOrDefault(key, NO_DOUBLES);
            sized(key, numbers.length, length);
            return numbers;
        }

        private void sized(String key, int numbers, long length) {
            if (numbers != length) {
                findings.add(
                        "lightgbm.tree",
                        place,
                        key + " has " + numbers + " numbers where " + length + " belong",
                        "save the model again with LightGBM");
            }
        }
    }
}
