package io.mlstack.serve.predict;

import io.mlstack.api.html.Html;
import io.mlstack.api.json.CanonicalNumber;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Why a model gave a row its margin: a base and what each column adds to it, which together are the margin.
 *
 * <p>Rounding apart: float64 for linear models and trees of float64, 1e-5 of the sum of magnitudes where the model computes in
 * float32. All numbers are NaN where a missing value made the margin NaN.
 *
 * @param output what has this margin: the positive class, one of several classes, or the target of a regression
 * @param method how it was computed
 * @param base the margin before anything is known of the row
 * @param margin the margin of the row, as the model computed it
 * @param contributions one for each input column, in their order; 0 for those that had no influence
 */
public record Explanation(String output, Method method, double base, double margin, List<Contribution> contributions) {

    /** How contributions are computed. */
    public enum Method {
        /**
         * Exact Shapley values of the expectation under the training rows that came by each node: Lundberg et al., Nature
         * Machine Intelligence 2 (2020). The base is the mean margin of the training rows.
         */
        TREE_SHAP("Shapley values of the trees"),
        /**
         * Weight times distance from the base row, whose numbers are the training means where the model standardises, else
         * what stands in for missing values, else 0, and whose categories are missing. Exact.
         */
        LINEAR("weights times distance from the mean row"),
        /**
         * Integrated gradients along the straight line from that base row, in 64 segments: Sundararajan et al., ICML 2017.
         */
        INTEGRATED_GRADIENTS("integrated gradients from the mean row");

        private final String words;

        Method(String words) {
            this.words = words;
        }

        /** The method in words. */
        public String words() {
            return words;
        }
    }

    private static final int SHOWN = 8;

    public Explanation {
        contributions = List.copyOf(contributions);
    }

    /** The {@code count} contributions of the largest magnitude, largest first; equal ones in the order of columns. */
    public List<Contribution> top(int count) {
        return contributions.stream()
                .sorted(Comparator.comparingDouble(c -> -Math.abs(c.amount())))
                .limit(count)
                .toList();
    }

    /** {@code malignant: margin 3.21 = base -0.41 + 3.62 of 30 columns (...)} and the largest contributions, a line each. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: margin %s = base %s %s of %d columns (%s)",
                output,
                number(margin),
                number(base),
                signed(margin - base),
                contributions.size(),
                method.words()));
        top(SHOWN).forEach(c -> text.append("\n  ").append(c));
        return text.toString();
    }

    /** A table of all contributions for notebooks, largest first. */
    public String html() {
        return "<p>" + Html.escape(toString().lines().findFirst().orElse("")) + "</p>"
                + Html.table(
                        List.of("column", "value", "adds", "what it is"),
                        top(contributions.size()).stream()
                                .map(c -> List.of(
                                        c.column().name(),
                                        c.value(),
                                        signed(c.amount()),
                                        c.column().description()))
                                .toList());
    }

    static String signed(double amount) {
        return (amount < 0 ? "- " : "+ ") + number(Math.abs(amount));
    }

    private static String number(double x) {
        return Double.isFinite(x) && Math.abs(x) >= 1e-4 && Math.abs(x) < 1e6 || x == 0
                ? String.format(Locale.ROOT, "%.4g", x)
                : Double.isFinite(x) ? CanonicalNumber.format(x) : String.valueOf(x);
    }
}
