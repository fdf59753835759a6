package io.mlstack.serve.predict.internal.text;

import io.mlstack.api.model.Node;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes numbers of a text for one reader. Immutable and safe to share; the buffer is of one call at a time. */
public abstract class TextEncoder {

    private static final int MISSING = -1;

    private final int width;

    private TextEncoder(int width) {
        this.width = width;
    }

    /** How many numbers. */
    public final int width() {
        return width;
    }

    /** @param text null where it is missing */
    abstract void encode(@Nullable CharSequence text, TextBuffer buffer, double[] out, int at);

    /** All features, most of them zero. */
    public static TextEncoder features(TermWeights terms) {
        return new Features(terms);
    }

    /**
     * Weighted sums of the features, which are never laid out.
     *
     * @param weights {@code [features][sums]}
     */
    public static TextEncoder sums(TermWeights terms, double[] weights) {
        return new Sums(terms, weights);
    }

    /** The category a text hashes to. */
    public static TextEncoder bucket(Node.Hash node) {
        return new Bucket(node.buckets(), node.seed());
    }

    private static final class Features extends TextEncoder {
        private final TermWeights terms;

        Features(TermWeights terms) {
            super(terms.width());
            this.terms = terms;
        }

        @Override
        void encode(@Nullable CharSequence text, TextBuffer buffer, double[] out, int at) {
            Arrays.fill(out, at, at + terms.width(), 0);
            if (text != null) {
                terms.weigh(text, buffer);
                for (int i = 0; i < buffer.entries; i++) {
                    out[at + buffer.places[i]] = buffer.weights[i];
                }
            }
        }
    }

    private static final class Sums extends TextEncoder {
        private final TermWeights terms;
        private final double[] weights;
        private final int sums;

        Sums(TermWeights terms, double[] weights) {
            super(weights.length / terms.width());
            this.terms = terms;
            this.weights = weights;
            this.sums = weights.length / terms.width();
        }

        @Override
        void encode(@Nullable CharSequence text, TextBuffer buffer, double[] out, int at) {
            Arrays.fill(out, at, at + sums, 0);
            if (text != null) {
                terms.weigh(text, buffer);
                for (int i = 0; i < buffer.entries; i++) {
                    int row = buffer.places[i] * sums;
                    for (int j = 0; j < sums; j++) {
                        out[at + j] = Math.fma(weights[row + j], buffer.weights[i], out[at + j]);
                    }
                }
            }
        }
    }

    private static final class Bucket extends TextEncoder {
        private final int buckets;
        private final int seed;

        Bucket(int buckets, int seed) {
            super(1);
            this.buckets = buckets;
            this.seed = seed;
        }

        @Override
        void encode(@Nullable CharSequence text, TextBuffer buffer, double[] out, int at) {
            out[at] = text == null ? MISSING : Murmur3.bucket(Murmur3.hash(text.toString(), seed), buckets);
        }
    }
}
