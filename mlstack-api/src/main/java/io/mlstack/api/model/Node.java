package io.mlstack.api.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a {@link ModelGraph}: takes named values, makes one.
 *
 * <p>A node says what is computed, not how; the kernels are the predictor's. Dispatch over the cases goes through
 * {@link Visitor}, so that a new node breaks every place that must learn it. All nodes are immutable.
 */
public sealed interface Node {

    /** Names of the values this node reads, in order. */
    List<String> inputs();

    /** Name of the value this node makes. */
    String output();

    /** The learned numbers by parameter name. */
    default Map<String, Tensor> tensors() {
        return Map.of();
    }

    /** What {@code visitor} answers for the case this node is. */
    <R extends @Nullable Object> R accept(Visitor<R> visitor);

    /** A node that reads one value. */
    sealed interface OfOne extends Node {

        /** Name of the value. */
        String input();

        @Override
        default List<String> inputs() {
            return List.of(input());
        }
    }

    /**
     * Replaces missing numbers.
     *
     * @param input f64[w] or f32[w]
     * @param fill f64 tensor of shape [w]: what stands in for {@code NaN} in each place
     */
    record Impute(String input, String output, Tensor fill) implements OfOne {
        @Override
        public Map<String, Tensor> tensors() {
            return Map.of("fill", fill);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.impute(this);
        }
    }

    /**
     * Marks numbers as missing: NaN in the place of {@code marker}, compared in the type of the input. It undoes what a
     * trainer was told of its data, such as that -999 stands for a value that nobody knows.
     *
     * @param input f64[w] or f32[w]
     * @param marker finite; 0 stands for -0 as well
     */
    record MarkMissing(String input, String output, double marker) implements OfOne {
        public MarkMissing {
            if (!Double.isFinite(marker)) {
                throw new IllegalArgumentException("a marker of what is missing is a finite number, got " + marker);
            }
            // JSON has no minus zero, and equal nodes shall have equal JSON.
            marker += 0.0;
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.markMissing(this);
        }
    }

    /**
     * {@code (x - mean) / deviation}, in the type of the input.
     *
     * @param input f64[w] or f32[w]
     * @param mean f64 tensor of shape [w]
     * @param deviation f64 tensor of shape [w], all above 0
     */
    record Standardise(String input, String output, Tensor mean, Tensor deviation) implements OfOne {
        @Override
        public Map<String, Tensor> tensors() {
            return Map.of("mean", mean, "deviation", deviation);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.standardise(this);
        }
    }

