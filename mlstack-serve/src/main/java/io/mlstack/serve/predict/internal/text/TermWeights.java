package io.mlstack.serve.predict.internal.text;

import io.mlstack.api.model.Node;
import io.mlstack.api.model.TermNorm;
import io.mlstack.api.model.TermWeight;
import java.util.Arrays;

/**
 * The features of a text that are not zero, in the order of their places: {@link Node.TfIdf} and {@link Node.HashedText}.
 * Immutable. The logarithm is StrictMath's, so that the bits are the same on every JDK.
 */
public final class TermWeights {

    private final Cutter cutter;
    private final Terms terms;
    private final int width;
    private final TermWeight weight;
    private final TermNorm norm;
    private final double[] idf;

    private TermWeights(Cutter cutter, Terms terms, int width, TermWeight weight, TermNorm norm, double[] idf) {
        this.cutter = cutter;
        this.terms = terms;
        this.width = width;
        this.weight = weight;
        this.norm = norm;
        this.idf = idf;
    }

    /** @throws IllegalArgumentException for a node that is none of the two */
    public static TermWeights of(Node node) {
        if (node instanceof Node.TfIdf known) {
            return of(known);
        }
        if (node instanceof Node.HashedText hashed) {
            return of(hashed);
        }
        throw new IllegalArgumentException(node.output() + " is made of no terms");
    }

    private static TermWeights of(Node.TfIdf node) {
        PointTable vocabulary = new PointTable(node.terms());
        Terms known = (buffer, from, to) -> {
            int place = vocabulary.find(buffer.points, from, to);
            if (place >= 0) {
                buffer.hit(place << 1);
            }
        };
        return new TermWeights(
                new Cutter(node.tokens()),
                known,
                node.terms().size(),
                node.weight(),
                node.norm(),
                node.idf().toDoubles());
    }

    private static TermWeights of(Node.HashedText node) {
        int sign = node.signed() ? 1 : 0;
        Terms hashed = (buffer, from, to) -> {
            int hash = Utf8.hash(buffer, from, to);
            buffer.hit(Murmur3.bucket(hash, node.width()) << 1 | (hash >>> (Integer.SIZE - 1) & sign));
        };
        return new TermWeights(
                new Cutter(node.tokens()), hashed, node.width(), node.weight(), node.norm(), new double[0]);
    }

    int width() {
        return width;
    }

    /** Leaves the features in the entries of the buffer. */
    void weigh(CharSequence text, TextBuffer buffer) {
        buffer.clear();
        cutter.cut(text, buffer, terms);
        // A hit is twice its place, plus one where it takes away: sorted, those of a place lie together.
        Arrays.sort(buffer.hits, 0, buffer.found);
        for (int i = 0; i < buffer.found; ) {
            int place = buffer.hits[i] >> 1;
            int sum = 0;
            for (; i < buffer.found && buffer.hits[i] >> 1 == place; i++) {
                sum += 1 - 2 * (buffer.hits[i] & 1);
            }
            double weighed = weigh(sum);
            buffer.entry(place, idf.length == 0 ? weighed : weighed * idf[place]);
        }
        normalise(buffer);
    }

    private double weigh(int sum) {
        return switch (weight) {
            case COUNT -> sum;
            case BINARY -> 1;
            // Most terms stand in a text once, and the logarithm of 1 is 0 exactly.
            case SUBLINEAR -> sum == 1 ? 1 : 1 + StrictMath.log(sum);
        };
    }

    private void normalise(TextBuffer buffer) {
        double[] weights = buffer.weights;
        double sum = 0;
        for (int i = 0; i < buffer.entries; i++) {
            sum += norm == TermNorm.L1 ? Math.abs(weights[i]) : weights[i] * weights[i];
        }
        if (norm == TermNorm.NONE || sum == 0) {
            return;
        }
        double divisor = norm == TermNorm.L1 ? sum : Math.sqrt(sum);
        for (int i = 0; i < buffer.entries; i++) {
            weights[i] /= divisor;
        }
    }
}
