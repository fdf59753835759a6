package io.mlstack.api.problem;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * A measure of how good predictions are.
 *
 * <p>{@code PRECISION}, {@code RECALL} and {@code F1} are those of the positive class of a binary problem and the plain
 * mean over classes (macro) of a multiclass problem. {@code AVERAGE_PRECISION} is the step-wise sum, {@code ROC_AUC}
 * counts ties half, {@code LOG_LOSS} is the mean in nats, {@code COST} the mean cost of a row under the problem's costs.
 */
public enum Metric {
    ACCURACY(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    BALANCED_ACCURACY(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    PRECISION(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    RECALL(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    F1(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    MCC(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    KAPPA(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    ROC_AUC(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    AVERAGE_PRECISION(true, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    LOG_LOSS(false, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    BRIER(false, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    ECE(false, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    COST(false, ProblemKind.BINARY, ProblemKind.MULTICLASS),
    RMSE(false, ProblemKind.REGRESSION),
    MAE(false, ProblemKind.REGRESSION),
    R2(true, ProblemKind.REGRESSION);

    private final boolean higherIsBetter;
    private final Set<ProblemKind> kinds;

    Metric(boolean higherIsBetter, ProblemKind first, ProblemKind... more) {
        this.higherIsBetter = higherIsBetter;
        this.kinds = EnumSet.of(first, more);
    }

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
            case MCC, ECE, RMSE, MAE, F1 -> name();
            case R2 -> "R\u00b2";
            case BRIER -> "Brier score";
            case ACCURACY, BALANCED_ACCURACY, PRECISION, RECALL, KAPPA, AVERAGE_PRECISION, LOG_LOSS, COST ->
                name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
