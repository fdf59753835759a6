package io.mlstack.api.problem;

/** A prediction that needs no model to speak of; what a model must beat to be worth its keep. */
public enum Baseline {
    /**
     * Always the commonest class of the training part; the mean for regression.
     *
     * <p>Where probabilities are judged (log loss, Brier score, calibration) it states the class shares, as {@link #PRIOR}
     * does: a certainty that is wrong once has an infinite log loss, which every model would beat.
     */
    MAJORITY,
    /** The class shares of the training part as probabilities; the mean for regression. */
    PRIOR,
    /** The best threshold or level of a single column. */
    ONE_RULE,
    /** A plain linear or logistic model. */
    LINEAR
}
