package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Node;
import io.mlstack.serve.predict.internal.text.TermWeights;
import io.mlstack.serve.predict.internal.text.TextColumn;
import io.mlstack.serve.predict.internal.text.TextEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what reads the text columns of a graph. The program never sees a text: what its readers make of one stands in
 * the row instead.
 */
final class TextStage {

    /** A value that comes in with the row, made of a text column. */
    private record Feature(String value, String column, TextEncoder encoder) {}

    private final List<Feature> features = new ArrayList<>();

    /** Whether a node makes features of a text's terms. */
    static boolean makesTerms(Node node) {
        return node instanceof Node.TfIdf || node instanceof Node.HashedText;
    }

    /** What encodes for a node that reads a text. */
    static TextEncoder encoder(Node node) {
        return node instanceof Node.Hash hash ? TextEncoder.bucket(hash) : TextEncoder.features(TermWeights.of(node));
    }

    /**
     * What encodes weighted sums of the features that a node makes.
     *
     * @param weights {@code [features][sums]}
     */
    static TextEncoder sums(Node node, double[] weights) {
        return TextEncoder.sums(TermWeights.of(node), weights);
    }

    void add(String value, String column, TextEncoder encoder) {
        features.add(new Feature(value, column, encoder));
    }

    /** The values made of a column and their widths, in the order in which they lie in a row. */
    Map<String, Integer> values(String column) {
        Map<String, Integer> values = new LinkedHashMap<>();
        features.stream()
                .filter(feature -> feature.column().equals(column))
                .forEach(
                        feature -> values.put(feature.value(), feature.encoder().width()));
        return values;
    }

    TextColumn column(String column) {
        return new TextColumn(features.stream()
                .filter(feature -> feature.column().equals(column))
                .map(Feature::encoder)
                .toList());
    }
}
