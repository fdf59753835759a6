package io.mlstack.api.problem;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * A measure of how good predictions are.
 *
 * <p>{@code PRECISION}, {@code RECALL} and {@code F1} are those of the positive class of a binary problem and the plain
 * mean over classes (macro) of a multiclass problem. {@code AVERAGE_PRECISION} is the step-wise sum, {@code ROC_AUC}
 * counts ties half; for a multiclass problem both are the plain mean over classes of each class against the rest.
 * {@code LOG_LOSS} is the mean in nats, {@code COST} the mean cost of a row under the problem's costs.
 * {@code MAPE} is the mean of |error / truth|, 0.1 for 10 %, and undefined where one true value is 0.
 */
public enum Metric {
    /** Share of the rows whose class is right. */
    ACCURACY(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    /** Plain mean of the recalls of all classes. */
    BALANCED_ACCURACY(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    /** Share of the rows taken for a class that are of it. */
    PRECISION(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    /** Share of the rows of a class that are taken for it. */
    RECALL(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    /** Harmonic mean of precision and recall. */
    F1(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    /** Correlation of true and predicted classes (Matthews), from -1 to 1. */
    MCC(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    /** Agreement of true and predicted classes beyond chance (Cohen), at most 1. */
    KAPPA(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    /** Chance that a positive row has a higher probability than a negative one. */
    ROC_AUC(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    /** Precision averaged over the recalls it is reached at. */
    AVERAGE_PRECISION(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    /** Minus the logarithm of the probability given to the true class. */
    LOG_LOSS(false, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    /**
     * Mean squared distance of the probabilities from the truth: of the one probability of a binary problem, in [0, 1];
     * summed over the classes of a multiclass problem, in [0, 2].
     */
    BRIER(false, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    /**
     * Expected calibration error: mean distance of stated probabilities (of the positive class, or of the predicted one of
     * several) from observed frequencies over ten bins of equal width, each with its left edge and without its right, the
     * last with both.
     */
    ECE(false, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    /** What the mistakes cost under the problem's costs. */
    COST(false, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    /** Root of the mean squared error, in the unit of the target. */
    RMSE(false, ProblemKind.REGRESSION),
    /** Mean absolute error, in the unit of the target. */
    MAE(false, ProblemKind.REGRESSION),
    /** Mean absolute error as a share of the truth. */
    MAPE(false, ProblemKind.REGRESSION),
    /** Share of the target's variance that is explained; 0 for the mean, at most 1. */
    R2(true, ProblemKind.REGRESSION);

    private final boolean higherIsBetter;
    private final Set<ProblemKind> kinds;

    Metric(boolean higherIsBetter, ProblemKind first, ProblemKind... more) {
        this.higherIsBetter = higherIsBetter;
        this.kinds = EnumSet.of(first, more);
    }

    /** Whether a larger value is a better one; losses and costs say no. */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** Whether the measure is defined for problems of that kind. */
    public boolean appliesTo(ProblemKind kind) {
        return kinds.contains(kind);
    }

    /** Name for people: {@code average precision}, {@code ROC AUC}. */
    public String label() {
        return switch (this) {
            case ROC_AUC -> "ROC AUC";
            case MCC, ECE, RMSE, MAE, MAPE, F1 -> name();
            case R2 -> "R\u00b2";
            case BRIER -> "Brier score";
            case ACCURACY, BALANCED_ACCURACY, PRECISION, RECALL, KAPPA, AVERAGE_PRECISION, LOG_LOSS, COST ->
                name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
