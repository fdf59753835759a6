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
    Map<String, Tensor> tensors();

    /** What {@code visitor} answers for the case this node is. */
    <R extends @Nullable Object> R accept(Visitor<R> visitor);

    /**
     * Replaces missing numbers.
     *
     * @param input f64[w] or f32[w]
     * @param fill f64 tensor of shape [w]: what stands in for {@code NaN} in each place
     */
    record Impute(String input, String output, Tensor fill) implements Node {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

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
     * {@code (x - mean) / deviation}, in the type of the input.
     *
     * @param input f64[w] or f32[w]
     * @param mean f64 tensor of shape [w]
     * @param deviation f64 tensor of shape [w], all above 0
     */
    record Standardise(String input, String output, Tensor mean, Tensor deviation) implements Node {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

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
    record OneHot(String input, String output) implements Node {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public Map<String, Tensor> tensors() {
            return Map.of();
        }

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
        public Map<String, Tensor> tensors() {
            return Map.of();
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
    record Cast(String input, String output, Tensor.Type to) implements Node {
        public Cast {
            if (!to.isFloat()) {
                throw new IllegalArgumentException("numbers are cast to F32 or F64, got " + to);
            }
        }

        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public Map<String, Tensor> tensors() {
            return Map.of();
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
    record Linear(String input, String output, Tensor weights, Tensor bias) implements Node {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

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
    record Dense(String input, String output, Tensor weights, Tensor bias, Activation activation) implements Node {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

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
    record Sigmoid(String input, String output) implements Node {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public Map<String, Tensor> tensors() {
            return Map.of();
        }

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
    record Softmax(String input, String output) implements Node {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public Map<String, Tensor> tensors() {
            return Map.of();
        }

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
    record TreeEnsemble(String input, String output, Trees trees) implements Node {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

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
    record Ordinal(String input, String output, Tensor numbers) implements Node {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

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
    record Link(String input, String output, LinkFunction function) implements Node {
        @Override
        public List<String> inputs() {
            return List.of(input);
        }

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
    record TwoClass(String input, String output, int positive) implements Node {
        public TwoClass {
            if (positive != 0 && positive != 1) {
                throw new IllegalArgumentException("of two classes the positive is 0 or 1, got " + positive);
            }
        }

        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public Map<String, Tensor> tensors() {
            return Map.of();
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
    record ArgMax(String input, String output, List<String> classes) implements Node {
        public ArgMax {
            classes = List.copyOf(classes);
        }

        @Override
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public Map<String, Tensor> tensors() {
            return Map.of();
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
            implements Node {
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
        public List<String> inputs() {
            return List.of(input);
        }

        @Override
        public Map<String, Tensor> tensors() {
            return Map.of();
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
        public Map<String, Tensor> tensors() {
            return Map.of();
        }

        @Override
        public <R extends @Nullable Object> R accept(Visitor<R> visitor) {
            return visitor.pick(this);
        }
    }

    /** One method a case. */
    interface Visitor<R extends @Nullable Object> {
        /** Missing numbers are replaced. */
        R impute(Impute node);

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
    }
}
