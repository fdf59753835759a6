package io.mlstack.serve.predict.internal.compute;

import io.mlstack.api.model.Node;
import io.mlstack.serve.predict.internal.text.TextEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes imputation, scaling, one-hot codes and concatenation before a linear node into its weights.
 *
 * <p>{@code w (x - m) / d} becomes {@code (w / d) x} with {@code - w m / d} in the bias, in float64. Where a mean is more
 * than {@value #FAR} deviations away, that difference would lose digits, so such a scaling stays a step.
 */
final class LinearFold {

    private static final double FAR = 1e5;
    private static final double LARGEST = 1e150;

    /** Numbers of one value, with what is done to them on the way to the linear node. */
    private record Numbers(
            String value,
            int width,
            int column,
            double @Nullable [] fill,
            double @Nullable [] mean,
            double @Nullable [] deviation) {

        Numbers part(String source, int offset, int partWidth) {
            return new Numbers(
                    source,
                    partWidth,
                    column + offset,
                    slice(fill, offset, partWidth),
                    slice(mean, offset, partWidth),
                    slice(deviation, offset, partWidth));
        }

        private static double @Nullable [] slice(double @Nullable [] values, int offset, int width) {
            return values == null ? null : Arrays.copyOfRange(values, offset, offset + width);
        }
    }

    /** A category whose one-hot code starts at a column of the weights. */
    private record Category(String value, int levels, int column) {}

    /** Scores that a text column brings with it, one for each output: the text's part of each sum. */
    record TextScores(String value, String column, TextEncoder encoder) {}

    private final Values values;
    private final double[] weights;
    private final double[] bias;
    private final int width;
    private final boolean tame;
    private final List<Numbers> numbers = new ArrayList<>();
    private final List<Category> categories = new ArrayList<>();
    private final List<TextScores> texts = new ArrayList<>();
    private final String output;

    LinearFold(Node.Linear node, Values values) {
        this.values = values;
        this.output = node.output();
        this.weights = node.weights().toDoubles();
        this.bias = node.bias().toDoubles();
        this.width = weights.length / bias.length;
        this.tame = isTame(weights);
        collect(new Numbers(node.input(), width, 0, null, null, null));
    }

    /** The values that are read, each once a part. */
    List<String> reads() {
        List<String> reads = new ArrayList<>();
        for (Numbers part : numbers) {
            reads.add(part.value());
        }
        for (Category category : categories) {
            reads.add(category.value());
        }
        return reads;
    }

    /** How many numbers each score sums over. */
    int count() {
        int count = texts.size() * bias.length;
        for (Numbers part : numbers) {
            count += part.width();
        }
        return count;
    }

    /** What comes in with the texts. */
    List<TextScores> texts() {
        return texts;
    }

    LinearTerms terms(Layout layout) {
        int count = count();
        int[] positions = new int[count];
        double[] fill = new double[count];
        double[][] folded = new double[bias.length][count];
        double[] shifted = bias.clone();
        int at = 0;
        boolean fills = false;
        for (Numbers part : numbers) {
            fills |= part.fill() != null;
            for (int i = 0; i < part.width(); i++, at++) {
                positions[at] = layout.at(values.source(part.value())) + i;
                fill[at] = part.fill() == null ? Double.NaN : part.fill()[i];
                fold(part, i, at, folded, shifted);
            }
        }
        for (TextScores part : texts) {
            for (int j = 0; j < bias.length; j++, at++) {
                positions[at] = layout.at(part.value()) + j;
                fill[at] = Double.NaN;
                folded[j][at] = 1;
            }
        }
        int[] categoryPositions = new int[categories.size()];
        double[][][] tables = new double[categories.size()][][];
        for (int i = 0; i < tables.length; i++) {
            categoryPositions[i] = layout.at(values.source(categories.get(i).value()));
            tables[i] = table(categories.get(i));
        }
        boolean adjacent = true;
        for (int i = 1; i < count; i++) {
            adjacent &= positions[i] == positions[0] + i;
        }
        return new LinearTerms(
                count == 0 ? 0 : positions[0],
                adjacent ? null : positions,
                folded,
                shifted,
                fills ? fill : null,
                categoryPositions,
                tables);
    }

    private void fold(Numbers part, int i, int at, double[][] folded, double[] shifted) {
        for (int j = 0; j < bias.length; j++) {
            double weight = weights[j * width + part.column() + i];
            if (part.mean() != null && part.deviation() != null) {
                weight /= part.deviation()[i];
                shifted[j] = Math.fma(-weight, part.mean()[i], shifted[j]);
            }
            folded[j][at] = weight;
        }
    }

    private double[][] table(Category category) {
        double[][] table = new double[category.levels()][bias.length];
        for (int level = 0; level < category.levels(); level++) {
            for (int j = 0; j < bias.length; j++) {
                table[level][j] = weights[j * width + category.column() + level];
            }
        }
        return table;
    }

    private void collect(Numbers part) {
        Node maker = values.privateMaker(part.value());
        if (maker == null || !(foldText(maker, part) || fold(maker, part))) {
            numbers.add(part);
        }
    }

    /** Features of a text that nobody else reads are not laid out: the text brings its part of each sum instead. */
    private boolean foldText(Node maker, Numbers part) {
        if (part.fill() != null || part.mean() != null || !TextStage.makesTerms(maker)) {
            return false;
        }
        // No value of a graph has such a name.
        String value = output + "\n" + maker.output();
        texts.add(new TextScores(value, maker.inputs().get(0), TextStage.sums(maker, transposed(part))));
        return true;
    }

    /** The weights of a part: {@code [part][outputs]}. */
    private double[] transposed(Numbers part) {
        double[] transposed = new double[Math.multiplyExact(part.width(), bias.length)];
        for (int i = 0; i < part.width(); i++) {
            for (int j = 0; j < bias.length; j++) {
                transposed[i * bias.length + j] = weights[j * width + part.column() + i];
            }
        }
        return transposed;
    }

    private boolean fold(Node maker, Numbers part) {
        if (maker instanceof Node.Concat concat) {
            int offset = 0;
            for (String input : concat.inputs()) {
                collect(part.part(input, offset, values.width(input)));
                offset += values.width(input);
            }
            return true;
        }
        if (values.isF32(maker.output())) {
            return false;
        }
        Scale scale = part.fill() == null && part.mean() == null ? Scale.of(maker) : null;
        if (scale != null) {
            if (!foldable(scale.mean(), scale.deviation())) {
                return false;
            }
            collect(new Numbers(scale.input(), part.width(), part.column(), null, scale.mean(), scale.deviation()));
            return true;
        }
        if (maker instanceof Node.Impute node && part.fill() == null) {
            collect(new Numbers(
                    node.input(), part.width(), part.column(), node.fill().toDoubles(), part.mean(), part.deviation()));
            return true;
        }
        if (maker instanceof Node.OneHot node && part.fill() == null && part.mean() == null) {
            categories.add(new Category(node.input(), part.width(), part.column()));
            return true;
        }
        return false;
    }

    private boolean foldable(double[] mean, double[] deviation) {
        boolean foldable = tame;
        for (int i = 0; i < mean.length; i++) {
            foldable &= isTame(deviation[i]) && Math.abs(mean[i] / deviation[i]) <= FAR;
        }
        return foldable;
    }

    /** Whether products and quotients of two such numbers neither overflow nor vanish. */
    private static boolean isTame(double[] numbers) {
        for (double number : numbers) {
            if (!isTame(number)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTame(double x) {
        double size = Math.abs(x);
        return size == 0 || (size > 1 / LARGEST && size < LARGEST);
    }
}
