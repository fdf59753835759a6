package io.mlstack.train.evaluate.internal;

import io.mlstack.api.problem.Metric;

/**
 * The values a metric can take.
 *
 * @param least smallest possible value, may be infinite
 * @param most largest possible value, may be infinite
 * @param best value of a prediction without mistakes
 */
record Range(double least, double most, double best) {

    private static final Range SHARE = new Range(0, 1, 1);
    private static final Range CORRELATION = new Range(-1, 1, 1);
    private static final Range LOSS = new Range(0, Double.POSITIVE_INFINITY, 0);

    /** The end of the range that is not the best value. */
    double worst() {
        return best == most ? least : most;
    }

    static Range of(Metric metric) {
        return switch (metric) {
            case ACCURACY, BALANCED_ACCURACY, PRECISION, RECALL, F1, ROC_AUC, AVERAGE_PRECISION -> SHARE;
            case MCC, KAPPA -> CORRELATION;
            case LOG_LOSS, COST, RMSE, MAE, MAPE -> LOSS;
            case BRIER -> new Range(0, 2, 0);
            case ECE -> new Range(0, 1, 0);
            case R2 -> new Range(Double.NEGATIVE_INFINITY, 1, 1);
        };
    }
}
