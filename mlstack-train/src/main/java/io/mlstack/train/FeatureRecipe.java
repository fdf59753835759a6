package io.mlstack.train;

import io.mlstack.api.html.Html;
import java.util.List;

/**
 * What becomes of each column of the data: how it reaches the model, or why it does not. Immutable.
 *
 * @param columns one a column of the data, in its order
 */
public record FeatureRecipe(List<Step> columns) {
    public FeatureRecipe {
        columns = List.copyOf(columns);
    }

    /**
     * The fate of one column.
     *
     * @param column its name
     * @param isUsed whether it is an input of the model
     * @param words how it is used or why it is not: {@code number, standardised}
     */
    public record Step(String column, boolean isUsed, String words) {
        @Override
        public String toString() {
            return column + (isUsed ? ": " : " left out: ") + words;
        }
    }

    /** The columns that the model reads. */
    public List<Step> used() {
        return columns.stream().filter(Step::isUsed).toList();
    }

    /** The columns that it does not read, the target among them. */
    public List<Step> leftOut() {
        return columns.stream().filter(step -> !step.isUsed()).toList();
    }

    /** {@code 30 columns used; id left out: key of the rows}. */
    @Override
    public String toString() {
        int count = used().size();
        StringBuilder text = new StringBuilder(count + (count == 1 ? " column used" : " columns used"));
        leftOut().forEach(step -> text.append("; ").append(step));
        return text.toString();
    }

    /** A table for notebooks. */
    public String html() {
        return Html.table(
                List.of("column", "used", "how, or why not"),
                columns.stream()
                        .map(step -> List.of(step.column(), step.isUsed() ? "yes" : "no", step.words()))
                        .toList());
    }
}