    /**
     * 1 in the place of the category's code, else 0, as f64[k]; all zeros for a missing or unseen category.
     *
     * @param input category(k)
     */
    record OneHot(String input, String output) implements OfOne {
        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.oneHot(this);
        }
    }

    /**
     * The numbers of all inputs, one after the other.
     *
     * @param inputs at least one, all f64 or all f32
     */
    record Concat(List<String> inputs, String output) implements Node {
        public Concat {
            inputs = List.copyOf(inputs);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.concat(this);
        }
    }

    /**
     * The same numbers as f32 (rounded to the nearest) or as f64.
     *
     * @param input f64[w] or f32[w]
     * @param to type of the output
     */
    record Cast(String input, String output, Tensor.Type to) implements OfOne {
        public Cast {
            if (!to.isFloat()) {
                throw new IllegalArgumentException("numbers are cast to F32 or F64, got " + to);
            }
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.cast(this);
        }
    }

    /**
     * {@code weights x + bias} in float64: linear, logistic and softmax regression.
     *
     * @param input f64[w]
     * @param weights f64 tensor of shape [outputs, w]
     * @param bias f64 tensor of shape [outputs]
     */
    record Linear(String input, String output, Tensor weights, Tensor bias) implements OfOne {
        @Override
        public Map<String, Tensor> tensors() {
            return Map.of("weights", weights, "bias", bias);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.linear(this);
        }
    }

    /**
     * {@code activation(weights x + bias)} in float32: a layer of a net.
     *
     * @param input f32[w]
     * @param weights f32 tensor of shape [outputs, w]
     * @param bias f32 tensor of shape [outputs]
     */
    record Dense(String input, String output, Tensor weights, Tensor bias, Activation activation) implements OfOne {
        @Override
        public Map<String, Tensor> tensors() {
            return Map.of("weights", weights, "bias", bias);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.dense(this);
        }
    }

    /**
     * {@code 1 / (1 + exp(-x))}, as f64.
     *
     * @param input f64[w] or f32[w]
     */
    record Sigmoid(String input, String output) implements OfOne {
        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.sigmoid(this);
        }
    }

    /**
     * {@code exp(x_i) / sum exp(x_j)}, as f64.
     *
     * @param input f64[k] or f32[k], k at least 2
     */
    record Softmax(String input, String output) implements OfOne {
        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.softmax(this);
        }
    }

    /**
     * Decision trees: the sums of the leaves that a row falls into, as f32[outputs] or f64[outputs] like the trees.
     *
     * @param input {@link Trees#features} numbers of the {@linkplain Trees#type type of the trees}
     */
    record TreeEnsemble(String input, String output, Trees trees) implements OfOne {
        @Override
        public Map<String, Tensor> tensors() {
            return trees.tensors();
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.treeEnsemble(this);
        }
    }

    /**
     * The number that stands for a category, as f64[1].
     *
     * @param input category(k)
     * @param numbers f64 tensor of shape [k + 2]: the number of each level, then that of a missing and that of an unseen
     *     category; those two may be NaN, which is missing
     */
    record Ordinal(String input, String output, Tensor numbers) implements OfOne {
        @Override
        public Map<String, Tensor> tensors() {
            return Map.of("numbers", numbers);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.ordinal(this);
        }
    }

    /**
     * A {@linkplain LinkFunction link function} of each number, as f64; NaN stays NaN.
     *
     * @param input f64[w] or f32[w]
     */
    record Link(String input, String output, LinkFunction function) implements OfOne {
        @Override
        public Map<String, Tensor> tensors() {
            return Map.of();
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.link(this);
        }
    }

    /**
     * Both class probabilities from that of the positive class: f64[2] in class order.
     *
     * @param input f64[1], the probability of the positive class
     * @param positive position of the positive class, 0 or 1
     */
    record TwoClass(String input, String output, int positive) implements OfOne {
        public TwoClass {
            if (positive != 0 && positive != 1) {
                throw new IllegalArgumentException("of two classes the positive is 0 or 1, got " + positive);
            }
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.twoClass(this);
        }
    }

    /**
     * The class of the highest number; the first of equals.
     *
     * @param input f64[k] or f32[k]
     * @param classes k names in the order of the numbers
     */
    record ArgMax(String input, String output, List<String> classes) implements OfOne {
        public ArgMax {
            classes = List.copyOf(classes);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.argMax(this);
        }
    }

    /**
     * The positive class where its probability is at least {@code threshold}, else the other.
     *
     * @param input f64[2], class probabilities as {@link TwoClass} makes them
     * @param positive position of the positive class, 0 or 1
     * @param threshold in [0, 1]
     * @param classes two names in the order of the probabilities
     */
    record Threshold(String input, String output, int positive, double threshold, List<String> classes)
            implements OfOne {
        public Threshold {
            classes = List.copyOf(classes);
            if (positive != 0 && positive != 1) {
                throw new IllegalArgumentException("of two classes the positive is 0 or 1, got " + positive);
            }
            if (!(threshold >= 0 && threshold <= 1)) {
                throw new IllegalArgumentException("a threshold on a probability lies in [0, 1], got " + threshold);
            }
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.threshold(this);
        }
    }

    /**
     * The number that belongs to a class: the probability of the predicted label.
     *
     * @param numbers f64[k] or f32[k]
     * @param category category(k)
     */
    record Pick(String numbers, String category, String output) implements Node {
        @Override
        public List<String> inputs() {
            return List.of(numbers, category);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.pick(this);
        }
    }

    /**
     * {@code (x - low) / (high - low)}, in the type of the input: 0 at {@code low}, 1 at {@code high}, below 0 and above 1
     * outside. Where the two are equal, {@code x - low}.
     *
     * @param input f64[w] or f32[w]
     * @param low f64 tensor of shape [w]
     * @param high f64 tensor of shape [w], nowhere below {@code low}
     */
    record MinMax(String input, String output, Tensor low, Tensor high) implements OfOne {
        @Override
        public Map<String, Tensor> tensors() {
            return Map.of("low", low, "high", high);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.minMax(this);
        }
    }

    /**
     * The nearest number from {@code low} to {@code high}, in the type of the input; {@code NaN} stays.
     *
     * @param input f64[w] or f32[w]
     * @param low f64 tensor of shape [w]; minus infinity where there is no bound
     * @param high f64 tensor of shape [w], nowhere below {@code low}; infinity where there is no bound
     */
    record Clip(String input, String output, Tensor low, Tensor high) implements OfOne {
        @Override
        public Map<String, Tensor> tensors() {
            return Map.of("low", low, "high", high);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.clip(this);
        }
    }

    /**
     * Which interval a number lies in, as category(k + 1): how many boundaries are less than or equal to it. A missing
     * number is a missing category.
     *
     * @param input f64[1] or f32[1]
     * @param boundaries f64 tensor of shape [k], strictly rising; the levels are {@code (-inf, b1)}, {@code [b1, b2)} and
     *     so on to {@code [bk, inf)}
     */
    record Bucketise(String input, String output, Tensor boundaries) implements OfOne {
        /** The names of the intervals, in order. */
        public List<String> levels() {
            return Intervals.names(boundaries.toDoubles());
        }

        @Override
        public Map<String, Tensor> tensors() {
            return Map.of("boundaries", boundaries);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.bucketise(this);
        }
    }

    /**
     * One of {@code buckets} categories, drawn by a hash: for levels that are too many to list.
     *
     * <p>MurmurHash3 x86 32 (A. Appleby, 2011) with {@code seed} over the UTF-8 bytes of a text or of a level's name, or
     * over the 8 little-endian bytes of a number in float64 with -0 as 0; of the signed result h, category
     * {@code |h| mod buckets}. A missing text, number or category is a missing category, an unseen category an unseen one.
     *
     * @param input text, a category with levels, f64[1] or f32[1]
     * @param buckets 1 to 2^20; the levels are {@code "0"}, {@code "1"} and so on
     */
    record Hash(String input, String output, int buckets, int seed) implements OfOne {
        private static final int MOST = 1 << 20;

        public Hash {
            if (buckets < 1 || buckets > MOST) {
                throw new IllegalArgumentException("a hash has 1 to " + MOST + " buckets, got " + buckets);
            }
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.hash(this);
        }
    }

    /**
     * A learned vector for each category, as f32[d].
     *
     * @param input category(k), k at least 1
     * @param table f32 tensor of shape [k + 2, d]: one row for each level, then that for a missing category, then that
     *     for an unseen one
     */
    record Embedding(String input, String output, Tensor table) implements OfOne {
        @Override
        public Map<String, Tensor> tensors() {
            return Map.of("table", table);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.embedding(this);
        }
    }

    /**
     * {@code gamma (x - mean) / sqrt(variance + epsilon) + beta}, in the type of the input: batch normalisation (S. Ioffe,
     * C. Szegedy, 2015) with the moments that training froze.
     *
     * <p>Next to a dense layer a scorer may take it into that layer's weights, which moves a sum by 1e-6 of its terms'
     * magnitudes at most.
     *
     * @param input f64[w] or f32[w]
     * @param mean f64 tensor of shape [w]
     * @param variance f64 tensor of shape [w], nowhere negative
     * @param gamma f64 tensor of shape [w]; ones where training learned no scale
     * @param beta f64 tensor of shape [w]; zeros where training learned no shift
     * @param epsilon at least 0; added to the variance, and the two together above 0
     */
    record BatchNorm(
            String input, String output, Tensor mean, Tensor variance, Tensor gamma, Tensor beta, double epsilon)
            implements OfOne {
        public BatchNorm {
            if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("epsilon is at least 0 and finite, got " + epsilon);
            }
        }

        @Override
        public Map<String, Tensor> tensors() {
            return Map.of("mean", mean, "variance", variance, "gamma", gamma, "beta", beta);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.batchNorm(this);
        }
    }

    /**
     * An activation of each number on its own, in float32: where a net has something between a layer and its activation.
     *
     * @param input f32[w]
     */
    record Activate(String input, String output, Activation activation) implements OfOne {
        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.activate(this);
        }
    }

    /**
     * {@code x} where it is above 0, else {@code slope x}, in float32: leaky and parametric rectifiers.
     *
     * @param input f32[w]
     * @param slope f32 tensor of shape [w]
     */
    record LeakyRelu(String input, String output, Tensor slope) implements OfOne {
        @Override
        public Map<String, Tensor> tensors() {
            return Map.of("slope", slope);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.leakyRelu(this);
        }
    }

    /**
     * {@code 1 / (1 + exp(-(slope x + intercept)))}, as f64: probabilities from scores (J. Platt, 1999).
     *
     * <p>Mind the sign: Platt's paper, LIBSVM and scikit-learn write {@code 1 / (1 + exp(A x + B))}, so {@code slope} is
     * their -A and {@code intercept} their -B.
     *
     * @param input f64[w] or f32[w], as margins or probabilities, whichever the calibration learned from
     * @param slope f64 tensor of shape [w]
     * @param intercept f64 tensor of shape [w]
     */
    record Platt(String input, String output, Tensor slope, Tensor intercept) implements OfOne {
        @Override
        public Map<String, Tensor> tensors() {
            return Map.of("slope", slope, "intercept", intercept);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.platt(this);
        }
    }

    /**
     * A monotone curve through points, applied to each number, as f64: isotonic calibration. Between two points along the
     * straight line, {@code (y2 - y1) / (x2 - x1) (x - x1) + y1}; outside, the value of the nearest point, as
     * scikit-learn's {@code IsotonicRegression(out_of_bounds="clip")}. {@code NaN} stays.
     *
     * @param input f64[w] or f32[w]
     * @param thresholds f64 tensor of shape [n], strictly rising
     * @param values f64 tensor of shape [n], never falling or never rising
     */
    record Isotonic(String input, String output, Tensor thresholds, Tensor values) implements OfOne {
        @Override
        public Map<String, Tensor> tensors() {
            return Map.of("thresholds", thresholds, "values", values);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.isotonic(this);
        }
    }

    /**
     * {@code x / temperature}, as f64: margins that a sigmoid or softmax after it makes calibrated probabilities of
     * (C. Guo and others, 2017).
     *
     * @param input f64[w] or f32[w]
     * @param temperature above 0
     */
    record Temperature(String input, String output, double temperature) implements OfOne {
        public Temperature {
            if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a temperature is above 0 and finite, got " + temperature);
            }
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.temperature(this);
        }
    }

    /**
     * {@code x_i / sum x_j}, as f64: probabilities that were calibrated class by class add up to 1 again. All equal where
     * the sum is 0.
     *
     * @param input f64[k] or f32[k], k at least 2
     */
    record Normalise(String input, String output) implements OfOne {
        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.normalise(this);
        }
    }

    /**
     * Positions of the {@code count} highest numbers, the highest first and the first of equals first, as f64[count]. All
     * {@code NaN} where one of the numbers is: nothing was chosen. {@link Take} gives the numbers there.
     *
     * @param input f64[k] or f32[k]
     * @param count 1 to k
     * @param classes k names in the order of the numbers: what a typed output binds the positions to
     */
    record TopK(String input, String output, int count, List<String> classes) implements OfOne {
        public TopK {
            classes = List.copyOf(classes);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.topK(this);
        }
    }

    /**
     * The numbers at given positions, in the type of {@code numbers}; {@code NaN} where a position is none.
     *
     * @param numbers f64[w] or f32[w]
     * @param positions f64[k] of whole numbers from 0 on, as {@link TopK} makes them
     */
    record Take(String numbers, String positions, String output) implements Node {
        @Override
        public List<String> inputs() {
            return List.of(numbers, positions);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.take(this);
        }
    }

    /**
     * The weights of known terms in a text, as f64[w]: a bag of words, TF-IDF.
     *
     * <p>Term i has {@code weight(n_i) idf_i}, n_i being how often it stands in the text, and then the norm is divided by.
     * That is scikit-learn's {@code TfidfVectorizer} with {@code idf_} and {@code get_feature_names_out()}; with an idf of
     * ones, {@code CountVectorizer}. A missing text and one without known terms are all zeros. A linear node that alone
     * reads such features costs what the terms of the text cost, not what the vocabulary does.
     *
     * @param input text
     * @param terms w different terms, as {@code tokens} makes them
     * @param idf f64 tensor of shape [w]
     */
    record TfIdf(
            String input,
            String output,
            Tokens tokens,
            List<String> terms,
            TermWeight weight,
            TermNorm norm,
            Tensor idf)
            implements OfOne {
        public TfIdf {
            terms = List.copyOf(terms);
        }

        @Override
        public Map<String, Tensor> tensors() {
            return Map.of("idf", idf);
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.tfIdf(this);
        }
    }

    /**
     * The weights of all terms in a text by their hashes, as f64[width]: a bag of words that needs no vocabulary.
     *
     * <p>A term adds 1, or with {@code signed} the sign of its hash, at the place that {@link Hash} describes, with seed
     * 0; then the weight of each sum is taken, and the norm divided by. That is scikit-learn's {@code HashingVectorizer},
     * {@code signed} being its {@code alternate_sign}. A missing text and one without terms are all zeros.
     *
     * @param input text
     * @param width 1 to 2^21
     * @param weight not sublinear where sums have signs
     */
    record HashedText(
            String input, String output, Tokens tokens, int width, boolean signed, TermWeight weight, TermNorm norm)
            implements OfOne {
        private static final int WIDEST = 1 << 21;

        public HashedText {
            if (width < 1 || width > WIDEST) {
                throw new IllegalArgumentException("hashed terms have 1 to " + WIDEST + " places, got " + width);
            }
            if (signed && weight == TermWeight.SUBLINEAR) {
                throw new IllegalArgumentException("a sum of signs has no logarithm: take another weight or no signs");
            }
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.hashedText(this);
        }
    }

    /** One method a case. */
    interface Visitor<R extends @Nullable Object> {
        /** Missing numbers are replaced. */
        R impute(Impute node);

        /** A number that stands for nothing becomes NaN. */
        R markMissing(MarkMissing node);

        /** Numbers are centred and scaled. */
        R standardise(Standardise node);

        /** A category becomes a number for each level. */
        R oneHot(OneHot node);

        /** Numbers are laid side by side. */
        R concat(Concat node);

        /** Numbers change their width in bits. */
        R cast(Cast node);

        /** A weighted sum in float64. */
        R linear(Linear node);

        /** A layer of a net in float32. */
        R dense(Dense node);

        /** The leaves of trees are added. */
        R treeEnsemble(TreeEnsemble node);

        /** A category becomes a number. */
        R ordinal(Ordinal node);

        /** Margins become predictions, each alone. */
        R link(Link node);

        /** Margins become probabilities, each alone. */
        R sigmoid(Sigmoid node);

        /** Margins become probabilities that add up to 1. */
        R softmax(Softmax node);

        /** The probability of one class becomes that of both. */
        R twoClass(TwoClass node);

        /** The largest number names the class. */
        R argMax(ArgMax node);

        /** A probability above the threshold names the positive class. */
        R threshold(Threshold node);

        /** One of several numbers, chosen by a category. */
        R pick(Pick node);

        /** Numbers are scaled to a range. */
        R minMax(MinMax node);

        /** Numbers are kept within bounds. */
        R clip(Clip node);

        /** A number becomes the interval it lies in. */
        R bucketise(Bucketise node);

        /** A text, category or number becomes one of few categories. */
        R hash(Hash node);

        /** A category becomes a learned vector. */
        R embedding(Embedding node);

        /** Numbers are normalised by frozen moments. */
        R batchNorm(BatchNorm node);

        /** Numbers pass an activation of their own. */
        R activate(Activate node);

        /** Negative numbers shrink. */
        R leakyRelu(LeakyRelu node);

        /** Scores become calibrated probabilities along a sigmoid. */
        R platt(Platt node);

        /** Scores become calibrated probabilities along a monotone curve. */
        R isotonic(Isotonic node);

        /** Margins are made less or more certain. */
        R temperature(Temperature node);

        /** Numbers add up to 1. */
        R normalise(Normalise node);

        /** The largest numbers tell their positions. */
        R topK(TopK node);

        /** Several of many numbers, chosen by their positions. */
        R take(Take node);

        /** A text becomes the weights of known terms. */
        R tfIdf(TfIdf node);

        /** A text becomes the weights of hashed terms. */
        R hashedText(HashedText node);
    }
}
