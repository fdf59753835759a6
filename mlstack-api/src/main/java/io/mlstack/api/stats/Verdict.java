package io.mlstack.api.stats;

/**
 * What a paired comparison of two models on the same rows says.
 *
 * <p>{@link #difference()} is first minus second, turned so that positive means the first is better, whatever the
 * direction of the metric.
 */
public sealed interface Verdict {

    /** First minus second in units of the metric; positive favours the first. */
    Estimate difference();

    /** One sentence for people, such as {@code the net cannot be told apart from the logistic model}. */
    String words();

    /** The interval of the difference lies above zero. */
    record Better(Estimate difference, String words) implements Verdict {}

    /** The interval of the difference lies below zero. */
    record Worse(Estimate difference, String words) implements Verdict {}

    /** The interval of the difference holds zero: these rows do not tell the two apart. */
    record Indistinguishable(Estimate difference, String words) implements Verdict {}
}
